package org.haproxystats.cli;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.haproxystats.files.FileTrouble;

/** Makes sure at the start that the directories of the spool are there and can be written to. */
final class SpoolDirectories {
  private static final String CHECK_FILE = ".read_write_check";
  private static final String RENAME_CHECK_FILE = ".rename_check";

  private SpoolDirectories() {}

  /**
   * Makes the directory, with its parents, if it is missing, and tries to write to it.
   *
   * @param section of the option that names it
   * @throws StartException it cannot be made or written to
   */
  static void prepare(String section, String option, Path directory) throws StartException {
    try {
      Files.createDirectories(directory);
      Path check = directory.resolve(CHECK_FILE);
      Files.write(check, new byte[0]);
      Files.deleteIfExists(check);
    } catch (IOException e) {
      throw new StartException(
          "section:'%s' option:'%s' value:'%s' error:cannot write to the directory (%s); let it exist and belong to the user that runs this"
              .formatted(section, option, directory, FileTrouble.reason(e)),
          e);
    }
  }

  /**
   * Makes sure that a rename leads from one directory into the other, which only one file system
   * allows. It is tried the other way round, because whoever watches the spool sees what arrives.
   *
   * @throws StartException they are on different file systems
   */
  static void requireOneFileSystem(Path tmpDstDir, Path dstDir) throws StartException {
    try {
      // A name of its own for each program. The JDK's random ones take long to make at the start.
      var name = RENAME_CHECK_FILE + ProcessHandle.current().pid() + "-" + System.nanoTime();
      Path check = Files.createFile(dstDir.resolve(name));
      Path moved = tmpDstDir.resolve(check.getFileName());
      try {
        Files.move(check, moved, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(check);
        Files.deleteIfExists(moved);
      }
    } catch (AtomicMoveNotSupportedException e) {
      throw new StartException(
          "section:'pull' option:'tmp-dst-dir' value:'%s' error:it is on another file system than dst-dir '%s', so snapshots cannot reach dst-dir whole, in one rename; set tmp-dst-dir to a directory on the file system of dst-dir, such as '%s.tmp'"
              .formatted(tmpDstDir, dstDir, dstDir),
          e);
    } catch (IOException e) {
      throw new StartException(
          "section:'pull' option:'tmp-dst-dir' value:'%s' error:cannot move a file to it from dst-dir '%s' (%s)"
              .formatted(tmpDstDir, dstDir, FileTrouble.reason(e)),
          e);
    }
  }
}
