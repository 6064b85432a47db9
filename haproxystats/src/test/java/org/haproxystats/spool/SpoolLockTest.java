package org.haproxystats.spool;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SpoolLockTest {
  @TempDir private Path folder;

  private SpoolLock lock(String role) {
    return new SpoolLock(folder.resolve("incoming"), role, "the-" + role);
  }

  private static CompletableFuture<Boolean> waitFor(SpoolLock lock) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return lock.await();
          } catch (InterruptedException e) {
            throw new CompletionException(e);
          }
        });
  }

  @Test
  void theFileBesideTheSpoolSaysWhoHoldsTheLock() throws Exception {
    try (var lock = lock("process")) {
      assertThat(lock.await()).isTrue();
      assertThat(folder.resolve("incoming.process.lock"))
          .content()
          .matches(
              "pid=%d since=\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ command=the-process\n"
                  .formatted(ProcessHandle.current().pid()));
    }
  }

  @Test
  void aSecondOneWaitsUntilTheFirstHasEnded() throws Exception {
    var first = lock("process");
    assertThat(first.await()).isTrue();
    try (var second = lock("process")) {
      var waiting = waitFor(second);
      assertThat(waiting).isNotDone();
      first.close();
      assertThat(waiting.get()).isTrue();
    }
  }

  @Test
  void whoGivesUpDoesNotGetTheLock() throws Exception {
    try (var first = lock("pull");
        var second = lock("pull")) {
      assertThat(first.await()).isTrue();
      var waiting = waitFor(second);
      second.giveUp();
      assertThat(waiting.get()).isFalse();
    }
  }

  @Test
  void pullAndProcessDoNotKeepEachOtherOut() throws Exception {
    try (var pull = lock("pull");
        var process = lock("process")) {
      assertThat(pull.await()).isTrue();
      assertThat(process.await()).isTrue();
    }
  }

  @Test
  void whereNoFileCanBeMadeItGoesOnWithout() throws Exception {
    try (var lock = new SpoolLock(folder.resolve("missing/incoming"), "pull", "the-pull")) {
      assertThat(lock.await()).isTrue();
    }
  }

  @Test
  void theStateOfALockIsToldWithoutTakingIt() throws Exception {
    Path spool = folder.resolve("incoming");
    assertThat(SpoolLock.state(spool, "pull")).isEqualTo(SpoolLock.State.UNKNOWN);
    assertThat(folder).isEmptyDirectory();
    try (var lock = lock("pull")) {
      assertThat(lock.await()).isTrue();
      assertThat(SpoolLock.state(spool, "pull")).isEqualTo(SpoolLock.State.HELD);
    }
    assertThat(SpoolLock.state(spool, "pull")).isEqualTo(SpoolLock.State.FREE);
    assertThat(Files.size(folder.resolve("incoming.pull.lock"))).isPositive();
  }
}
