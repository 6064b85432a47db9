package org.haproxystats.admin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a HAProxy that is only played: it has one table, and one map in a file. */
class UnknownNamesTest {
  private static final Map<String, String> ANSWERS =
      Map.of(
          "show info",
          "Name: HAProxy\nVersion: 3.0.5\nPid: 7\n\nadmin\n\n",
          "show table",
          "# table: clients, type: ip, size:100, used:0\n\n",
          "show map",
          "# id (file) description\n1 (/etc/hosts.map) pattern loaded from file\n\n");

  @TempDir private Path directory;
  private ServerSocketChannel haproxy;

  @BeforeEach
  void play() throws IOException {
    haproxy = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    haproxy.bind(UnixDomainSocketAddress.of(directory.resolve("a.sock")));
    Thread.ofVirtual().start(this::answer);
  }

  @AfterEach
  void end() throws IOException {
    haproxy.close();
  }

  private void answer() {
    while (true) {
      try (var connection = haproxy.accept()) {
        var in =
            new BufferedReader(new InputStreamReader(Channels.newInputStream(connection), UTF_8));
        var question = String.valueOf(in.readLine());
        var answer =
            ANSWERS.entrySet().stream()
                .filter(known -> question.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("\n");
        connection.write(ByteBuffer.wrap(answer.getBytes(UTF_8)));
      } catch (IOException e) {
        return; // The end.
      }
    }
  }

  /** What is said of a word in the place of a parameter. */
  private String told(String entry, String parameter, String word) throws Exception {
    var command = CliCommand.named("show", "Shows it").takes(parameter, "its name").runs(_ -> {});
    var arguments = new Arguments();
    arguments.add(GlobalOptions.SOCKET, directory.resolve("a.sock").toString());
    arguments.add(word);
    arguments.assign(command.parameters());
    var err = new ByteArrayOutputStream();
    var shell =
        new Shell(
            Map.of(),
            new ByteArrayInputStream(new byte[0]),
            new PrintStream(err, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            Shell.Terminals.NONE);
    UnknownNames.tell(shell, entry, command, arguments);
    return err.toString(UTF_8);
  }

  @Test
  void aTableOrMapThatIsNotThereGetsTheNearest() throws Exception {
    assertThat(told("table", "TABLE", "cleints"))
        .isEqualTo("haproxyadmin: there is no table 'cleints'; did you mean 'clients'?\n");
    assertThat(told("map", "FILE", "/etc/host.map"))
        .isEqualTo(
            "haproxyadmin: there is no map '/etc/host.map'; did you mean '/etc/hosts.map'?\n");
  }

  @Test
  void whatIsThereOrIsANumberOrIsToldElsewhereIsNotTold() throws Exception {
    assertThat(told("table", "TABLE", "clients")).isEmpty();
    assertThat(told("map", "FILE", "#1")).isEmpty();
    assertThat(told("server", "NAME", "web1")).isEmpty();
    assertThat(List.of(told("acl", "FILE", "/etc/blocked.lst"))).containsExactly("");
  }
}
