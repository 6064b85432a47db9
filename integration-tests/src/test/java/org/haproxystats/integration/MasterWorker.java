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
final class MasterWorker implements AutoCloseable {
  private static final String MASTER_SOCKET = "master.sock";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Program program;
  private final StatsSocket socket;
  private final Path masterSocket;

  private MasterWorker(Program program, StatsSocket socket, Path masterSocket) {
    this.program = program;
    this.socket = socket;
    this.masterSocket = masterSocket;
  }

  /**
   * Starts HAProxy and waits until its stats socket answers.
   *
   * @param directory an empty directory for all its files, with a short path; the stats socket is
   *     in {@code sockets} below it
   * @param proxies as in {@link RealHaproxy#start}
   */
  static MasterWorker start(HaproxyLine line, Path directory, String proxies) {
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
      var haproxy = new MasterWorker(program, socket, own.resolve(MASTER_SOCKET));
      await("the first worker")
          .atMost(PATIENCE)
          .ignoreExceptions()
          .until(() -> !haproxy.worker().isEmpty());
      return haproxy;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The socket of the master, which knows all workers. */
  Path masterSocket() {
    return masterSocket;
  }

  /** Has the master start a new worker and waits until that one answers. */
  void reload() {
    // During a reload the socket changes hands, and a connection may be reset.
    String old =
        await("a worker").atMost(PATIENCE).ignoreExceptions().until(this::worker, w -> true);
    await("a new worker, " + program.output())
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(200))
        .ignoreExceptions()
        .until(
            () -> {
              // Up to 3.0 a master that is not done with its last reload forgets the signal.
              signalMaster();
              return !worker().equals(old);
            });
  }

  /**
   * Has the master reload exactly once (HAProxy 2.7 and newer), and waits until the new worker
   * answers.
   */
  void reloadOnce() throws IOException {
    String old = worker();
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(masterSocket))) {
      channel.write(ByteBuffer.wrap("reload\n".getBytes(US_ASCII)));
      var answer = new String(Channels.newInputStream(channel).readAllBytes(), US_ASCII);
      if (!answer.startsWith("Success=1")) {
        throw new IOException("the reload failed: " + answer);
      }
    }
    await("a new worker").atMost(PATIENCE).ignoreExceptions().until(() -> !worker().equals(old));
  }

  /** The sessions that a frontend of the newest worker has now. */
  int sessions(String frontend) {
    return socket.stat().stream()
        .filter(row -> frontend.equals(row.get("pxname")) && "FRONTEND".equals(row.get("svname")))
        .mapToInt(row -> Integer.parseInt(requireNonNull(row.get("scur"))))
        .sum();
  }

  private void signalMaster() throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-USR2", Long.toString(program.pid())).start().waitFor();
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
