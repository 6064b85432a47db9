package org.haproxystats.spool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
  @TempDir Path folder;

  private Path incoming = Path.of("");
  private Spool spool = new Spool(incoming);

  @BeforeEach
  void makeTheSpool() throws IOException {
    incoming = Files.createDirectory(folder.resolve("incoming"));
    spool = new Spool(incoming);
  }

  private Snapshot snapshot(String name) throws IOException {
    var directory = Files.createDirectory(incoming.resolve(name));
    Files.writeString(directory.resolve("admin.sock_info"), "Name: HAProxy\n");
    Files.writeString(directory.resolve("admin.sock_stat"), "# pxname,svname,\n");
    return Snapshot.at(directory).orElseThrow();
  }

  @Test
  void snapshotsAreListedByTheirTime() throws Exception {
    var newest = snapshot("1795225391");
    var oldest = snapshot("7");
    var middle = snapshot("0099");
    assertThat(spool.list()).containsExactly(oldest, middle, newest);
    assertThat(middle.seconds()).isEqualTo(99);
    assertThat(middle.name()).isEqualTo("0099");
  }

  @Test
  void theFilesOfASnapshotComeInTheOrderOfTheirNames() throws Exception {
    var snapshot = snapshot("7");
    Files.writeString(snapshot.directory().resolve("a.sock_stat"), "");
    Files.writeString(snapshot.directory().resolve("a.sock_stat.part"), "");
    assertThat(snapshot.statFiles())
        .containsExactly(incoming.resolve("7/a.sock_stat"), incoming.resolve("7/admin.sock_stat"));
    assertThat(snapshot.infoFiles()).containsExactly(incoming.resolve("7/admin.sock_info"));
  }

  @Test
  void whatIsNoSnapshotIsLeftAlone() throws Exception {
    Files.createDirectory(incoming.resolve("12a"));
    Files.createDirectory(incoming.resolve("-5"));
    Files.createDirectory(incoming.resolve("1234567890123456789"));
    Files.writeString(incoming.resolve("123"), "a file named like a snapshot");
    Files.writeString(incoming.resolve(".read_write_check"), "");
    var snapshot = snapshot("7");
    assertThat(spool.list()).containsExactly(snapshot);
    assertThat(incoming.resolve("12a")).exists();
    assertThat(incoming.resolve("123")).exists();
    assertThat(incoming.resolve(".read_write_check")).exists();
  }

  @Test
  void whatIsNoSnapshotIsToldOfOnce() throws Exception {
    try (var log = new Log(Spool.class)) {
      Files.createDirectory(incoming.resolve("notes"));
      Files.createDirectory(incoming.resolve(".hidden"));
      spool.list();
      spool.list();
      assertThat(log.about(incoming)).hasSize(1).first().asString().contains("notes is not a snap");

      Files.delete(incoming.resolve("notes"));
      spool.list();
      Files.createDirectory(incoming.resolve("notes"));
      spool.list();
      assertThat(log.about(incoming)).hasSize(2);
    }
  }

  @Test
  void aListingOfNoFolderFails() throws Exception {
    Files.delete(incoming);
    assertThatThrownBy(spool::list).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void confirmationsAreKeptInTheSnapshot() throws Exception {
    snapshot("7").confirm("graphite");
    var afterARestart = new Spool(incoming).list().first();
    assertThat(afterARestart.confirmations()).containsExactly("graphite");
    afterARestart.confirm("graphite");
    afterARestart.confirm("local-store");
    assertThat(afterARestart.confirmations()).containsExactlyInAnyOrder("graphite", "local-store");
    assertThat(afterARestart.infoFiles()).hasSize(1);
    assertThat(afterARestart.statFiles()).hasSize(1);
  }

  @Test
  void aRemovedSnapshotLeavesNothing() throws Exception {
    var snapshot = snapshot("7");
    Files.createDirectories(snapshot.directory().resolve("deep/folder"));
    spool.remove(snapshot);
    assertThat(incoming).isEmptyDirectory();
  }

  @Test
  void removingFollowsNoLinks() throws Exception {
    var elsewhere = Files.writeString(folder.resolve("precious"), "data");
    var snapshot = snapshot("7");
    Files.createSymbolicLink(snapshot.directory().resolve("x_stat"), elsewhere);
    Files.createSymbolicLink(snapshot.directory().resolve("folder"), folder);
    spool.remove(snapshot);
    assertThat(incoming).isEmptyDirectory();
    assertThat(elsewhere).hasContent("data");
  }

  @Test
  void removingWhatIsGoneIsNoFailure() throws Exception {
    var snapshot = snapshot("7");
    spool.remove(snapshot);
    spool.remove(snapshot);
    assertThat(incoming).isEmptyDirectory();
  }

  @Test
  @Timeout(60)
  void twoWhoRemoveOneSnapshotInTheSameMomentBothSucceed() throws Exception {
    for (int round = 0; round < 200; round++) {
      var snapshot = snapshot("7");
      var start = new CyclicBarrier(2);
      var other =
          CompletableFuture.runAsync(
              () -> removeAfter(start, snapshot), work -> Thread.ofPlatform().start(work));
      removeAfter(start, snapshot);
      other.join();
      assertThat(spool.list()).isEmpty();
      assertThat(incoming).isEmptyDirectory();
    }
  }

  private void removeAfter(CyclicBarrier start, Snapshot snapshot) {
    try {
      start.await();
      spool.remove(snapshot);
    } catch (IOException | InterruptedException | BrokenBarrierException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void whatIsGoneTakesNoConfirmationAndIsNotSetAside() throws Exception {
    var snapshot = snapshot("7");
    spool.remove(snapshot);
    assertThatThrownBy(() -> snapshot.confirm("graphite")).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(snapshot::confirmations).isInstanceOf(NoSuchFileException.class);
    assertThatThrownBy(() -> spool.setAside(snapshot, "late"))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(snapshot.directory()).doesNotExist();
    assertThat(spool.quarantine()).isEmptyDirectory();
  }

  @Test
  void aRemovalThatACrashInterruptedIsFinishedByTheNextListing() throws Exception {
    Files.move(snapshot("7").directory(), incoming.resolve(".removed-7"));
    var other = snapshot("8");
    assertThat(spool.list()).containsExactly(other);
    assertThat(incoming.resolve(".removed-7")).doesNotExist();
  }

  @Test
  void aSnapshotGoesThoughAnotherOfItsNameWasNotDeletedToTheEnd() throws Exception {
    Files.move(snapshot("7").directory(), incoming.resolve(".removed-7"));
    spool.remove(snapshot("7"));
    assertThat(incoming).isEmptyDirectory();
  }

  @Test
  void aSnapshotSetAsideKeepsItsDataAndTheReason() throws Exception {
    var place = spool.setAside(snapshot("7"), "it cannot be read");
    assertThat(place).isEqualTo(folder.resolve("incoming.quarantine/7"));
    assertThat(place.resolve("admin.sock_info")).hasContent("Name: HAProxy\n");
    assertThat(place.resolve("reason.txt")).hasContent("it cannot be read\n");
    assertThat(incoming).isEmptyDirectory();
  }

  @Test
  void aSnapshotThatCannotLeaveTheSpoolIsSetAsideInIt() throws Exception {
    Files.writeString(spool.quarantine(), "in the way");
    var place = spool.setAside(snapshot("7"), "it cannot be read");
    assertThat(place).isEqualTo(incoming.resolve(".quarantine/7"));
    assertThat(place.resolve("reason.txt")).hasContent("it cannot be read\n");
    assertThat(spool.list()).isEmpty();
  }

  @Test
  void aSecondSnapshotOfItsNameIsSetAsideBesideTheFirst() throws Exception {
    spool.setAside(snapshot("7"), "first");
    var place = spool.setAside(snapshot("7"), "second");
    assertThat(place).isEqualTo(folder.resolve("incoming.quarantine/7.2"));
    assertThat(folder.resolve("incoming.quarantine/7/reason.txt")).hasContent("first\n");
  }

  @Test
  void whereNothingCanBeSetAsideTheSnapshotStays() throws Exception {
    Files.writeString(folder.resolve("incoming.quarantine"), "a file in the way");
    Files.writeString(incoming.resolve(".quarantine"), "another one");
    var snapshot = snapshot("7");
    assertThatThrownBy(() -> spool.setAside(snapshot, "it cannot be read"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot move snapshot " + snapshot.directory())
        .hasMessageContaining("incoming/.quarantine: exists already");
    assertThat(spool.list()).containsExactly(snapshot);
  }

  /** What a class logs while a test runs. */
  private static final class Log extends Handler implements AutoCloseable {
    private final Logger logger;
    private final Queue<String> messages = new ConcurrentLinkedQueue<>();

    Log(Class<?> of) {
      logger = Logger.getLogger(of.getName());
      logger.addHandler(this);
    }

    Iterable<String> about(Path directory) {
      return messages.stream().filter(text -> text.contains(directory.toString())).toList();
    }

    @Override
    public void publish(LogRecord entry) {
      messages.add(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.removeHandler(this);
    }
  }
}
