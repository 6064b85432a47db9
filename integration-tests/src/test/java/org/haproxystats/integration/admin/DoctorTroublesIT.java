package org.haproxystats.integration.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.haproxystats.admin.cli.Shell;
import org.haproxystats.integration.FreePort;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.MasterWorker;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.integration.Site;
import org.haproxystats.integration.TestCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code haproxyadmin doctor} finds with TLS, with queues that are full, after reloads, and
 * where it is told nothing. States that no HAProxy stays in are played.
 */
class DoctorTroublesIT {
  private static final String INFO =
      "Name: HAProxy\nVersion: %s\nNbproc: 1\nProcess_num: 1\nPid: 4711\nUptime_sec: 5\n%s\nadmin\n\n";

  @TempDir private Path directory;

  private static AdminCommand.Result doctor(Object... words) {
    var line = new ArrayList<>(List.of("doctor"));
    for (var word : words) {
      line.add(word.toString());
    }
    return AdminCommand.typed(Map.of(), "", Shell.Terminals.NONE, line);
  }

  @Test
  void aCertificateThatIsNotTrustedOrForAnotherNameIsTold() throws Exception {
    var certificate = TestCertificate.make(directory, "stats.example.org");
    var pem = Files.writeString(directory.resolve("site.pem"), certificate.pemWithKey());
    var authority = Files.writeString(directory.resolve("ca.pem"), certificate.pem());
    int port = FreePort.next();
    var proxies =
        """
        listen stats-behind-tls
          mode tcp
          bind 127.0.0.1:%d ssl crt %s
          server stats unix@%s/sockets/admin1.sock
        """
            .formatted(port, pem, directory);
    try (var site = RealHaproxy.start(HaproxyLine.V3_0, directory, 1, proxies)) {
      assertThat(site.pids()).hasSize(1);
      var url = "tls://127.0.0.1:" + port;
      var unknown = doctor("-s", url);
      assertThat(unknown.code()).isEqualTo(1);
      assertThat(unknown.out())
          .contains(
              "trust the authority that signed it:\n        haproxyadmin --socket "
                  + url
                  + "?ca=FILE ...");
      var misnamed = doctor("-s", url + "?ca=" + authority, "--json", "--fields", "problem,mend");
      assertThat(misnamed.out()).contains("\"problem\": \"certificate\"", "&check-name=no ...");
      assertThat(doctor("-s", url + "?ca=" + authority + "&check-name=no").code()).isZero();

      var plain = doctor("-s", "tcp://127.0.0.1:" + port);
      assertThat(plain.code()).isEqualTo(1);
      assertThat(plain.out())
          .contains("this speaks TLS", "haproxyadmin --socket " + url + "?ca=FILE ...");
    }
  }

  @Test
  void anAddressThatTakesNoConnectionIsTold() throws Exception {
    try (var full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var waiting = new ArrayList<SocketChannel>();
      try {
        fill(full, waiting);
        var typed = doctor("-s", "tcp://127.0.0.1:" + full.getLocalPort(), "--timeout", "1s");
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out())
            .contains("nobody takes the connection: ")
            .contains("a firewall may drop it", "ip route get 127.0.0.1");
      } finally {
        for (var channel : waiting) {
          channel.close();
        }
      }
    }
  }

  /** Until the system lets further connections wait. */
  private static void fill(ServerSocket full, List<SocketChannel> waiting) throws IOException {
    while (waiting.isEmpty() || waiting.getLast().isConnected()) {
      var channel = SocketChannel.open();
      channel.configureBlocking(false);
      waiting.add(channel);
      channel.connect(new InetSocketAddress(full.getInetAddress(), full.getLocalPort()));
      long begin = System.nanoTime();
      while (!channel.finishConnect() && System.nanoTime() - begin < 300_000_000) {
        Thread.onSpinWait();
      }
    }
  }

  @Test
  void aSocketWhoseListenQueueIsFullIsTold() throws Exception {
    var path = directory.resolve("full.sock");
    try (var full = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      full.bind(UnixDomainSocketAddress.of(path), 1);
      var waiting = new ArrayList<SocketChannel>();
      try {
        while (queues(path, waiting)) {
          assertThat(waiting).hasSizeLessThan(1000);
        }
        var typed = doctor("-s", path, "--timeout", "1s");
        assertThat(typed.code()).isEqualTo(1);
        assertThat(typed.out())
            .contains("somebody listens but does not answer", "stats maxconn 100");
      } finally {
        for (var channel : waiting) {
          channel.close();
        }
      }
    }
  }

  private static boolean queues(Path path, List<SocketChannel> waiting) throws IOException {
    var channel = SocketChannel.open(StandardProtocolFamily.UNIX);
    channel.configureBlocking(false);
    waiting.add(channel);
    try {
      return channel.connect(UnixDomainSocketAddress.of(path));
    } catch (IOException _) {
      return false;
    }
  }

  @Test
  void aMasterWhoseReloadFailedSaysSo() throws Exception {
    try (var site = MasterWorker.start(HaproxyLine.V3_0, directory, Site.PROXIES)) {
      var configuration = directory.resolve("haproxy/haproxy.cfg");
      Files.writeString(configuration, Files.readString(configuration) + "nonsense\n");
      var master = site.masterSocket().toString();
      var reload = List.of("reload", "--master", master);
      assertThat(AdminCommand.typed(Map.of(), "", Shell.Terminals.NONE, reload).code())
          .isEqualTo(1);
      var typed = doctor("--master", master);
      assertThat(typed.code()).isZero();
      assertThat(typed.out())
          .startsWith("WARNING  unix://" + master)
          .contains("the last reload failed: the configuration from before is in force")
          .contains("see what is wrong with it:\n        haproxy -c -f ");
    }
  }

  @Test
  void aMasterWithoutAWorkerSaysSo() throws Exception {
    var table =
        """
        #<PID>          <type>          <reloads>       <uptime>        <version>
        4711            master          1 [failed: 1]   0d00h01m28s     3.0.11
        # workers
        # programs

        3.0.11

        admin

        """;
    try (var master = new Played(directory.resolve("m.sock"), "show proc", table)) {
      var typed = doctor("--master", master.path());
      assertThat(typed.code()).isEqualTo(1);
      assertThat(typed.out())
          .contains("the master has no worker: nothing is served with the present configuration")
          .contains("haproxy -c -f ");
    }
  }

  @Test
  void aProcessThatIsStoppingSaysSo() throws Exception {
    var info = INFO.formatted("3.0.11", "Stopping: 1");
    try (var old = new Played(directory.resolve("old.sock"), "show info", info)) {
      var typed = doctor("-s", old.path());
      assertThat(typed.code()).isZero();
      assertThat(typed.out())
          .startsWith("WARNING  ")
          .contains("process 4711 is stopping: after a reload it only finishes what it has begun")
          .contains("ss -xlp | grep haproxy");
    }
  }

  @Test
  void aSocketThatHangsUpInTheMomentOfAReloadIsAskedAgain() throws Exception {
    var info = INFO.formatted("3.0.11", "Stopping: 0");
    try (var listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      Path path = directory.resolve("reloading.sock");
      listening.bind(UnixDomainSocketAddress.of(path));
      try (var reloading = new Played(path, listening)) {
        Thread.startVirtualThread(
            () -> {
              reloading.hangUp();
              reloading.play("show info", info);
            });
        var typed = doctor("-s", path);
        assertThat(typed.out()).startsWith("OK  ").contains("HAProxy 3.0.11, pid 4711");
      }
    }
  }

  @Test
  void aHaproxyThatIsTooOldIsTold() throws Exception {
    var info = INFO.formatted("1.4.27", "Stopping: 0");
    try (var old = new Played(directory.resolve("old.sock"), "show info", info)) {
      var typed = doctor("-s", old.path(), "--json", "--fields", "problem,text");
      assertThat(typed.code()).isEqualTo(1);
      assertThat(typed.out())
          .contains("\"problem\": \"too-old\", \"text\": \"HAProxy 1.4.27 is older than 1.5\"");
    }
  }

  @Test
  void withoutArgumentsTheHaproxysThatRunHereAreExamined() {
    try (var site = MasterWorker.start(HaproxyLine.V3_0, directory, Site.PROXIES)) {
      var socket = directory.resolve("sockets/admin.sock");
      var found = doctor("--json", "--fields", "socket,state,level,role").out();
      assertThat(found)
          .containsPattern(
              "\"unix://"
                  + socket
                  + "\", \"state\": \"OK\", \"level\": \"admin\", \"role\": \"worker of")
          .containsPattern(
              "\"unix://" + site.masterSocket() + " master\", \"state\": \"OK\", .*\"master\"");
    }
  }

  /**
   * Plays a HAProxy: a question that has some words gets an answer, any other none.
   *
   * @param path the socket
   */
  private record Played(Path path, ServerSocketChannel listening) implements AutoCloseable {
    Played(Path path, String words, String answer) throws IOException {
      this(path, ServerSocketChannel.open(StandardProtocolFamily.UNIX));
      listening.bind(UnixDomainSocketAddress.of(path));
      Thread.startVirtualThread(() -> play(words, answer));
    }

    private void hangUp() {
      try (var connection = listening.accept()) {
        connection.shutdownInput();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void play(String words, String answer) {
      while (true) {
        try (var connection = listening.accept()) {
          var in =
              new BufferedReader(
                  new InputStreamReader(Channels.newInputStream(connection), US_ASCII));
          if (String.valueOf(in.readLine()).contains(words)) {
            connection.write(ByteBuffer.wrap(answer.getBytes(US_ASCII)));
          }
        } catch (IOException _) {
          return; // The end.
        }
      }
    }

    @Override
    public void close() throws IOException {
      listening.close();
    }
  }
}
