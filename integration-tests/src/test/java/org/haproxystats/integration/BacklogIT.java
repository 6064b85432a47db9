package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What waits costs disk and no memory, and is delivered beside what comes. */
class BacklogIT {
  private static final long FIRST = 1_800_000_000;
  private static final int MANY = 1000;

  @TempDir private Path directory;

  @Test
  void aThousandSnapshotsThatWaitCostNoMemory() throws IOException {
    waitAndDeliver(100);
  }

  @Test
  @Tag("soak")
  void aThousandSnapshotsThatWaitCostNoMemoryAndAllAreDelivered() throws IOException {
    waitAndDeliver(MANY);
  }

  private void waitAndDeliver(int delivered) throws IOException {
    try (var receiver = Receiver.start(_ -> {})) {
      var site =
          SpoolSite.at(
              directory,
              receiver.port(),
              "[process]",
              "backlog-rate = 0",
              "[graphite]",
              "delay = 0.1");
      site.add(FIRST);
      try (var process = startWithFixedHeap(site)) {
        long idle = settledKilobytes(process, receiver);
        for (int i = 1; i <= MANY; i++) {
          site.add(FIRST + i);
        }
        long loaded = settledKilobytes(process, receiver);
        // The manual has these figures.
        System.out.printf("RSS idle %d kB, with %d waiting %d kB%n", idle, MANY, loaded);
        assertThat(loaded).isLessThan(idle * 11 / 10);

        receiver.behave();
        for (int left = MANY - 100; left >= MANY - delivered; left -= 100) {
          int most = left;
          process.awaitThat("at most " + most, () -> site.waiting().size() <= most);
        }
        assertThat(process.output())
            .contains("graphite works again")
            .contains("snapshots wait; what comes is delivered at once");
        assertThat(process.terminate()).as(process.output()).isZero();
      }
      assertThat(receiver.pathsOf(FIRST)).containsAll(site.expectedPaths());
      assertThat(receiver.pathsOf(FIRST + MANY)).containsAll(site.expectedPaths());
    }
  }

  private Program startWithFixedHeap(SpoolSite site) {
    return Program.start(
        directory,
        Map.of("HAPROXYSTATS_JAVA_OPTS", "-Xms64m -Xmx64m -XX:+AlwaysPreTouch"),
        Repository.DISTRIBUTION.resolve("bin/haproxystats-process"),
        "-f",
        site.configuration().toString(),
        "-d",
        directory.resolve("conf.d").toString());
  }

  /** Each try reads and renders a snapshot: after many, what that needs is in place. */
  private static long settledKilobytes(Program process, Receiver receiver) throws IOException {
    long before;
    long now = residentKilobytes(process);
    do {
      before = now;
      int tries = receiver.connections();
      process.awaitThat("more tries", () -> receiver.connections() >= tries + 25);
      now = residentKilobytes(process);
    } while (now > before * 101 / 100);
    return now;
  }

  private static long residentKilobytes(Program process) throws IOException {
    return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatComesIsDeliveredAtOnceWhileTheBacklogIsPaced() throws IOException {
    try (var receiver = LineReceiver.start()) {
      // A snapshot has about 1,500 datapoints, so the backlog would take an hour.
      var site = SpoolSite.at(directory, receiver.port(), "[process]", "backlog-rate = 10");
      for (int i = 0; i < 30; i++) {
        site.add(FIRST + i);
      }
      try (var process = site.start("haproxystats-process")) {
        process.awaitThat("the newest", () -> !receiver.pathsOf(FIRST + 29).isEmpty());
        process.awaitThat("the oldest", () -> !receiver.pathsOf(FIRST).isEmpty());
        site.add(FIRST + 100);
        process.awaitThat("what has come", () -> !receiver.pathsOf(FIRST + 100).isEmpty());
        assertThat(receiver.pathsOf(FIRST + 1)).isEmpty();
        assertThat(process.output()).contains("snapshots wait; what comes is delivered at once");
        process.awaitThat("what was delivered to be removed", () -> site.waiting().size() == 28);
        assertThat(process.terminate()).as(process.output()).isZero();
      }
      assertThat(site.waiting()).hasSize(28);
    }
  }

  @Test
  void whatIsBeyondTheBoundsIsDroppedOldestFirstAndToldOfOnce() throws IOException {
    int port = FreePort.next();
    var site = SpoolSite.at(directory, port, "[process]", "backlog-snapshots = 5");
    for (int i = 0; i < 9; i++) {
      site.add(FIRST + i);
    }
    try (var process = site.start("haproxystats-process")) {
      process.awaitThat("room", () -> site.waiting().size() == 5);
      site.add(FIRST + 9);
      process.awaitThat("room again", () -> site.waiting().size() == 5);
      assertThat(site.waiting()).startsWith(Long.toString(FIRST + 5));
      assertThat(process.output().lines().filter(line -> line.contains("are dropped")))
          .singleElement()
          .asString()
          .contains("backlog-snapshots");
    }
  }

  @Test
  void aQueueSizeOfTheReceiverIsKeptWhereTheUserSetsOne() throws IOException {
    try (var receiver = Receiver.start(_ -> {})) {
      // A snapshot has about 1,500 datapoints: two fit, three do not.
      var site = SpoolSite.at(directory, receiver.port(), "[graphite]", "queue-size = 4000");
      for (int i = 0; i < 9; i++) {
        site.add(FIRST + i);
      }
      try (var process = site.start("haproxystats-process")) {
        process.awaitThat("room", () -> site.waiting().size() == 2);
        assertThat(site.waiting())
            .containsExactly(Long.toString(FIRST + 7), Long.toString(FIRST + 8));
        assertThat(process.output()).contains("are dropped for graphite").contains("queue-size");
        receiver.behave();
        process.awaitThat("the delivery", site::isEmpty);
        process.awaitThat(
            "to be told what is lost",
            () -> process.output().contains("lacks 7 snapshots that were dropped"));
      }
      assertThat(receiver.pathsOf(FIRST + 7)).containsAll(site.expectedPaths());
    }
  }
}
