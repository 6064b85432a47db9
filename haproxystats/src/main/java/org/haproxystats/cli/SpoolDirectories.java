package org.haproxystats.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.haproxystats.files.FileTrouble;

/** Makes sure at the start that the directories of the spool are there and can be written to. */
final class SpoolDirectories {
  private static final String CHECK_FILE = ".read_write_check";

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
}
