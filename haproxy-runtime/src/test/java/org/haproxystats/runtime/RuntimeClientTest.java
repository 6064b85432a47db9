package org.haproxystats.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.haproxystats.runtime.EndpointException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(30)
class RuntimeClientTest {
  private static final Command<String> CHANGE =
      Command.named("set weight").argument("b/s").argument(1).succeeds(Success.silent());
  private static final Retries TWICE = new Retries(2, Duration.ofMillis(1));

  @TempDir private Path folder;

  private FakeHaproxy haproxy(String version, String level, FakeHaproxy.Answer answer)
      throws IOException {
    return FakeHaproxy.start(folder.resolve("s"), version, level, answer);
  }

  private static RuntimeClient client(FakeHaproxy haproxy) {
    return new RuntimeClient(haproxy.endpoint(), Timeouts.USUAL, TWICE);
  }

  @Test
  void aTextThatNoRuleKnowsIsAFailure() throws Exception {
    try (var haproxy =
        haproxy("1.6.0", "admin", (_, c) -> FakeHaproxy.write(c, "Well, perhaps.\n\n"))) {
      var failure =
          catchThrowableOfType(CommandFailedException.class, () -> client(haproxy).run(CHANGE));
      assertThat(failure.answer()).isEqualTo("Well, perhaps.");
      assertThat(failure.failure()).isEqualTo(Failure.OTHER);
      assertThat(failure).hasMessageContainingAll("set weight b/s 1", "Well, perhaps.");
    }
  }

  @Test
  void anErrorByItsNumberIsAFailureWhateverItsText() throws Exception {
    try (var haproxy = haproxy("3.2.0", "admin", (_, c) -> FakeHaproxy.write(c, "\n[3]: \n\n"))) {
      assertThatThrownBy(() -> client(haproxy).run(CHANGE))
          .isInstanceOf(CommandFailedException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"1.7.14, set weight b/s 1", "1.8.0, set severity-output number;set weight b/s 1"})
  void severitiesAreAskedForWhereTheVersionHasThem(String version, String line) throws Exception {
    try (var haproxy = haproxy(version, "admin", (_, c) -> FakeHaproxy.write(c, "\n"))) {
      assertThat(client(haproxy).run(CHANGE)).isEmpty();
      assertThat(haproxy.lines()).containsExactly(line);
    }
  }

  @Test
  void aCommandThatTheVersionLacksIsNotSent() throws Exception {
    try (var haproxy = haproxy("2.3.0", "admin", (_, c) -> FakeHaproxy.write(c, "\n"))) {
      var command =
          Command.named("del server")
              .argument("b/s")
              .needs(Requirement.of(AccessLevel.ADMIN).since(2, 4))
              .succeeds(Success.line("Server deleted."));
      assertThatThrownBy(() -> client(haproxy).run(command))
          .isInstanceOf(CommandUnavailableException.class)
          .hasMessageContainingAll("del server b/s", "2.3", "2.4");
      assertThat(haproxy.lines()).isEmpty();
    }
  }

  @Test
  void aCommandThatTheLevelForbidsIsNotSentFromTheVersionOnThatForbidsIt() throws Exception {
    var command =
        Command.named("clear map")
            .argument("/m")
            .needs(Requirement.of(AccessLevel.USER).but(AccessLevel.ADMIN, 3, 4))
            .succeeds(Success.silent());
    try (var older = haproxy("3.3.1", "user", (_, c) -> FakeHaproxy.write(c, "\n"))) {
      assertThat(client(older).run(command)).isEmpty();
    }
    try (var newer =
        FakeHaproxy.start(
            folder.resolve("n"), "3.4.0", "user", (_, c) -> FakeHaproxy.write(c, "\n"))) {
      assertThatThrownBy(() -> client(newer).run(command))
          .isInstanceOf(CommandUnavailableException.class)
          .hasMessageContaining("level admin");
      assertThat(newer.lines()).isEmpty();
    }
  }

  @Test
  void aChangeThatMayHaveBeenMadeIsNotTriedAgain() throws Exception {
    try (var haproxy = haproxy("3.2.0", "admin", (_, c) -> c.close())) {
      var failure =
          catchThrowableOfType(EndpointException.class, () -> client(haproxy).run(CHANGE));
      assertThat(failure.reason()).isEqualTo(Reason.NO_ANSWER);
      assertThat(haproxy.lines()).hasSize(1);
    }
  }

  @Test
  void whatOnlyReadsIsTriedAgain() throws Exception {
    var asked = new AtomicInteger();
    try (var haproxy =
        haproxy(
            "3.2.0",
            "admin",
            (_, c) -> {
              if (asked.incrementAndGet() == 3) {
                FakeHaproxy.write(c, "\n5 (initial 5)\n\n");
              }
            })) {
      var read = Command.named("get weight").argument("b/s").reads(r -> r.lines().getFirst());
      assertThat(client(haproxy).run(read)).isEqualTo("5 (initial 5)");
    }
  }

  @Test
  void anAnswerThatStopsComingFailsAfterTheIdleTime() throws Exception {
    var forever = new CountDownLatch(1);
    try (var haproxy =
        haproxy(
            "3.2.0",
            "admin",
            (_, c) -> {
              FakeHaproxy.write(c, "\nname: ");
              forever.await();
            })) {
      var idle = new Timeouts(Duration.ofSeconds(9), Duration.ofMillis(50), Duration.ofHours(1));
      var client = new RuntimeClient(haproxy.endpoint(), idle, Retries.NONE);
      var failure = catchThrowableOfType(EndpointException.class, () -> client.run(CHANGE));
      assertThat(failure.reason()).isEqualTo(Reason.TIMEOUT);
    } finally {
      forever.countDown();
    }
  }

  @Test
  void anInterruptEndsTheWaitForAnAnswer() throws Exception {
    var asked = new CountDownLatch(1);
    var forever = new CountDownLatch(1);
    try (var haproxy =
        haproxy(
            "3.2.0",
            "admin",
            (_, _) -> {
              asked.countDown();
              forever.await();
            })) {
      var run = new FutureTask<>(() -> client(haproxy).run(CHANGE));
      var thread = Thread.ofVirtual().start(run);
      asked.await();
      thread.interrupt();
      assertThatThrownBy(run::get)
          .isInstanceOf(ExecutionException.class)
          .cause()
          .isInstanceOf(InterruptedException.class);
    } finally {
      forever.countDown();
    }
  }

  @Test
  void anEndlessAnswerEndsWhenItIsClosed() throws Exception {
    var forever = new CountDownLatch(1);
    try (var haproxy =
        haproxy(
            "3.2.0",
            "operator",
            (_, c) -> {
              FakeHaproxy.write(c, "\nfirst event\n");
              forever.await();
            })) {
      var command = Command.named("show events").argument("buf0").argument("-w").reads(r -> r);
      var first = new CountDownLatch(1);
      FutureTask<String> reading;
      try (var open = client(haproxy).open(command)) {
        reading =
            new FutureTask<>(
                () -> {
                  var lines = new StringBuilder();
                  open.reply()
                      .forEachLine(
                          line -> {
                            lines.append(line);
                            first.countDown();
                          });
                  return lines.toString();
                });
        Thread.ofVirtual().start(reading);
        first.await();
      }
      assertThat(reading.get()).isEqualTo("first event");
    } finally {
      forever.countDown();
    }
  }

  @Test
  void aLongRequestThatIsNotAnsweredIsToldWithItsLength() throws Exception {
    try (var haproxy = haproxy("2.6.12", "admin", (_, _) -> {})) {
      var longOne = Command.named("echo").argument("x".repeat(20_000)).reads(Reply::text);
      assertThatThrownBy(() -> client(haproxy).run(longOne))
          .isInstanceOf(EndpointException.class)
          .hasMessageContaining("of 20033 bytes was not answered")
          .hasMessageContaining("tune.bufsize");
      assertThatThrownBy(() -> client(haproxy).run(CHANGE))
          .isInstanceOf(EndpointException.class)
          .hasMessageNotContaining("tune.bufsize");
    }
  }

  @Test
  void whatIsNoHaproxyIsToldSo() throws Exception {
    var path = folder.resolve("other");
    try (var other =
        FakeHaproxy.start(path, "none", "admin", (_, c) -> FakeHaproxy.write(c, "\n"))) {
      var failure = catchThrowableOfType(EndpointException.class, () -> client(other).run(CHANGE));
      assertThat(failure.reason()).isEqualTo(Reason.NO_HAPROXY);
      assertThat(failure).hasMessageContaining(path.toString());
    }
  }

  @Test
  void aSecretIsInNoMessage() throws Exception {
    try (var haproxy =
        haproxy("3.2.0", "admin", (_, c) -> FakeHaproxy.write(c, "\n[3]: Failed\n\n"))) {
      var command =
          Command.named("set ssl tls-key")
              .argument("#1")
              .secret("c2VjcmV0")
              .payload(Payload.pem("-----BEGIN PRIVATE KEY-----\nAAAA\n"))
              .succeeds(Success.silent());
      assertThat(command.toString()).doesNotContain("c2VjcmV0", "AAAA");
      assertThatThrownBy(() -> client(haproxy).run(command))
          .message()
          .contains("set ssl tls-key #1 ***")
          .doesNotContain("c2VjcmV0", "AAAA");
    }
  }
}
