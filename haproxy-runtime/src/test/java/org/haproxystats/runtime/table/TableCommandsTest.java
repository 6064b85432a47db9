package org.haproxystats.runtime.table;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.RecordedAnswer;
import org.haproxystats.runtime.UnsendableValueException;
import org.haproxystats.runtime.table.TableFilter.Operator;
import org.junit.jupiter.api.Test;

class TableCommandsTest {
  private static final String HEADER = "# table: web, type: string, size:100, used:2\n";

  @Test
  void tablesAreListedWithWhatNewerVersionsAdd() throws Exception {
    assertThat(
            RecordedAnswer.read(
                TableCommands.list(),
                """
                # table: mates/t1, type: ip, size:1024, used:0
                # table: web, type: string, size:100, used:3, more:1

                """))
        .containsExactly(
            new TableInfo("mates/t1", "ip", 1024, 0, ""),
            new TableInfo("web", "string", 100, 3, "more:1"));
    assertThatThrownBy(() -> RecordedAnswer.read(TableCommands.list(), "# tables: none\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void anEntryKeepsAllThatTheTableStores() throws Exception {
    var entries =
        RecordedAnswer.read(
            TableCommands.entries("web"),
            HEADER
                + """
                0x55dc80569c10: key=a\\ b\\\\c use=0 exp=3599748 server_id=0 gpc0=4 conn_rate(10000)=3
                0x7f78ed56c8e0: key=\\xC3\\xA9\\=c use=1 exp=0 shard=2 server_key=- gpt0=5 gpt1=7

                """);
    assertThat(entries)
        .extracting(TableEntry::pointer)
        .containsExactly("0x55dc80569c10", "0x7f78ed56c8e0");
    assertThat(entries).extracting(TableEntry::key).containsExactly("a b\\c", "é=c");
    assertThat(entries).extracting(TableEntry::use).containsExactly(0, 1);
    assertThat(entries)
        .extracting(TableEntry::expiresIn)
        .containsExactly(Duration.ofMillis(3_599_748), Duration.ZERO);
    var first = entries.getFirst();
    assertThat(first.data().keySet()).containsExactly("server_id", "gpc0", "conn_rate(10000)");
    assertThat(first.number("conn_rate")).hasValue(3);
    assertThat(first.number("gpc")).isEmpty();
    assertThat(entries.getLast().data())
        .containsEntry("shard", "2")
        .containsEntry("server_key", "-");
    assertThat(entries.getLast().number("server_key")).isEmpty();
    assertThat(entries.getLast().number("gpt1")).hasValue(7);
  }

  @Test
  void aKeyThatIsNotThereIsNoFailure() throws Exception {
    assertThat(RecordedAnswer.read(TableCommands.entry("web", TableKey.of("no")), "\n")).isEmpty();
  }

  @Test
  void aTableWhoseContentsAreWithheldIsAFailureThatNamesTheLevel() {
    var failure =
        catchThrowableOfType(
            CommandFailedException.class,
            () ->
                RecordedAnswer.read(
                    TableCommands.entries("web"),
                    HEADER + "# contents not dumped due to insufficient privileges\n\n"));
    assertThat(failure).hasMessageContaining("level operator");
    assertThat(failure.failure()).isEqualTo(Failure.PERMISSION_DENIED);
  }

  @Test
  void aLineThatIsNoEntryIsAFailure() {
    for (var line :
        List.of(
            "0x1: key=a use=0",
            "0x1: key=a use=x exp=0",
            "0x1: key=\\xZZ use=0 exp=0",
            "0x1: key=a use=0 exp=0 gpc0",
            "nothing to see")) {
      assertThatThrownBy(
              () -> RecordedAnswer.read(TableCommands.entries("web"), HEADER + line + "\n\n"))
          .as(line)
          .isInstanceOf(CommandFailedException.class);
    }
  }

  @Test
  void filtersAreSentAsHaproxyTakesThem() {
    var rate = new TableFilter("conn_rate", Operator.GT, 10);
    assertThat(TableCommands.entries("web")).hasToString("show table web");
    assertThat(TableCommands.entries("web", rate, new TableFilter("gpt[1]", Operator.NE, -1)))
        .hasToString("show table web data.conn_rate gt 10 data.gpt[1] ne -1");
    assertThat(TableCommands.clear("web", List.of(rate)))
        .hasToString("clear table web data.conn_rate gt 10");
    assertThatThrownBy(() -> TableCommands.entries("web", rate, rate, rate, rate, rate))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new TableFilter("gpc0 gt 1;", Operator.EQ, 1))
        .isInstanceOf(UnsendableValueException.class);
  }

  @Test
  void whatHaproxyWouldMisunderstandWithoutAWordIsRefused() {
    var key = TableKey.of("a b");
    assertThat(TableCommands.set("web", key, Map.of("gpc0", 4_294_967_295L)))
        .hasToString("set table web key a\\ b data.gpc0 4294967295");
    assertThat(TableCommands.set("web", key, Map.of("bytes_in_cnt", 4_294_967_296L)))
        .hasToString("set table web key a\\ b data.bytes_in_cnt 4294967296");
    for (long value : new long[] {-1, 4_294_967_296L}) {
      assertThatThrownBy(() -> TableCommands.set("web", key, Map.of("gpc0", value)))
          .isInstanceOf(UnsendableValueException.class);
      assertThatThrownBy(() -> TableKey.of(value)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> TableCommands.set("web", key, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("there is no data to be set");
    assertThatThrownBy(() -> TableCommands.clear("web", List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("all entries would be removed");
    var forged = new TableEntry("0x1;x", "k", 0, Duration.ZERO, Map.of());
    assertThatThrownBy(() -> TableCommands.remove("web", forged))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void keysAreWrittenAsTheirTypeWantsThem() throws Exception {
    assertThat(TableKey.of(InetAddress.getByName("10.1.2.3")).text()).isEqualTo("10.1.2.3");
    assertThat(TableKey.of(InetAddress.getByName("2001:db8::1")).text())
        .isEqualTo("2001:db8:0:0:0:0:0:1");
    assertThat(TableKey.of(5).text()).isEqualTo("5");
  }

  @Test
  void aVariableIsReadWithItsType() throws Exception {
    assertThat(
            RecordedAnswer.read(
                VariableCommands.get("proc.x"), "[6]: proc.x: type=str value=<a <b> = c>\n\n"))
        .isEqualTo(new Variable("proc.x", "str", "a <b> = c"));
    assertThat(
            RecordedAnswer.read(
                VariableCommands.get("proc.x"), "[6]: proc.x: type=any value=undef\n\n"))
        .isEqualTo(new Variable("proc.x", "any", "undef"));
    for (var answer : List.of("[3]: Variable not found.\n\n", "[6]: What?\n\n")) {
      assertThatThrownBy(() -> RecordedAnswer.read(VariableCommands.get("proc.x"), answer))
          .isInstanceOf(CommandFailedException.class);
    }
  }

  @Test
  void onlyVariablesOfTheProcessAreNamed() {
    assertThat(VariableCommands.setText("proc.x", "100 %[src]"))
        .hasToString("set var proc.x fmt 100\\ %%[src]");
    for (var name : List.of("txn.x", "proc.", "proc.a b", "x")) {
      assertThatThrownBy(() -> VariableCommands.setNumber(name, 1))
          .isInstanceOf(UnsendableValueException.class);
    }
  }
}
