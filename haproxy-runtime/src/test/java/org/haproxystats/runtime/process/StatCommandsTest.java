package org.haproxystats.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.EndpointException;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.HaproxyVersion;
import org.haproxystats.runtime.RecordedAnswer;
import org.haproxystats.runtime.UnsendableValueException;
import org.haproxystats.runtime.process.Tags.Nature;
import org.haproxystats.runtime.process.Tags.Origin;
import org.haproxystats.runtime.process.Tags.Persistence;
import org.haproxystats.runtime.process.Tags.Scope;
import org.haproxystats.runtime.stats.StatTable;
import org.haproxystats.runtime.stats.StatTable.RowType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatCommandsTest {
  private static final String HEADER = "# pxname,svname,scur,type,last_chk,-,h2_streams,\n";

  @Test
  void aQueryIsWrittenAsHaproxyReadsIt() {
    assertThat(StatCommands.rows(StatQuery.ALL)).hasToString("show stat");
    assertThat(StatCommands.rows(StatQuery.ALL.ofProxy("app"))).hasToString("show stat app 15 -1");
    assertThat(
            StatCommands.typed(
                StatQuery.ALL.ofProxy(4).ofTypes(RowType.BACKEND, RowType.SERVER).ofService(3)))
        .hasToString("show stat 4 6 3 typed");
    assertThat(StatCommands.described(StatQuery.ALL.ofTypes(RowType.LISTENER).up()))
        .hasToString("show stat -1 8 -1 typed desc up");
    assertThat(StatCommands.json(StatQuery.ALL.ofTypes(RowType.FRONTEND).withoutMaintenance()))
        .hasToString("show stat -1 1 -1 json no-maint");
  }

  @Test
  void aQueryThatAnOldVersionWouldMisreadNeedsANewerOne() {
    assertThat(since(StatCommands.rows(StatQuery.ALL.ofProxy(4)))).hasToString("1.5");
    assertThat(since(StatCommands.rows(StatQuery.ALL.ofProxy("app")))).hasToString("1.7");
    assertThat(since(StatCommands.json(StatQuery.ALL.ofProxy("app")))).hasToString("1.8");
    assertThat(since(StatCommands.described(StatQuery.ALL))).hasToString("2.1");
    assertThat(since(StatCommands.described(StatQuery.ALL.up()))).hasToString("2.3");
    assertThat(since(StatCommands.rows(StatQuery.ALL.withoutMaintenance()))).hasToString("2.3");
  }

  private static HaproxyVersion since(Command<?> command) {
    return command.requirement().since();
  }

  @ParameterizedTest
  @ValueSource(strings = {"#1", "4", "-1", "10.0.0.1", " 1", "+1x", "01"})
  void aNameThatHaproxyTakesForAnIdIsRefused(String name) {
    assertThatThrownBy(() -> StatQuery.ALL.ofProxy(name))
        .isInstanceOf(UnsendableValueException.class)
        .hasMessageContaining("'" + name + "'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a1", "-a", "0x", "_4"})
  void aNameThatOnlyLooksLikeAnIdIsSent(String name) {
    assertThat(StatCommands.rows(StatQuery.ALL.ofProxy(name)))
        .hasToString("show stat " + name + " 15 -1");
  }

  @Test
  void anIdBelowOneIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> StatQuery.ALL.ofProxy(0));
    assertThatIllegalArgumentException().isThrownBy(() -> StatQuery.ALL.ofService(0));
  }

  @Test
  void everyFieldOfARowIsThereByName() throws Exception {
    var rows =
        RecordedAnswer.read(
            StatCommands.rows(StatQuery.ALL),
            HEADER
                + "web,FRONTEND,3,0,,-,5,\n"
                + "app,one,18446744073709551615,2,\"a \"\"b\"\", c\",-,,\n\n");

    assertThat(rows).hasSize(2);
    var web = rows.getFirst();
    assertThat(web.proxy()).isEqualTo("web");
    assertThat(web.service()).isEqualTo("FRONTEND");
    assertThat(web.type()).isEqualTo(RowType.FRONTEND);
    assertThat(web.number("scur")).hasValue(3);
    assertThat(web.number("h2_streams")).hasValue(5);
    assertThat(web.text("last_chk")).isEmpty();
    assertThat(web.text("nothing")).isEmpty();
    assertThat(web.fields())
        .containsExactly("pxname", "svname", "scur", "type", "last_chk", "h2_streams");
    var one = rows.getLast();
    assertThat(one.type()).isEqualTo(RowType.SERVER);
    assertThat(one.text("last_chk")).contains("a \"b\", c");
    assertThat(one.number("last_chk")).isEmpty();
    assertThat(one.number("h2_streams")).isEmpty();
  }

  @Test
  void aQuotedTextMayHaveLineFeedsAndCommasInIt() throws Exception {
    var rows =
        RecordedAnswer.read(
            StatCommands.rows(StatQuery.ALL),
            HEADER + "app,one,1,2,\"first,\nsecond\nthird\",-,,\napp,two,1,2,,-,,\n\n");

    assertThat(rows).extracting(StatRow::service).containsExactly("one", "two");
    assertThat(rows.getFirst().text("last_chk")).contains("first,\nsecond\nthird");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "app,one,1,2,,-,",
        "app,one,1,2,,-",
        "app,one,1,2,,-,,,",
        "app,one,1,9,,-,,",
        "app,one,1,,,-,,",
        "app,one,1,2,\"x,-,,"
      })
  void aRowThatDoesNotFitTheHeaderIsAFailure(String row) {
    assertThatThrownBy(
            () -> RecordedAnswer.read(StatCommands.rows(StatQuery.ALL), HEADER + row + "\n\n"))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("app,one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "[3]: No such proxy.\n\n", "No such proxy.\n\n"})
  void anAnswerWithoutAHeaderIsAFailure(String answer) {
    for (var command :
        List.of(
            StatCommands.rows(StatQuery.ALL),
            StatCommands.table(StatQuery.ALL, List.of("scur")),
            StatCommands.json(StatQuery.ALL))) {
      assertThatThrownBy(() -> RecordedAnswer.readWithoutSeverity(command, answer))
          .isInstanceOf(CommandFailedException.class);
    }
  }

  @Test
  void aProxyThatIsNotThereIsNotFoundInEveryForm() {
    for (var command :
        List.of(
            StatCommands.rows(StatQuery.ALL),
            StatCommands.table(StatQuery.ALL, List.of("scur")),
            StatCommands.typed(StatQuery.ALL),
            StatCommands.json(StatQuery.ALL))) {
      for (var answer : List.of("[3]: No such proxy.\n\n", "No such proxy.\n\n")) {
        assertThatThrownBy(() -> RecordedAnswer.readWithoutSeverity(command, answer))
            .isInstanceOfSatisfying(
                CommandFailedException.class,
                failure -> assertThat(failure.failure()).isEqualTo(Failure.NOT_FOUND));
      }
    }
  }

  @Test
  void aDumpCutShortBetweenTwoRowsIsNoDump() {
    for (var command :
        List.of(
            StatCommands.rows(StatQuery.ALL), StatCommands.table(StatQuery.ALL, List.of("scur")))) {
      assertThatThrownBy(() -> RecordedAnswer.read(command, HEADER + "web,FRONTEND,3,0,,-,5,\n"))
          .isInstanceOf(EndpointException.class)
          .hasMessageContaining("'show stat': closed before the end of the answer");
    }
  }

  @Test
  void aTableHasTheNumbersThatWereAskedFor() throws Exception {
    var table =
        RecordedAnswer.read(
            StatCommands.table(StatQuery.ALL, List.of("scur", "h2_streams")),
            HEADER + "web,FRONTEND,3,0,,-,5,\napp,one,4,2,,-,,\n\n");

    assertThat(table.rows()).isEqualTo(2);
    assertThat(table.value(0, "h2_streams")).isEqualTo(5);
    assertThat(table.value(1, "scur")).isEqualTo(4);
    assertThat(table.value(1, "h2_streams")).isEqualTo(StatTable.ABSENT);
  }

  @Test
  void typedLinesBecomeRowsWithTagsOfThreeLettersOrFour() throws Exception {
    var rows =
        RecordedAnswer.read(
            StatCommands.described(StatQuery.ALL),
            """
            S.4.1.0.pxname.1:KNSV:str:app:"Proxy name"
            S.4.1.1.svname.1:KNS:str:one:"Server name"
            S.4.1.8.bin.1:MCPP:u64:18446744073709551615:"Bytes"
            S.4.1.9.odd.1:???:str:a:"b:"What it is"
            S.4.1.56.last_chk.1:SOP:str:first
            second:"Check"
            B.4.0.4.scur.1:MGP:u32:7:"Sessions"

            """);

    assertThat(rows).hasSize(2);
    var one = rows.getFirst();
    assertThat(one)
        .returns(RowType.SERVER, TypedRow::type)
        .returns(4, TypedRow::proxyId)
        .returns(1, TypedRow::serviceId)
        .returns(1, TypedRow::process)
        .returns("app", TypedRow::proxy)
        .returns("one", TypedRow::service);
    var bin = value(one, "bin");
    assertThat(bin.number()).hasValue(-1);
    assertThat(bin.text()).isEqualTo("18446744073709551615");
    assertThat(bin.description()).contains("Bytes");
    assertThat(bin.tags().origin()).contains(Origin.METRIC);
    assertThat(bin.tags().nature()).contains(Nature.COUNTER);
    assertThat(bin.tags().scope()).contains(Scope.PROCESS);
    assertThat(bin.tags().persistence()).contains(Persistence.PERSISTENT);
    assertThat(value(one, "svname").tags().persistence()).isEmpty();
    assertThat(value(one, "odd").text()).isEqualTo("a:\"b");
    assertThat(value(one, "odd").tags().origin()).isEmpty();
    assertThat(value(one, "last_chk").text()).isEqualTo("first\nsecond");
    assertThat(rows.getLast().type()).isEqualTo(RowType.BACKEND);
    assertThat(value(rows.getLast(), "scur").number()).hasValue(7);
  }

  private static TypedValue value(TypedRow row, String name) {
    return row.values()
        .getOrDefault(name, new TypedValue(name, Tags.parse(""), "", "", Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"S.4.1.4.scur.1:MGP:u32:x", "S.4.1.4.scur.1:MGP", "something else"})
  void aTypedLineThatDoesNotFitIsAFailure(String line) {
    assertThatThrownBy(() -> RecordedAnswer.read(StatCommands.typed(StatQuery.ALL), line + "\n\n"))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining(line);
  }

  @Test
  void anObjectThatDidNotFitIntoHaproxysBufferIsAFailure() {
    assertThatThrownBy(
            () ->
                RecordedAnswer.read(
                    StatCommands.json(StatQuery.ALL),
                    "[[],{\"errorStr\":\"output buffer too short\"}]\n\n"))
        .isInstanceOf(CommandFailedException.class);
    assertThatThrownBy(
            () -> RecordedAnswer.read(StatCommands.json(StatQuery.ALL), "[[{\"objType\":\"Fro"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void theCountersOfNameServersAreReadBySection() throws Exception {
    var servers =
        RecordedAnswer.read(
            ResolverCommands.resolvers(),
            """
            Resolvers section dns
             nameserver one:
              sent:        1363
              valid:       2
             nameserver two:
              sent:        0
            Resolvers section default
             nameserver 2001:db8::53:
              sent:        7


            """);

    assertThat(servers)
        .extracting(ResolverCommands.Nameserver::toString)
        .containsExactly(
            "Nameserver[section=dns, nameserver=one, counters={sent=1363, valid=2}]",
            "Nameserver[section=dns, nameserver=two, counters={sent=0}]",
            "Nameserver[section=default, nameserver=2001:db8::53, counters={sent=7}]");
    assertThat(RecordedAnswer.read(ResolverCommands.resolvers(), "\nNo resolvers found\n\n"))
        .isEmpty();
    assertThatThrownBy(() -> RecordedAnswer.read(ResolverCommands.resolvers(), "  sent: 1\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }
}
