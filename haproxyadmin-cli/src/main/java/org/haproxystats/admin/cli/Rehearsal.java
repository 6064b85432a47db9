package org.haproxystats.admin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;

/**
 * What Java watches to learn which classes the program needs: runs commands on two HAProxys that
 * are only played. {@code lib/class-cache.sh} starts it and keeps what was learnt.
 */
final class Rehearsal {
  private static final int ROUNDS = 3;
  private static final List<String> LINES =
      List.of(
          "--version",
          "--help",
          "server drain --help",
          "haproxy list",
          "haproxy info Pid",
          "haproxy metric CumReq",
          "frontend list",
          "backend list",
          "map list",
          "table list",
          "session list",
          "cert list",
          "command show version",
          "server list",
          "server list app/* --status down --sort -scur --color always",
          "server list --fields server,status,rtime",
          "server list --json",
          "server list --csv -b app",
          "server list -q",
          "server show app/web1",
          "server drain web2 --dry-run",
          "server ready app/web1",
          "server ready web* --yes --json",
          "server weight app/web1 50%",
          "server drain app/web2 --wait=1s",
          "doctor",
          "complete server drain app/");

  private final Path directory;

  private Rehearsal(Path directory) {
    this.directory = directory;
  }

  /**
   * Runs them all, with one process and with two.
   *
   * @param directory for sockets
   */
  static void run(Path directory) throws IOException {
    var rehearsal = new Rehearsal(directory.toAbsolutePath());
    rehearsal.play("a.sock");
    rehearsal.play("b.sock");
    for (int i = 0; i < ROUNDS; i++) {
      for (var line : LINES) {
        rehearsal.command(line, "a.sock");
        rehearsal.command(line + " --socket " + rehearsal.directory, "b.sock");
      }
    }
  }

  /** Runs a line where the environment names a socket. */
  private void command(String line, String socket) {
    var environment = new HashMap<>(System.getenv());
    environment.put(Targets.SOCKET_VARIABLE, directory.resolve(socket).toString());
    try (var nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8)) {
      Main.run(
          List.of(line.split(" ", -1)),
          new Shell(
              environment, InputStream.nullInputStream(), nowhere, nowhere, Shell.Terminals.NONE));
    }
  }

  /** Plays until the program ends. */
  private void play(String name) throws IOException {
    var haproxy = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    haproxy.bind(UnixDomainSocketAddress.of(directory.resolve(name)));
    Thread.ofPlatform().daemon().name(name).start(() -> answer(haproxy));
  }

  /** Knows two answers, and says nothing to other questions, as to changes that succeed. */
  private static void answer(ServerSocketChannel haproxy) {
    while (true) {
      try (var connection = haproxy.accept()) {
        var in =
            new BufferedReader(new InputStreamReader(Channels.newInputStream(connection), UTF_8));
        var question = String.valueOf(in.readLine());
        connection.write(ByteBuffer.wrap(answer(question)));
      } catch (IOException e) {
        return; // The end.
      }
    }
  }

  private static byte[] answer(String question) throws IOException {
    if (question.contains("show info")) {
      return recorded("rehearsal-info.txt");
    }
    return question.contains("show stat") ? recorded("rehearsal-stat.txt") : "\n".getBytes(UTF_8);
  }

  private static byte[] recorded(String name) throws IOException {
    try (var in = Rehearsal.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException(name + " is missing beside " + Rehearsal.class);
      }
      return in.readAllBytes();
    }
  }
}
