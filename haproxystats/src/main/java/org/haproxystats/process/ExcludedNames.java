package org.haproxystats.process;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.haproxystats.config.ProcessSettings;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.runtime.stats.Exclusions;

/** Reads the files that name frontends and backends which are not to be counted. */
final class ExcludedNames {
  private static final System.Logger LOG = System.getLogger(ExcludedNames.class.getName());

  private ExcludedNames() {}

  /** The names as they are in the files now. A file that cannot be read excludes nothing. */
  static Exclusions read(ProcessSettings settings) {
    return new Exclusions(
        names(settings.excludeFrontends(), "exclude-frontends"),
        names(settings.excludeBackends(), "exclude-backends"));
  }

  /** The names in a file, one a line; lines that begin with # are comments. */
  private static Set<String> names(Optional<Path> file, String option) {
    if (file.isEmpty()) {
      return Set.of();
    }
    var names = new HashSet<String>();
    try {
      for (var line : Files.readAllLines(file.get())) {
        var name = line.strip();
        if (!name.isEmpty() && !name.startsWith("#")) {
          names.add(name);
        }
      }
    } catch (NoSuchFileException e) {
      LOG.log(
          Level.ERROR, "[process] " + option + ": " + file.get() + " is missing, nothing excluded");
    } catch (IOException e) {
      LOG.log(
          Level.ERROR,
          "[process] %s: cannot read %s, nothing excluded: %s"
              .formatted(option, file.get(), FileTrouble.reason(e)));
    }
    return names;
  }
}
