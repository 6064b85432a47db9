package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A receiver that is down or behaves badly costs nothing: once it is well, it gets everything. */
class BadReceiverIT {
  private static final long FIRST = 1_800_000_000;
  private static final long SECOND = 1_800_000_010;

  @TempDir private Path directory;

  /** Ways of a receiver to be of no use. */
  enum Badness {
    NEVER_READS(
        connection -> {
          Thread.sleep(Duration.ofHours(1)); // until it is closed
        }),
    READS_ONE_BYTE_A_SECOND(
        connection -> {
          InputStream in = connection.getInputStream();
          while (in.read() >= 0) {
            Thread.sleep(Duration.ofSeconds(1));
          }
        }),
    RESETS_IN_THE_MIDDLE(
        connection -> {
          connection.getInputStream().readNBytes(20_000);
          connection.setSoLinger(true, 0);
        }),
    CLOSES_AFTER_EACH_LINE(
        connection -> {
          InputStream in = connection.getInputStream();
          int next;
          do {
            next = in.read();
          } while (next >= 0 && next != '\n');
        }),
    CLOSES_AT_ONCE(connection -> {});

    @SuppressWarnings("ImmutableEnumChecker") // the lambdas hold nothing
    private final Receiver.Behaviour behaviour;

    Badness(Receiver.Behaviour behaviour) {
      this.behaviour = behaviour;
    }
  }

  @ParameterizedTest
  @EnumSource
  void aReceiverThatBehavesAgainGetsEverything(Badness badness) throws IOException {
    try (var receiver = Receiver.start(badness.behaviour)) {
      var site =
          SpoolSite.at(
              directory,
              receiver.port(),
              "[graphite]",
              "write-timeout = 0.5",
              "confirm-timeout = 1");
      site.add(FIRST);
      site.add(SECOND);
      try (var process = site.start("haproxystats-process")) {
        process.awaitThat("several tries", () -> receiver.connections() >= 3);
        assertThat(site.waiting()).containsExactly(Long.toString(FIRST), Long.toString(SECOND));
        assertThat(warnings(process))
            .singleElement()
            .asString()
            .contains("Graphite at 127.0.0.1:" + receiver.port());
        receiver.behave();
        process.awaitThat("everything to be delivered", site::isEmpty);
        assertThat(process.terminate()).as(process.output()).isZero();
        // One line when it begins, one when it ends; a busy machine may bring it about once more.
        var ends = process.output().lines().filter(line -> line.contains("graphite works again"));
        assertThat(ends).isNotEmpty().hasSameSizeAs(warnings(process));
      }
      assertThat(receiver.pathsOf(FIRST)).containsAll(site.expectedPaths());
      assertThat(receiver.pathsOf(SECOND)).containsAll(site.expectedPaths());
    }
  }

  private static List<String> warnings(Program process) {
    return process.output().lines().filter(line -> line.contains("WARNING")).toList();
  }

  @Test
  void aReceiverThatWasDownGetsEverythingWhenItIsBack() throws IOException {
    int port = FreePort.next();
    var site = SpoolSite.at(directory, port);
    site.add(FIRST);
    try (var process = site.start("haproxystats-process")) {
      process.awaitThat("a refused connect", () -> process.output().contains("refused"));
      Path received = Files.createDirectory(directory.resolve("received"));
      try (var receiver = ReceiverProgram.start(directory, port, received)) {
        receiver.awaitThat("the delivery", site::isEmpty);
      }
      assertThat(process.terminate()).as(process.output()).isZero();
      assertThat(ReceiverProgram.lines(received).stream().map(line -> line.split(" ", -1)[0]))
          .containsAll(site.expectedPaths());
    }
  }

  @Test
  void aStopDoesNotWaitForAReceiverThatHangsAndLosesNothing() throws IOException {
    stopWhileTheReceiverHangs(
        process -> {
          assertThat(process.awaitExit()).as(process.output()).isZero();
          assertThat(process.output()).contains("exit status 0");
        });
  }

  @Test
  void aSecondSignalEndsAStopThatStillWaitsAndLosesNothing() throws IOException {
    stopWhileTheReceiverHangs(
        process -> {
          process.awaitThat("the stop", () -> process.output().contains("stopping"));
          process.signal("TERM");
          assertThat(process.awaitExit()).as(process.output()).isZero();
          // That is the last line of a stop that was given its time.
          assertThat(process.output()).doesNotContain("exit status");
        });
  }

  private void stopWhileTheReceiverHangs(Consumer<Program> end) throws IOException {
    try (var receiver = Receiver.start(Badness.NEVER_READS.behaviour)) {
      var site = SpoolSite.at(directory, receiver.port(), "[graphite]", "confirm-timeout = 600");
      site.add(FIRST);
      try (var process = site.start("haproxystats-process")) {
        process.awaitThat("a try", () -> receiver.connections() > 0);
        process.signal("TERM");
        end.accept(process);
      }
      assertThat(site.waiting()).containsExactly(Long.toString(FIRST));
      receiver.behave();
      try (var process = site.start("haproxystats-process")) {
        process.awaitThat("the delivery", site::isEmpty);
      }
      assertThat(receiver.pathsOf(FIRST)).containsAll(site.expectedPaths());
    }
  }

  @Test
  void withoutConfirmationAReceiverThatNeverClosesIsEnough() throws IOException {
    try (var receiver =
        Receiver.start(
            connection -> {
              connection.getInputStream().readAllBytes();
              Thread.sleep(Duration.ofHours(1));
            })) {
      var site = SpoolSite.at(directory, receiver.port(), "[graphite]", "confirm = false");
      site.add(FIRST);
      try (var process = site.start("haproxystats-process")) {
        process.awaitThat("the delivery", site::isEmpty);
      }
    }
  }
}
