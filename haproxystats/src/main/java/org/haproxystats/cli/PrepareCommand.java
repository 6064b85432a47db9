package org.haproxystats.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What Java watches to learn which classes the programs need: pulls and delivers a few snapshots of
 * a HAProxy that is only played. {@code lib/class-cache.sh} runs it and keeps what was learnt.
 * Nothing outside of the directory that it is given is touched.
 */
final class PrepareCommand implements Command {
  private static final String ANSWER = "rehearsal.txt";
  private static final int SNAPSHOTS = 3;

  private final Command run;

  /**
   * @param run the command that is rehearsed
   */
  PrepareCommand(Command run) {
    this.run = run;
  }

  @Override
  public String summary() {
    return "Makes the programs start faster; to be run once after an installation.";
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err, Logging logging) {
    try (var haproxy = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        var graphite = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      if (arguments.size() != 1) {
        throw new IOException("haproxystats prepare: start it with bin/haproxystats");
      }
      var directory = Path.of(arguments.getFirst()).toAbsolutePath();
      var socket = directory.resolve("haproxy.sock");
      haproxy.bind(UnixDomainSocketAddress.of(socket));
      Thread.ofPlatform().daemon().name("haproxy").start(() -> answer(haproxy));
      Thread.ofPlatform().daemon().name("graphite").start(() -> receive(graphite));
      var configuration = configuration(directory, socket, graphite.getLocalPort());
      return run.run(List.of("-f", configuration.toString()), out, err, logging);
    } catch (IOException e) {
      err.println(e.getMessage());
      return 1;
    }
  }

  private static Path configuration(Path directory, Path socket, int port) throws IOException {
    return Files.writeString(
        directory.resolve("haproxystats.conf"),
        """
        [pull]
        servers = unix://%1$s
        dst-dir = %2$s/incoming
        tmp-dst-dir = %2$s/incoming.tmp
        pull-interval = 1
        [process]
        src-dir = %2$s/incoming
        [graphite]
        server = 127.0.0.1
        port = %3$d
        """
            .formatted(socket, directory, port));
  }

  /** Says the same to everybody, and hangs up. */
  private static void answer(ServerSocketChannel haproxy) {
    while (true) {
      try (var connection = haproxy.accept();
          InputStream answer = PrepareCommand.class.getResourceAsStream(ANSWER)) {
        var in =
            new BufferedReader(new InputStreamReader(Channels.newInputStream(connection), UTF_8));
        if (answer != null && !String.valueOf(in.readLine()).contains("typed")) {
          connection.write(ByteBuffer.wrap(answer.readAllBytes()));
        }
      } catch (IOException e) {
        return; // The end.
      }
    }
  }

  /** Confirms what comes, and ends the program after a few times. */
  private static void receive(ServerSocket graphite) {
    for (int i = 0; i < SNAPSHOTS; i++) {
      try (var connection = graphite.accept()) {
        connection.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        return; // The end.
      }
    }
    System.exit(0);
  }
}
