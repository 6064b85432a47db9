package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two programs of a kind on one spool, by mistake or because a restart overlaps. */
class TwoAtOnceIT {
  @TempDir private Path directory;

  @Test
  void aSecondProcessSaysWhoHoldsTheSpoolAndTakesOverWhenThatIsKilled() throws IOException {
    try (var receiver = LineReceiver.start()) {
      var site = SpoolSite.at(directory, receiver.port());
      try (var first = site.start("haproxystats-process")) {
        site.add(1_800_000_000);
        first.awaitThat("the first delivery", site::isEmpty);
        try (var second = site.start("haproxystats-process")) {
          second.awaitThat(
              "to be told who holds it",
              () ->
                  second.output().contains("holds " + directory.resolve("incoming.process.lock")));
          assertThat(second.output())
              .contains("pid=" + first.pid())
              .contains("command=haproxystats-process");
          site.add(1_800_000_010);
          first.awaitThat("the second delivery", site::isEmpty);
          assertThat(check(site)).startsWith("OK: active: ");

          first.kill();
          site.add(1_800_000_020);
          second.awaitThat("the third delivery", site::isEmpty);
          assertThat(second.output()).contains("taking over");
          assertThat(second.terminate()).as(second.output()).isZero();
        }
      }
      assertThat(check(site)).startsWith("CRITICAL: inactive: haproxystats-process is not running");
      for (long seconds : new long[] {1_800_000_000, 1_800_000_010, 1_800_000_020}) {
        assertThat(receiver.pathsOf(seconds)).as("snapshot " + seconds).doesNotHaveDuplicates();
        assertThat(receiver.pathsOf(seconds)).containsAll(site.expectedPaths());
      }
    }
  }

  @Test
  void aSecondProcessThatWaitsStopsAtOnce() throws IOException {
    try (var receiver = LineReceiver.start()) {
      var site = SpoolSite.at(directory, receiver.port());
      try (var first = site.start("haproxystats-process")) {
        first.awaitThat("the lock", () -> site.holderOf("process").contains("pid=" + first.pid()));
        try (var second = site.start("haproxystats-process")) {
          second.awaitThat("to wait", () -> second.output().contains("waiting for its end"));
          assertThat(second.terminate()).as(second.output()).isZero();
        }
        assertThat(first.terminate()).as(first.output()).isZero();
      }
    }
  }

  @Test
  void aSecondPullSaysWhoHoldsTheSpoolAndTakesOverWhenThatIsKilled() throws IOException {
    try (var _ = RealHaproxy.start(HaproxyLine.V3_0, directory, 1, Site.PROXIES)) {
      var site = SpoolSite.at(directory, 1);
      try (var first = site.start("haproxystats-pull")) {
        first.awaitThat("a snapshot", () -> !site.isEmpty());
        try (var second = site.start("haproxystats-pull")) {
          second.awaitThat(
              "to be told who holds it", () -> second.output().contains("pid=" + first.pid()));
          assertThat(second.output()).doesNotContain("Pulled");
          first.kill();
          second.awaitThat("a pull", () -> second.output().contains("Pulled"));
          assertThat(second.terminate()).as(second.output()).isZero();
        }
      }
    }
  }

  private String check(SpoolSite site) {
    try (var check =
        Program.start(
            directory, "haproxystats", "check", "process", "-f", site.configuration().toString())) {
      check.awaitExit();
      return check.output();
    }
  }
}
