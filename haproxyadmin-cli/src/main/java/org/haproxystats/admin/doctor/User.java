package org.haproxystats.admin.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who asks.
 *
 * @param name of the user
 * @param groups their names, the user's own first; a number for one that {@code /etc/group} does
 *     not have
 */
public record User(String name, List<String> groups) {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  public User {
    groups = List.copyOf(groups);
  }

  /** The user of this process. */
  public static User current() {
    return read(
        System.getProperty("user.name", "?"), Path.of("/proc/self/status"), Path.of("/etc/group"));
  }

  static User read(String name, Path status, Path groupFile) {
    var numbers = new LinkedHashSet<String>();
    for (var field : List.of("Gid:", "Groups:")) {
      lines(status)
          .filter(line -> line.startsWith(field))
          .flatMap(line -> BLANKS.splitAsStream(line.substring(field.length()).strip()))
          .filter(number -> !number.isEmpty())
          .forEach(numbers::add);
    }
    return new User(
        name, numbers.stream().map(number -> groupName(groupFile, number)).distinct().toList());
  }

  private static String groupName(Path groupFile, String number) {
    return lines(groupFile)
        .map(line -> line.split(":", -1))
        .filter(parts -> parts.length > 2 && parts[2].equals(number))
        .map(parts -> parts[0])
        .findFirst()
        .orElse(number);
  }

  /** None where there is no such file, as on systems without {@code /proc}. */
  private static Stream<String> lines(Path file) {
    try {
      return Files.readAllLines(file).stream();
    } catch (IOException _) {
      return Stream.empty();
    }
  }

  boolean isRoot() {
    return name.equals("root");
  }

  @Override
  public String toString() {
    return groups.isEmpty() ? name : name + " (groups " + String.join(", ", groups) + ")";
  }
}
