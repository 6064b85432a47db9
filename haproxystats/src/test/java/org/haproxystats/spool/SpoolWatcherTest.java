package org.haproxystats.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SpoolWatcherTest {
  /** So long that whatever is seen was seen because of an event. */
  private static final Duration NEVER = Duration.ofHours(1);

  private static final Duration OFTEN = Duration.ofMillis(20);

  @TempDir Path folder;

  private final AtomicReference<List<String>> present = new AtomicReference<>(List.of("unknown"));
  private final AtomicInteger listings = new AtomicInteger();
  private Thread watching = new Thread();

  @AfterEach
  void stop() throws InterruptedException {
    watching.interrupt();
    watching.join();
  }

  private Path incoming() {
    return folder.resolve("incoming");
  }

  private void watch(Duration rescan) {
    watch(rescan, this::note);
  }

  private void watch(Duration rescan, Consumer<SortedSet<Snapshot>> listener) {
    var watcher = new SpoolWatcher(new Spool(incoming()), rescan, listener);
    watching =
        Thread.startVirtualThread(
            () -> {
              try {
                watcher.run();
              } catch (InterruptedException e) {
                present.set(List.of("ended"));
              }
            });
  }

  private void note(SortedSet<Snapshot> snapshots) {
    listings.incrementAndGet();
    present.set(snapshots.stream().map(Snapshot::name).toList());
  }

  /** As pull does it: put together beside the spool, then renamed into it. */
  private void arrives(String name) throws IOException {
    var staged = Files.createDirectories(folder.resolve("incoming.tmp").resolve(name));
    Files.move(staged, incoming().resolve(name));
  }

  private void awaitPresent(String... names) {
    await().untilAsserted(() -> assertThat(present.get()).containsExactly(names));
  }

  @Test
  void whatIsThereAtTheStartIsTold() throws Exception {
    Files.createDirectories(incoming().resolve("7"));
    watch(NEVER);
    awaitPresent("7");
  }

  @Test
  void whatArrivesIsToldAtOnce() throws Exception {
    Files.createDirectory(incoming());
    watch(NEVER);
    awaitPresent();
    arrives("7");
    awaitPresent("7");
    arrives("8");
    awaitPresent("7", "8");
  }

  @Test
  void whatArrivesWhileAListingIsTakenIsNotMissed() throws Exception {
    Files.createDirectory(incoming());
    watch(
        NEVER,
        snapshots -> {
          note(snapshots);
          if (snapshots.size() < 5) {
            try {
              arrives(Integer.toString(snapshots.size() + 1));
            } catch (IOException e) {
              throw new IllegalStateException(e);
            }
          }
        });
    awaitPresent("1", "2", "3", "4", "5");
  }

  @Test
  void aRemovalIsNoReasonToLookAgain() throws Exception {
    Files.createDirectories(incoming().resolve("7"));
    watch(NEVER);
    awaitPresent("7");
    new Spool(incoming()).remove(Snapshot.at(incoming().resolve("7")).orElseThrow());
    arrives("8");
    awaitPresent("8");
    assertThat(listings).hasValue(2);
  }

  @Test
  void whatGoesIsNoticedInTime() throws Exception {
    Files.createDirectories(incoming().resolve("7"));
    watch(OFTEN);
    awaitPresent("7");
    Files.delete(incoming().resolve("7"));
    awaitPresent();
  }

  @Test
  void moreArrivalsThanTheWatchRemembersAreAllTold() throws Exception {
    Files.createDirectory(incoming());
    var listed = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    watch(
        NEVER,
        snapshots -> {
          note(snapshots);
          listed.countDown();
          try {
            goOn.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
    listed.await();
    for (int second = 1000; second < 3000; second++) {
      Files.createDirectory(incoming().resolve(Integer.toString(second)));
    }
    goOn.countDown();
    awaitPresent(IntStream.range(1000, 3000).mapToObj(Integer::toString).toArray(String[]::new));
  }

  @Test
  void aFolderThatIsMadeLaterIsWaitedFor() throws Exception {
    watch(OFTEN);
    awaitPresent();
    Files.createDirectory(incoming());
    arrives("7");
    awaitPresent("7");
  }

  @Test
  void aFolderThatIsRemovedAndMadeAnewIsFollowed() throws Exception {
    Files.createDirectories(incoming().resolve("7"));
    watch(OFTEN);
    awaitPresent("7");
    Files.delete(incoming().resolve("7"));
    Files.delete(incoming());
    awaitPresent();
    Files.createDirectory(incoming());
    arrives("8");
    awaitPresent("8");
  }

  @Test
  void aFolderThatIsReplacedByAnotherIsFollowed() throws Exception {
    Files.createDirectories(incoming().resolve("7"));
    watch(OFTEN);
    awaitPresent("7");
    Files.move(incoming(), folder.resolve("old"));
    Files.createDirectory(incoming());
    arrives("8");
    awaitPresent("8");
    Files.createDirectory(folder.resolve("old/9")); // That one is nobody's spool any more.
    arrives("10");
    awaitPresent("8", "10");
  }

  @Test
  void aFileInTheFoldersPlaceIsWaitedOut() throws Exception {
    Files.writeString(incoming(), "not a folder");
    watch(OFTEN);
    awaitPresent();
    Files.delete(incoming());
    Files.createDirectories(incoming().resolve("7"));
    awaitPresent("7");
  }
}
