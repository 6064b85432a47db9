package org.haproxystats.sink.kafka;

import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import kafka.tools.StorageTool;

/** A broker of Kafka, as a program of its own with all its files in a directory. */
public final class Broker implements AutoCloseable {
  /** Held, since the system takes back what is closed or forgotten. */
  private static final Queue<Socket> BOUND = new ConcurrentLinkedQueue<>();

  private final int port;
  private final int securePort;
  private final Path configuration;
  private final Path output;
  private Process process;

  /**
   * Starts one; it works a few seconds later.
   *
   * @param cluster the cluster that it is part of
   * @param node its number
   * @param controller the port of the controller, which is node 1
   * @param secure settings of a second listener, SECURE, which speaks TLS and lets in who has a
   *     password; none: there is no such listener
   */
  Broker(Path directory, String cluster, int node, int controller, List<String> secure)
      throws IOException {
    port = freePort();
    securePort = secure.isEmpty() ? 0 : freePort();
    output = directory.resolve("output-" + node);
    configuration =
        Files.writeString(
            directory.resolve("broker-" + node + ".properties"),
            configuration(directory.resolve("data-" + node), node, controller)
                + String.join("\n", secure));
    var said = new ByteArrayOutputStream();
    String[] format = {"format", "-t", cluster, "-c", configuration.toString()};
    if (StorageTool.execute(format, new PrintStream(said, true)) != 0) {
      fail("the storage of a broker was not made: " + said);
    }
    process = run();
  }

  /**
   * A port for a broker that starts later. It is bound to a socket that does not listen and is not
   * closed before these tests end, so that the system gives it to nobody else; a broker can listen
   * on it all the same, since it lets addresses be reused.
   */
  static int freePort() throws IOException {
    var socket = new Socket();
    BOUND.add(socket);
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    return socket.getLocalPort();
  }

  private String configuration(Path data, int node, int controller) {
    boolean controls = node == 1;
    var plain = "PLAINTEXT://127.0.0.1:" + port;
    var clients = securePort == 0 ? plain : plain + ",SECURE://localhost:" + securePort;
    return """
    node.id=%1$d
    process.roles=%2$s
    listeners=%3$s%4$s
    advertised.listeners=%3$s
    listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SECURE:SASL_SSL
    controller.listener.names=CONTROLLER
    controller.quorum.voters=1@127.0.0.1:%5$d
    log.dirs=%6$s
    auto.create.topics.enable=false
    num.network.threads=1
    num.io.threads=2
    log.retention.ms=-1
    log.cleaner.dedupe.buffer.size=2097152
    broker.session.timeout.ms=3000
    broker.heartbeat.interval.ms=500
    """
        .formatted(
            node,
            controls ? "broker,controller" : "broker",
            clients,
            controls ? ",CONTROLLER://127.0.0.1:" + controller : "",
            controller,
            data);
  }

  private Process run() throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx192m",
            "-cp",
            System.getProperty("java.class.path"),
            "kafka.Kafka",
            configuration.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
        .start();
  }

  /** Where its clients find it, {@code host:port}. */
  public String address() {
    return "127.0.0.1:" + port;
  }

  /** Where clients find it that have a password. */
  public String secureAddress() {
    return "localhost:" + securePort;
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** What it has printed so far. */
  String output() throws IOException {
    return Files.readString(output);
  }

  /** Ends it as a crash would. */
  public void kill() {
    process.destroyForcibly();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Starts it again, on the same files and the same port. */
  public void startAgain() throws IOException {
    process = run();
  }

  /** Sends it a signal, such as STOP. */
  public void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
  }

  @Override
  public void close() {
    kill();
  }
}
