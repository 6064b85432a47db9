package org.haproxystats.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringTokenizer;

/**
 * The configuration file: a section for each load balancer, with its sockets.
 *
 * <pre>
 * [lb1]
 * socket = /run/haproxy/admin1.sock, /run/haproxy/admin2.sock
 *
 * [lb2]
 * master = tcp://10.0.0.2:9999
 * </pre>
 */
final class TargetFile {
  /** One load balancer: where its processes are, as the file has it. */
  record Section(String name, List<String> sockets, Optional<String> master) {}

  private static final List<String> OPTIONS = List.of("socket", "master");

  private final Path file;
  private final List<Section> sections = new ArrayList<>();

  private TargetFile(Path file) {
    this.file = file;
  }

  /**
   * Reads the file.
   *
   * @return at least one
   * @throws UsageException if a line is wrong; the message names it
   */
  static List<Section> read(Path file) throws UsageException, IOException {
    var reader = new TargetFile(file);
    try {
      int number = 0;
      for (var line : Files.readAllLines(file)) {
        reader.line(++number, line.strip());
      }
    } catch (NoSuchFileException e) {
      throw new IOException(
          file + ": there is no such file; write a section [NAME] with a line 'socket = ...' in it",
          e);
    }
    for (var section : reader.sections) {
      if (section.sockets().isEmpty() && section.master().isEmpty()) {
        throw new UsageException(
            file + ": section [" + section.name() + "] has neither 'socket' nor 'master'");
      }
    }
    if (reader.sections.isEmpty()) {
      throw new UsageException(file + ": there is no section in it, such as [lb1]");
    }
    return reader.sections;
  }

  private void line(int number, String line) throws UsageException {
    if (line.isEmpty() || line.startsWith("#") || line.startsWith(";")) {
      return;
    }
    if (line.startsWith("[") && line.endsWith("]")) {
      sections.add(
          new Section(line.substring(1, line.length() - 1).strip(), List.of(), Optional.empty()));
      return;
    }
    int equals = line.indexOf('=');
    if (equals < 0 || sections.isEmpty()) {
      throw wrong(number, "'" + line + "' is neither [NAME] nor 'option = value' below one");
    }
    var option = line.substring(0, equals).strip();
    var value = line.substring(equals + 1).strip();
    var last = sections.removeLast();
    sections.add(
        switch (option) {
          case "socket" -> new Section(last.name(), joined(last.sockets(), value), last.master());
          case "master" -> new Section(last.name(), last.sockets(), Optional.of(value));
          default ->
              throw wrong(
                  number, "unknown option '" + option + "'" + Names.suggestion(option, OPTIONS));
        });
  }

  private static List<String> joined(List<String> before, String value) {
    var all = new ArrayList<>(before);
    all.addAll(words(value));
    return all;
  }

  /** Takes a list apart that has commas or blanks between its words. */
  static List<String> words(String list) {
    var words = new ArrayList<String>();
    var rest = new StringTokenizer(list, ", \t\n");
    while (rest.hasMoreTokens()) {
      words.add(rest.nextToken());
    }
    return words;
  }

  private UsageException wrong(int number, String text) {
    return new UsageException(file + ", line " + number + ": " + text);
  }
}
