package org.haproxystats.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.HaproxyVersion;
import org.haproxystats.runtime.RecordedAnswer;
import org.haproxystats.runtime.process.CliCommands.Anonymization;
import org.haproxystats.runtime.process.LimitCommands.Rate;
import org.haproxystats.runtime.process.WaitCommands.Outcome;
import org.haproxystats.runtime.process.WaitCommands.Waited;
import org.haproxystats.runtime.server.ServerName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What real HAProxys answer that are not at hand, or only say at times. */
class ProcessCommandsTest {
  private static final ServerName ONE = new ServerName("app", "one");

  @Test
  void aCommandIsWrittenAsHaproxyReadsIt() {
    assertThat(CliCommands.setTimeout(Duration.ofSeconds(2))).hasToString("set timeout cli 2000ms");
    assertThat(CliCommands.anonymize(7)).hasToString("set anon on 7");
    assertThat(WaitCommands.untilRemovable(ONE, Duration.ofMillis(10)))
        .hasToString("wait 10ms srv-removable app/one");
    assertThat(WaitCommands.untilRemovable("app", Duration.ofMinutes(1)))
        .hasToString("wait 60000ms be-removable app");
    assertThat(CounterCommands.clear(ONE)).hasToString("clear counters server app/one");
    assertThat(CounterCommands.clearShared(ONE)).hasToString("clear counters server app/one force");
    assertThat(LimitCommands.setRateLimit(Rate.SSL_SESSIONS, 5))
        .hasToString("set rate-limit ssl-sessions global 5");
    assertThat(DiagnosticCommands.setLockProfiling(false))
        .hasToString("set profiling tasks no-lock");
    assertThat(DiagnosticCommands.setAllocationProfiling(true))
        .hasToString("set profiling tasks memory");
  }

  @Test
  void aNumberOutOfItsRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CliCommands.anonymize(0))
        .withMessage("the key is 0, but must be 1 to 4294967295");
    assertThatIllegalArgumentException().isThrownBy(() -> CliCommands.setGlobalKey(1L << 32));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CliCommands.setTimeout(Duration.ZERO))
        .withMessage("the time-out is PT0S, but must be 1 ms to 24 days");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WaitCommands.untilRemovable(ONE, Duration.ofDays(25)));
    assertThatIllegalArgumentException().isThrownBy(() -> DiagnosticCommands.activity(0));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> LimitCommands.setMaxconn(-1))
        .withMessage("maxconn is -1, but must be 0 or more");
  }

  @Test
  void aLevelThatWasRaisedIsKnown() {
    var activity = DiagnosticCommands.activity().requirement();
    assertThat(activity.level(HaproxyVersion.of(2, 6))).isEqualTo(AccessLevel.USER);
    assertThat(activity.level(HaproxyVersion.of(2, 7))).isEqualTo(AccessLevel.OPERATOR);
    var profiling = DiagnosticCommands.profiling().requirement();
    assertThat(profiling.level(HaproxyVersion.of(2, 3))).isEqualTo(AccessLevel.USER);
    assertThat(profiling.level(HaproxyVersion.of(2, 4))).isEqualTo(AccessLevel.ADMIN);
  }

  @Test
  void everyEndOfAWaitIsTold() throws Exception {
    var command = WaitCommands.untilRemovable(ONE, Duration.ofSeconds(1));
    assertThat(RecordedAnswer.read(command, "[5]: Done.\n\n"))
        .isEqualTo(new Waited(Outcome.DONE, ""));
    assertThat(
            RecordedAnswer.read(
                command, "[3]: Wait delay expired. Server still has connections attached.\n\n"))
        .isEqualTo(new Waited(Outcome.EXPIRED, "Server still has connections attached."));
    assertThat(RecordedAnswer.read(command, "[3]: Failed. No such server.\n\n"))
        .isEqualTo(new Waited(Outcome.FAILED, "No such server."));
    assertThat(RecordedAnswer.read(command, "[3]: Interrupted.\n(null)\n\n").outcome())
        .isEqualTo(Outcome.INTERRUPTED);
    assertThatThrownBy(() -> RecordedAnswer.read(command, "[3]: Invalid duration.\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void countersOfOneServerAreClearedOnlyWhereHaproxySaysSo() throws Exception {
    assertThat(CounterCommands.clear(ONE).requirement().since()).isEqualTo(HaproxyVersion.of(3, 5));
    assertThat(RecordedAnswer.read(CounterCommands.clear(ONE), "[5]: Server counters cleared.\n\n"))
        .isEqualTo("Server counters cleared.");
    assertThatThrownBy(() -> RecordedAnswer.read(CounterCommands.clear(ONE), "\n"))
        .isInstanceOf(CommandFailedException.class);
    assertThatThrownBy(
            () ->
                RecordedAnswer.read(
                    CounterCommands.clear(ONE),
                    "[3]: Server counters are stored in a shared-memory stats file.\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void theMessagesOfTheStartAreReadInTheFormsOfAllVersions() throws Exception {
    assertThat(
            RecordedAnswer.read(
                ProcessCommands.startupLogs(),
                """
                [WARNING] 324/061437 (8730) : We generated two equal cookies.
                Please change the secret key for 'app'.
                [NOTICE]   (8738) : haproxy version is 2.6.12-1+deb12u3

                """))
        .containsExactly(
            new StartupMessage(
                "WARNING",
                OptionalLong.of(8730),
                "We generated two equal cookies.\nPlease change the secret key for 'app'."),
            new StartupMessage(
                "NOTICE", OptionalLong.of(8738), "haproxy version is 2.6.12-1+deb12u3"));
    assertThat(RecordedAnswer.read(ProcessCommands.startupLogs(), "\n\n")).isEmpty();
    assertThat(RecordedAnswer.read(ProcessCommands.startupLogs(), "\n[6]: \n\n")).isEmpty();
  }

  @Test
  void anEnvironmentVariableMayHaveSeveralLines() throws Exception {
    assertThat(RecordedAnswer.read(ProcessCommands.environment(), "A=1\nB=x=y\nmore\nC=\n\n"))
        .hasToString("{A=1, B=x=y\nmore, C=}");
    assertThatThrownBy(() -> RecordedAnswer.read(ProcessCommands.environment(), "none\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void theHelpOfOldVersionsLooksLikeARefusalAndIsNone() throws Exception {
    assertThat(
            RecordedAnswer.read(
                ProcessCommands.help(),
                """
                [6]: Unknown command. Please enter one of the following commands only :
                  help           : this message
                  set ssl cert <certfile> <payload> : replace a certificate file

                """))
        .hasToString(
            "{help=this message, set ssl cert <certfile> <payload>=replace a certificate file}");
    assertThatThrownBy(() -> RecordedAnswer.read(ProcessCommands.help(), "[3]: no\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void activityIsReadWithTheThreadsThatHaproxyShows() throws Exception {
    assertThat(
            RecordedAnswer.read(
                DiagnosticCommands.activity(),
                """
                thread_id: 1 (1..2)
                date_now: 1795241731.580528
                ctxsw: 1086 [ 538 548 ]
                loops: 486

                """))
        .containsExactly(
            new Activity("thread_id", "1 (1..2)", List.of()),
            new Activity("date_now", "1795241731.580528", List.of()),
            new Activity("ctxsw", "1086", List.of("538", "548")),
            new Activity("loops", "486", List.of()));
    assertThatThrownBy(() -> RecordedAnswer.read(DiagnosticCommands.activity(), "x\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void poolsAreReadInTheFormsOfAllVersions() throws Exception {
    assertThat(
            RecordedAnswer.read(
                DiagnosticCommands.pools(),
                """
                Dumping pools usage. Use SIGQUIT to flush them.
                  - Pool filter (64 bytes) : 14 allocated (896 bytes), 13 used, needed_avg 10, 0 \
                failures, 9 users, @0x55b4070df900=08 [SHARED]
                  - Pool qc_stream_r (72 bytes/8) : 27 allocated (1944 bytes), 26 used (~5 by \
                thread caches), needed_avg 10, 0 failures, 11 users, @0x7f67639e2a80 [SHARED]
                Total: 19 pools, 156096 bytes allocated, 156096 used.

                """))
        .extracting(MemoryPool::name, MemoryPool::bytes, MemoryPool::allocated, MemoryPool::used)
        .containsExactly(tuple("filter", 64L, 14L, 13L), tuple("qc_stream_r", 72L, 27L, 26L));
  }

  @Test
  void socketsAreReadWithTheirLevels() throws Exception {
    assertThat(
            RecordedAnswer.read(
                CliCommands.sockets(),
                """
                # socket lvl processes
                unix@/run/my haproxy.sock admin all
                ipv6@[::1]:9999 operator 1,2

                """))
        .containsExactly(
            new CliSocket("unix@/run/my haproxy.sock", AccessLevel.ADMIN, "all"),
            new CliSocket("ipv6@[::1]:9999", AccessLevel.OPERATOR, "1,2"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"unix@/a nobody all", "unix@/a", ""})
  void aSocketThatCannotBeReadIsAFailure(String line) {
    assertThatThrownBy(() -> RecordedAnswer.read(CliCommands.sockets(), "x" + line + "\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void anonymizationIsReadWithAndWithoutItsKey() throws Exception {
    assertThat(read(CliCommands.anonymization(), "Anonymized mode enabled\nKey : 77"))
        .isEqualTo(new Anonymization(true, OptionalLong.of(77)));
    assertThat(read(CliCommands.anonymization(), "Anonymized mode disabled"))
        .isEqualTo(new Anonymization(false, OptionalLong.empty()));
    assertThatThrownBy(() -> read(CliCommands.anonymization(), "something else"))
        .isInstanceOf(CommandFailedException.class);
    assertThatThrownBy(() -> read(CliCommands.level(), "master"))
        .isInstanceOf(CommandFailedException.class);
  }

  private static <T> T read(Command<T> command, String message) throws Exception {
    return RecordedAnswer.read(command, "[6]: " + message + "\n\n");
  }
}
