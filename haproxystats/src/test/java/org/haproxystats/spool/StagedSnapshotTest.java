package org.haproxystats.spool;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagedSnapshotTest {
  @TempDir private Path folder;
  private Path staging;
  private Path spool;

  @BeforeEach
  void makeTheSpool() throws IOException {
    staging = folder.resolve("incoming.tmp");
    spool = Files.createDirectory(folder.resolve("incoming"));
  }

  private StagedSnapshot stage(String content) throws IOException {
    var snapshot = StagedSnapshot.create(staging, spool, 1_700_000_000);
    snapshot.newFile("admin.sock_info").write(US_ASCII.encode(content));
    return snapshot;
  }

  @Test
  void nothingIsInTheSpoolBeforeTheCommitAndAllOfItAfterwards() throws IOException {
    try (var snapshot = stage("Name: HAProxy\n\n")) {
      assertThat(spool).isEmptyDirectory();
      assertThat(snapshot.commit()).isEqualTo(spool.resolve("1700000000"));
    }
    assertThat(spool.resolve("1700000000/admin.sock_info")).hasContent("Name: HAProxy\n\n");
    assertThat(staging).isEmptyDirectory();
  }

  @Test
  void aFileThatIsTakenOutAgainDoesNotReachTheSpool() throws IOException {
    try (var snapshot = stage("Name: HAProxy\n\n")) {
      snapshot.newFile("half_info").write(US_ASCII.encode("Na"));
      snapshot.remove("half_info");
      snapshot.remove("none_info");
      snapshot.commit();
    }
    assertThat(spool.resolve("1700000000")).isDirectoryNotContaining("glob:**half*");
  }

  @Test
  void whatIsMissingCanBeReadFromTheSpoolALineEach() throws IOException {
    try (var snapshot = stage("Name: HAProxy\n\n")) {
      snapshot.markMissing(Map.of("b.sock", "no answer\nat all", "::1:99", "nobody listens"));
      assertThat(Snapshot.at(snapshot.commit()).orElseThrow().missing())
          .isEqualTo(Map.of("b.sock", "no answer?at all", "::1:99", "nobody listens"));
    }
  }

  @Test
  void whatIsOursInASnapshotHasNoNameThatTheOriginalReads() throws IOException {
    try (var staged = stage("Name: HAProxy\n\n")) {
      staged.markMissing(Map.of("b.sock", "no answer"));
      var snapshot = Snapshot.at(staged.commit()).orElseThrow();
      Files.writeString(snapshot.finished(), "");
      snapshot.confirm("graphite");
      snapshot.confirm("local-store");
    }
    try (var files = Files.list(spool.resolve("1700000000"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.endsWith("_info") || name.endsWith("_stat"))
          .containsExactly("admin.sock_info");
    }
  }

  @Test
  void aSnapshotWithoutAMarkLacksNothing() throws IOException {
    try (var snapshot = stage("Name: HAProxy\n\n")) {
      assertThat(Snapshot.at(snapshot.commit()).orElseThrow().missing()).isEmpty();
    }
  }

  @Test
  void whatIsNotCommittedLeavesNothing() throws IOException {
    stage("Name: ").close();
    assertThat(staging).isEmptyDirectory();
    assertThat(spool).isEmptyDirectory();
  }

  @Test
  void aSecondThatIsTakenMakesRoomForTheNextOneThatIsFree() throws IOException {
    for (var content : new String[] {"first", "second", "third"}) {
      try (var snapshot = stage(content)) {
        snapshot.commit();
      }
    }
    assertThat(spool.resolve("1700000000/admin.sock_info")).hasContent("first");
    assertThat(spool.resolve("1700000001/admin.sock_info")).hasContent("second");
    assertThat(spool.resolve("1700000002/admin.sock_info")).hasContent("third");
  }

  @Test
  void aLeftoverOfTheSameSecondIsReplaced() throws IOException {
    Files.createDirectories(staging.resolve("1700000000"));
    Files.writeString(staging.resolve("1700000000/gone.sock_info"), "half");
    try (var snapshot = stage("whole")) {
      snapshot.commit();
    }
    assertThat(spool.resolve("1700000000")).isDirectoryNotContaining("glob:**gone.sock_info");
  }

  @Test
  void leftoversGoAndEverythingElseStays() throws IOException {
    Files.createDirectories(staging.resolve("1700000000"));
    Files.writeString(staging.resolve("1700000000/admin.sock_info"), "half");
    Files.createDirectories(staging.resolve("1700000010"));
    Files.createDirectories(staging.resolve("etc"));
    Files.writeString(staging.resolve("1700000020"), "a file");
    assertThat(StagedSnapshot.removeLeftovers(staging)).isEqualTo(2);
    try (var left = Files.list(staging)) {
      assertThat(left)
          .containsExactlyInAnyOrder(staging.resolve("etc"), staging.resolve("1700000020"));
    }
  }

  @Test
  void aLeftoverWithDirectoriesInItIsNotRemoved() throws IOException {
    Files.createDirectories(staging.resolve("1700000000/home"));
    Files.writeString(staging.resolve("1700000000/home/letter"), "dear");
    assertThatThrownBy(() -> StagedSnapshot.removeLeftovers(staging))
        .hasMessageContaining("cannot clean the staging directory " + staging);
    assertThat(staging.resolve("1700000000/home/letter")).exists();
  }

  @Test
  void aStagingDirectoryThatIsMissingHasNoLeftovers() throws IOException {
    assertThat(StagedSnapshot.removeLeftovers(staging)).isZero();
  }

  @Test
  void aSpoolThatVanishedFailsTheCommitAndLeavesNothing() throws IOException {
    try (var snapshot = stage("whole")) {
      Files.delete(spool);
      assertThatThrownBy(snapshot::commit)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("cannot move " + staging.resolve("1700000000"))
          .hasMessageEndingWith(": " + spool + " is missing");
    }
    assertThat(staging).isEmptyDirectory();
  }

  @Test
  void aStagingDirectoryThatCannotBeMadeIsNamed() throws IOException {
    Files.writeString(staging, "a file in its place");
    assertThatThrownBy(() -> stage("whole"))
        .hasMessageContaining("cannot make the staging directory " + staging);
  }
}
