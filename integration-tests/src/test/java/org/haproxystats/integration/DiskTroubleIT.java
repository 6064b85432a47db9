package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A disk that is full, read-only or tampered with is survived, told of, and used again by itself.
 */
class DiskTroubleIT {
  private static final long SECOND = 1_800_000_000;
  private static final String NOBODY = "65534";

  @TempDir private Path directory;
  private Path disk;
  private boolean mounted;

  @BeforeEach
  void prepare() throws IOException {
    disk = Files.createDirectory(directory.resolve("incoming"));
  }

  @AfterEach
  void unmount() throws Exception {
    if (mounted) {
      assertThat(run("umount", "-l", disk.toString())).isZero();
    }
  }

  /** Lays a disk of its own, in memory, over the spool. */
  private void mount(String size) throws Exception {
    assumeTrue(isRoot(), "mounting takes root");
    assertThat(run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", disk.toString()))
        .isZero();
    mounted = true;
  }

  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  private static int run(String... command) throws Exception {
    var process = new ProcessBuilder(command).inheritIO().start();
    assertThat(process.waitFor(30, TimeUnit.SECONDS)).as(List.of(command).toString()).isTrue();
    return process.exitValue();
  }

  private static void removeTree(Path folder) throws Exception {
    assertThat(run("rm", "-rf", folder.toString())).isZero();
  }

  private static List<Path> list(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.toList();
    }
  }

  @Test
  void pullGoesOnWhenAFullDiskIsFreed() throws Exception {
    mount("1m");
    var site =
        SpoolSite.at(
            directory,
            1,
            "[pull]",
            "dst-dir = " + disk.resolve("incoming"),
            "tmp-dst-dir = " + disk.resolve("incoming.tmp"));
    Path incoming = Files.createDirectory(disk.resolve("incoming"));
    try (var _ = RealHaproxy.start(HaproxyLine.V3_0, directory, 1, Site.PROXIES);
        var pull = site.start("haproxystats-pull")) {
      pull.awaitThat("a snapshot", () -> !list(incoming).isEmpty());
      Path ballast = disk.resolve("ballast");
      fill(ballast);
      pull.awaitThat("to be told", () -> pull.output().contains("No space left on device"));
      int before = list(incoming).size();
      Files.delete(ballast);
      pull.awaitThat("one more snapshot", () -> list(incoming).size() > before);
      assertThat(pull.terminate()).as(pull.output()).isZero();
    }
    for (Path snapshot : list(incoming)) {
      assertThat(snapshot)
          .isDirectoryContaining("glob:**_info")
          .isDirectoryContaining("glob:**_stat");
      for (Path file : list(snapshot)) {
        assertThat(file).isNotEmptyFile();
      }
    }
    assertThat(disk.resolve("incoming.tmp")).isEmptyDirectory();
  }

  private static void fill(Path ballast) {
    var chunk = new byte[4096];
    try (var out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(chunk);
      }
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("No space left on device");
    }
  }

  @Test
  void whatIsDeliveredFromAReadOnlyDiskIsRemovedOnceItCanBeWrittenToAndNotSentTwice()
      throws Exception {
    mount("4m");
    try (var receiver = Receiver.start(_ -> {})) {
      var site = SpoolSite.at(directory, receiver.port());
      site.add(SECOND);
      try (var process = site.start("haproxystats-process")) {
        process.awaitThat("a try", () -> receiver.connections() > 0);
        assertThat(run("mount", "-o", "remount,ro", disk.toString())).isZero();
        receiver.behave();
        process.awaitThat(
            "to be told", () -> process.output().contains("cannot be noted or removed"));
        assertThat(process.output()).contains("Read-only file system");
        assertThat(run("mount", "-o", "remount,rw", disk.toString())).isZero();
        process.awaitThat("the removal", site::isEmpty);
        process.awaitThat("to be told", () -> process.output().contains("can be written to again"));
      }
      assertThat(receiver.pathsOf(SECOND)).doesNotHaveDuplicates();
      assertThat(receiver.pathsOf(SECOND)).containsAll(site.expectedPaths());
    }
  }

  @Test
  void aSnapshotThatCannotLeaveADiskOfItsOwnIsSetAsideThere() throws Exception {
    mount("4m");
    try (var receiver = LineReceiver.start()) {
      var site = SpoolSite.at(directory, receiver.port());
      // Nobody can read a directory as a file, not even root.
      Path strange = Files.createDirectory(disk.resolve(".strange"));
      site.add(SECOND, Files.createDirectory(strange.resolve("d.sock_stat")));
      site.add(SECOND + 10);
      try (var process = site.start("haproxystats-process")) {
        process.awaitThat("the others, and an empty spool", site::isEmpty);
        assertThat(process.terminate()).as(process.output()).isZero();
      }
      assertThat(disk.resolve(".quarantine/1800000000/reason.txt"))
          .content()
          .contains("d.sock_stat");
      assertThat(receiver.pathsOf(SECOND + 10)).containsAll(site.expectedPaths());
    }
  }

  @Test
  void permissionsThatAreTakenAreToldOfAndWorkGoesOnWhenTheyAreGivenBack() throws Exception {
    try (var receiver = LineReceiver.start()) {
      var site = SpoolSite.at(directory, receiver.port());
      site.add(SECOND);
      assertThat(run("chmod", "-R", "a+rwX", directory.toString())).isZero();
      try (var process = startAsNobody("haproxystats-process", site)) {
        process.awaitThat("the first delivery", site::isEmpty);
        site.add(SECOND + 10);
        Files.setPosixFilePermissions(disk, PosixFilePermissions.fromString("r-x------"));
        assertThat(run("chown", "-R", "0:0", disk.toString())).isZero();
        process.awaitThat("to be told", () -> process.output().contains("permission denied"));
        assertThat(run("chmod", "-R", "a+rwX", disk.toString())).isZero();
        process.awaitThat("the second delivery", site::isEmpty);
        assertThat(process.terminate()).as(process.output()).isZero();
      }
      assertThat(receiver.pathsOf(SECOND + 10)).containsAll(site.expectedPaths());
    }
  }

  /** Permissions mean nothing to root. */
  private Program startAsNobody(String name, SpoolSite site) throws IOException {
    assumeTrue(isRoot(), "becoming another user takes root");
    return Program.start(
        directory,
        Map.of(),
        Path.of("/usr/bin/setpriv"),
        "--reuid=" + NOBODY,
        "--regid=" + NOBODY,
        "--clear-groups",
        Repository.DISTRIBUTION.resolve("bin").resolve(name).toString(),
        "-f",
        site.configuration().toString());
  }

  @Test
  void aSpoolThatIsRemovedIsMadeAnewAndUsedAgain() throws Exception {
    try (var _ = RealHaproxy.start(HaproxyLine.V3_0, directory, 1, Site.PROXIES);
        var receiver = LineReceiver.start()) {
      var site = SpoolSite.at(directory, receiver.port());
      try (var pull = site.start("haproxystats-pull");
          var process = site.start("haproxystats-process")) {
        process.awaitThat("a delivery", () -> !receiver.lines().isEmpty());
        // Away in one step: pull would put another snapshot into what is half removed.
        Path gone = Files.move(disk, directory.resolve("gone"));
        removeTree(gone);
        pull.awaitThat("the spool", () -> Files.isDirectory(disk));
        int before = receiver.lines().size();
        process.awaitThat("another delivery", () -> receiver.lines().size() > before);
        assertThat(pull.isAlive()).as(pull.output()).isTrue();
        assertThat(pull.terminate()).as(pull.output()).isZero();
        assertThat(process.terminate()).as(process.output()).isZero();
      }
    }
  }

  @Test
  void strangeFilesCostNoMoreThanThemselves() throws Exception {
    try (var receiver = LineReceiver.start()) {
      var site = SpoolSite.at(directory, receiver.port());
      Path strange = Files.createDirectory(directory.resolve("strange"));
      Path foreign = Files.writeString(strange.resolve("notes.txt"), "hands off");
      Path emptyInfo = Files.createFile(strange.resolve("e.sock_info"));
      Path emptyStat = Files.createFile(strange.resolve("e.sock_stat"));
      Path huge = Files.write(strange.resolve("h.sock_stat"), new byte[40_000_000]);
      site.add(SECOND, foreign, emptyInfo, emptyStat, huge);
      // Nobody can read a directory as a file, not even root.
      site.add(SECOND + 10, Files.createDirectory(strange.resolve("d.sock_stat")));
      site.add(SECOND + 20);
      Files.writeString(site.incoming().resolve("README"), "not a snapshot");
      try (var process = site.start("haproxystats-process")) {
        Path reason = directory.resolve("incoming.quarantine/1800000010/reason.txt");
        process.awaitThat("the quarantine", () -> Files.exists(reason));
        process.awaitThat("the deliveries", () -> site.waiting().equals(List.of("README")));
        assertThat(process.terminate()).as(process.output()).isZero();
        assertThat(reason).content().contains("d.sock_stat");
        assertThat(process.output())
            .contains("e.sock_stat is left out")
            .contains("h.sock_stat is left out")
            .contains("README is not a snapshot")
            .contains("is set aside as " + reason.getParent());
      }
      assertThat(receiver.pathsOf(SECOND)).containsAll(site.expectedPaths());
      assertThat(receiver.pathsOf(SECOND + 20)).containsAll(site.expectedPaths());
    }
  }
}
