package org.haproxystats.integration;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.Objects.requireNonNull;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A real HAProxy in master-worker mode, which reloads itself when its master gets SIGUSR2. */
public final class MasterWorker implements AutoCloseable {
  private static final String MASTER_SOCKET = "master.sock";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final HaproxyLine line;
  private final Program program;
  private final StatsSocket socket;
  private final Path masterSocket;

  private MasterWorker(HaproxyLine line, Program program, StatsSocket socket, Path masterSocket) {
    this.line = line;
    this.program = program;
    this.socket = socket;
    this.masterSocket = masterSocket;
  }

  /**
   * Starts HAProxy and waits until its stats socket and its master answer. The master of some
   * versions executes itself anew when it has started its worker, and is away for a moment then.
   *
   * @param directory an empty directory for all its files, with a short path; the stats socket is
   *     in {@code sockets} below it
   * @param proxies as in {@link RealHaproxy#start}
   */
  public static MasterWorker start(HaproxyLine line, Path directory, String proxies) {
    try {
      var socket =
          new StatsSocket(
              Files.createDirectories(directory.resolve("sockets")).resolve("admin.sock"));
      Path own = Files.createDirectories(directory.resolve("haproxy"));
      Path configuration =
          Files.writeString(
              own.resolve("haproxy.cfg"),
              """
              global
                maxconn 300
                stats socket %s level admin expose-fd listeners
              defaults
                mode http
                timeout connect 5s
                timeout client 30s
                timeout server 30s
              %s
              """
                  .formatted(socket.path(), proxies.replace("{dir}", own.toString())));
      var program =
          Program.start(
              own,
              Map.of(),
              line.program(),
              "-W",
              "-db",
              "-S",
              own.resolve(MASTER_SOCKET).toString(),
              "-f",
              configuration.toString());
      var haproxy = new MasterWorker(line, program, socket, own.resolve(MASTER_SOCKET));
      await("the first worker")
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> !haproxy.worker().isEmpty());
      await("the master")
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> haproxy.askMaster("show proc;quit").contains("worker"));
      return haproxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The socket of the master, which knows all workers. */
  public Path masterSocket() {
    return masterSocket;
  }

  /** Has the master start a new worker, and waits until that one and the master answer. */
  public void reload() throws IOException {
    // During a reload the socket changes hands, and a connection may be reset.
    String old =
        await("a worker").atMost(PATIENCE).ignoreExceptions().until(this::worker, w -> true);
    if (line == HaproxyLine.V2_6) {
      // A master that is not done with its start forgets the signal, so it is repeated; not so soon
      // that it would meet the reload that it has begun.
      await("a new worker, " + program.output())
          .atMost(PATIENCE)
          .pollDelay(Duration.ZERO)
          .ignoreExceptions()
          .until(() -> signalMaster() && isReplacedSoon(old));
    } else {
      commandReload();
      await("a new worker, " + program.output())
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> !worker().equals(old));
    }
    await("the master")
        .atMost(PATIENCE)
        .ignoreExceptions()
        .until(() -> askMaster("show proc;quit").contains(worker() + " "));
  }

  /** From 2.7 on the command {@code reload} returns when the reload is done. */
  private void commandReload() throws IOException {
    String answer = askMaster("reload");
    if (!answer.startsWith("Success=1")) {
      throw new IOException("the reload failed: " + answer);
    }
  }

  private String askMaster(String command) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(masterSocket))) {
      channel.write(ByteBuffer.wrap((command + "\n").getBytes(US_ASCII)));
      return new String(Channels.newInputStream(channel).readAllBytes(), US_ASCII);
    }
  }

  private boolean signalMaster() throws IOException, InterruptedException {
    var kill = new ProcessBuilder("kill", "-USR2", Long.toString(program.pid())).start();
    return kill.waitFor() == 0;
  }

  private boolean isReplacedSoon(String old) {
    await().atMost(Duration.ofSeconds(10)).ignoreExceptions().until(() -> !worker().equals(old));
    return true;
  }

  /** The sessions that a frontend of the newest worker has now. */
  int sessions(String frontend) {
    return value(frontend, "scur");
  }

  /** The requests that a frontend of the newest worker has had. */
  int requests(String frontend) {
    return value(frontend, "req_tot");
  }

  private int value(String frontend, String field) {
    return socket.stat().stream()
        .filter(row -> frontend.equals(row.get("pxname")) && "FRONTEND".equals(row.get("svname")))
        .mapToInt(row -> Integer.parseInt(requireNonNull(row.get(field))))
        .sum();
  }

  /** What the newest worker has counted, in the form of its {@code stats-file}. */
  String dumpCounters() {
    return socket.ask("dump stats-file");
  }

  private String worker() {
    return requireNonNull(socket.info().get("Pid"), "no Pid");
  }

  /** Ends the master, and with it its workers. */
  @Override
  public void close() {
    program.terminate();
  }
}
