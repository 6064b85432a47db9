package org.haproxystats.runtime.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import org.haproxystats.runtime.Change;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.RecordedAnswer;
import org.haproxystats.runtime.UnsendableValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerCommandsTest {
  private static final ServerName ONE = new ServerName("app", "one");
  private static final InetAddress ADDRESS = InetAddress.ofLiteral("192.0.2.1");

  @Test
  void aCommandIsWrittenAsHaproxyReadsIt() {
    assertThat(ServerCommands.setState(ONE, AdminState.MAINT))
        .hasToString("set server app/one state maint");
    assertThat(ServerCommands.setRelativeWeight(ONE, 50))
        .hasToString("set server app/one weight 50%");
    assertThat(ServerCommands.setAddress(ONE, InetAddress.ofLiteral("2001:db8::1"), 80))
        .hasToString("set server app/one addr 2001:db8:0:0:0:0:0:1 port 80");
    assertThat(ServerCommands.add(ONE, "192.0.2.1:80", "sni", "str(a b)"))
        .hasToString("add server app/one 192.0.2.1:80 sni str(a\\ b)");
    assertThat(ServerCommands.rename(ONE, "uno")).hasToString("set server app/one name uno");
    assertThat(CheckCommands.setAgentSend(ONE, "a;b"))
        .hasToString("set server app/one agent-send a\\;b");
    assertThat(ServerViews.defaultServers("app")).hasToString("show default-server app");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#1", "a/b"})
  void aBackendsNameThatMeansSomethingElseIsRefused(String name) {
    assertThatThrownBy(() -> new ServerName(name, "one"))
        .isInstanceOf(UnsendableValueException.class)
        .hasMessageContaining("'" + name + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "#1"})
  void aServersNameThatMeansSomethingElseIsRefused(String name) {
    assertThatThrownBy(() -> new ServerName("app", name))
        .isInstanceOf(UnsendableValueException.class)
        .hasMessageContaining("'" + name + "'");
    assertThatThrownBy(() -> ServerCommands.rename(ONE, name))
        .isInstanceOf(UnsendableValueException.class);
    assertThatThrownBy(() -> ServerName.parse("app")).isInstanceOf(UnsendableValueException.class);
  }

  @Test
  void aNumberOutOfItsRangeIsRefused() throws Exception {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerCommands.setWeight(ONE, 257))
        .withMessage("weight is 257, but must be 0 to 256");
    assertThatIllegalArgumentException().isThrownBy(() -> ServerCommands.setWeight(ONE, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerCommands.setRelativeWeight(ONE, -1))
        .withMessage("weight in per cent is -1, but must be 0 or more");
    assertThatIllegalArgumentException().isThrownBy(() -> ServerCommands.setMaxconn(ONE, -1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerCommands.setAddress(ONE, ADDRESS, 65_536))
        .withMessage("port is 65536, but must be 0 to 65535");
    assertThatIllegalArgumentException().isThrownBy(() -> CheckCommands.setCheckPort(ONE, 0));
    var scoped = Inet6Address.getByAddress("", InetAddress.ofLiteral("fe80::1").getAddress(), 7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ServerCommands.setAddress(ONE, scoped))
        .withMessageContaining("has a scope");
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      value = {
        "\"[4]: IP changed from '::1' to '::2', port changed from '1' to '2' by 'stats socket"
            + " command'\",true,true",
        "[4]: IP changed from '::1' to '::2' by 'stats socket command',true,false",
        "\"[4]: IP changed from '::1' to '::2', no need to change the port by 'stats socket"
            + " command'\",true,false",
        "\"[4]: no need to change the addr, port changed from '1' to '2' by 'x'\",false,true",
        "[4]: port changed from '1' to '2' by 'stats socket command',false,true",
        "\"[4]: no need to change the addr, no need to change the port by 'x'\",false,false",
        "[4]: no need to change the addr by 'stats socket command',false,false",
        "[4]: nothing changed,false,false",
      })
  void everyVersionsWordsForAnAddressAreUnderstood(String answer, boolean address, boolean port)
      throws Exception {
    var change = RecordedAnswer.read(ServerCommands.setAddress(ONE, ADDRESS, 2), answer + "\n\n");
    assertThat(change).isEqualTo(new AddressChange(address, port, answer.substring(5)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[4]: Invalid addr 'x' by 'stats socket command'",
        "[4]: Update for the current server address family is only supported through"
            + " configuration file by 'stats socket command'",
        "[4]: problem converting port 'x' to an int by 'stats socket command'",
        "[3]: No such server.",
        "something new",
        ""
      })
  void anyOtherAnswerToAnAddressIsAFailure(String answer) {
    assertThatThrownBy(
            () -> RecordedAnswer.read(ServerCommands.setAddress(ONE, ADDRESS), answer + "\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void everyVersionsWordsForANameAreUnderstood() throws Exception {
    var command = ServerCommands.setFqdn(ONE, "b.example");
    assertThat(RecordedAnswer.read(command, "\n")).isEqualTo(Change.MADE);
    assertThat(
            RecordedAnswer.read(
                command,
                "[4]: app/one changed its FQDN from a.example to b.example by 'stats socket"
                    + " command'\n\n"))
        .isEqualTo(Change.MADE);
    assertThat(
            RecordedAnswer.read(
                command, "[4]: no need to change the FDQN by 'stats socket command'\n\n"))
        .isEqualTo(Change.NOT_NEEDED);
    assertThatThrownBy(
            () ->
                RecordedAnswer.read(
                    command, "[4]: could not update app/one FQDN by 'stats socket command'\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void whatOnlyNewerVersionsHaveIsUnderstoodToo() throws Exception {
    assertThat(
            RecordedAnswer.read(
                ServerCommands.rename(ONE, "uno"),
                "[5]: Server deleted.\nServer name updated.\n\n"))
        .contains("updated");
    assertThatThrownBy(
            () ->
                RecordedAnswer.read(
                    ServerCommands.rename(ONE, "uno"),
                    "[3]: Server must be in maintenance mode to be renamed.\n\n"))
        .isInstanceOf(CommandFailedException.class);
    assertThat(
            RecordedAnswer.read(
                ServerViews.defaultServers(), "* app\n  app/base\n  app/large\n* other\n\n"))
        .hasToString("{app=[base, large], other=[]}");
    assertThatThrownBy(() -> RecordedAnswer.read(ServerViews.defaultServers(), "  app/base\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void aServerThatStillHasConnectionsIsBusy() {
    assertThatThrownBy(
            () ->
                RecordedAnswer.read(
                    ServerCommands.delete(ONE),
                    "[3]: Server still has connections attached to it, cannot remove it.\n\n"))
        .isInstanceOfSatisfying(
            CommandFailedException.class,
            failure -> assertThat(failure.failure()).isEqualTo(Failure.BUSY));
  }

  @Test
  void withoutSeverityTheTextsDecide() throws Exception {
    assertThat(
            RecordedAnswer.readWithoutSeverity(
                ServerCommands.setSsl(ONE, true), "server ssl setting updated.\n\n"))
        .isEqualTo("server ssl setting updated.");
    assertThatThrownBy(
            () ->
                RecordedAnswer.readWithoutSeverity(
                    ServerCommands.setSsl(ONE, true), "server ssl setting not supported.\n\n"))
        .isInstanceOf(CommandFailedException.class);
    assertThatThrownBy(
            () ->
                RecordedAnswer.readWithoutSeverity(
                    ServerCommands.weight(ONE), "No such server.\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }
}
