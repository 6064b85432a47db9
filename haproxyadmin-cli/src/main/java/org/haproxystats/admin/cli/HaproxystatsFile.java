package org.haproxystats.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What the configuration of haproxystats says of HAProxy's sockets, and nothing else of it: {@code
 * haproxystats check config} reads all.
 *
 * @param socketDirectory {@code socket-dir}
 * @param servers {@code servers}
 * @param masters {@code master-socket}
 */
record HaproxystatsFile(
    Optional<Path> socketDirectory, List<String> servers, List<String> masters) {
  private static final String PULL = "pull";
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{(?:([^:}]+):)?([^}]+)}");
  private static final int DEEPEST = 10;

  /** Whether a file is one, by its sections. */
  static boolean isOne(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.anyMatch(line -> line.strip().equals("[" + PULL + "]"));
    } catch (IOException | java.io.UncheckedIOException _) {
      return false; // Told by whoever reads it as what it should be.
    }
  }

  static HaproxystatsFile read(Path file) throws IOException {
    var values = new HashMap<String, String>();
    var section = "";
    var option = "";
    for (var line : Files.readAllLines(file)) {
      var text = line.strip();
      boolean isComment = text.startsWith("#") || text.startsWith(";");
      int delimiter = delimiter(text);
      if (text.isEmpty() || isComment) {
        continue;
      }
      if (Character.isWhitespace(line.charAt(0)) && !option.isEmpty()) {
        values.merge(option, text, (first, more) -> first + "\n" + more);
      } else if (text.startsWith("[") && text.endsWith("]")) {
        section = text.substring(1, text.length() - 1);
        option = "";
      } else if (delimiter > 0) {
        option = key(section, text.substring(0, delimiter).strip());
        values.put(option, text.substring(delimiter + 1).strip());
      }
    }
    return new HaproxystatsFile(
        value(values, "socket-dir").map(Path::of),
        value(values, "servers").map(TargetFile::words).orElse(List.of()),
        value(values, "master-socket").map(TargetFile::words).orElse(List.of()));
  }

  private static int delimiter(String text) {
    int equals = text.indexOf('=');
    int colon = text.indexOf(':');
    return equals < 0 || colon < 0 ? Math.max(equals, colon) : Math.min(equals, colon);
  }

  private static String key(String section, String option) {
    return section + " " + option.toLowerCase(java.util.Locale.ROOT);
  }

  private static Optional<String> value(Map<String, String> values, String option) {
    return Optional.of(resolved(values, PULL, look(values, PULL, option), DEEPEST))
        .filter(value -> !value.isEmpty());
  }

  private static String look(Map<String, String> values, String section, String option) {
    var common = values.getOrDefault(key("DEFAULT", option), "");
    return values.getOrDefault(key(section, option), common);
  }

  /** Puts in what {@code ${option}} and {@code ${section:option}} stand for. */
  private static String resolved(
      Map<String, String> values, String section, String value, int depth) {
    if (depth == 0) {
      return value;
    }
    return REFERENCE
        .matcher(value)
        .replaceAll(
            reference -> {
              var other = reference.group(1) == null ? section : reference.group(1);
              return java.util.regex.Matcher.quoteReplacement(
                  resolved(values, other, look(values, other, reference.group(2)), depth - 1));
            })
        .replace("$$", "$");
  }
}
