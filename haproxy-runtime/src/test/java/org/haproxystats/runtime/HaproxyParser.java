package org.haproxystats.runtime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How HAProxy takes a request apart, in the plainest way: split at what is not escaped, look for a
 * payload, split at blanks, unescape.
 */
final class HaproxyParser {
  private final boolean knowsEndMarks;

  /**
   * What came of a request.
   *
   * @param commands the words of each command
   * @param payload the lines that belong to the last one
   * @param rest what HAProxy would take for further commands
   */
  record Read(
      List<List<String>> commands, boolean awaitsPayload, List<String> payload, String rest) {}

  private HaproxyParser(boolean knowsEndMarks) {
    this.knowsEndMarks = knowsEndMarks;
  }

  static HaproxyParser of(HaproxyVersion version) {
    return new HaproxyParser(version.isAtLeast(2, 9));
  }

  Read read(String request) {
    int end = request.indexOf('\n');
    var parts = split(request.substring(0, end), ";");
    var last = parts.removeLast();
    var words = split(last, " \t");
    words.removeIf(String::isEmpty);
    var mark = mark(last, words);
    var rest = request.substring(end + 1);
    var payload = new ArrayList<String>();
    if (mark != null) {
      words.removeLast();
      var lines = new ArrayList<>(Arrays.asList(rest.split("\n", -1)));
      while (!lines.getFirst().equals(mark)) {
        payload.add(lines.removeFirst());
      }
      lines.removeFirst();
      rest = String.join("\n", lines);
    }
    var commands = new ArrayList<List<String>>();
    for (var part : parts) {
      commands.add(unescaped(split(part, " \t")));
    }
    commands.add(unescaped(words));
    return new Read(commands, mark != null, payload, rest);
  }

  /** The line that ends the payload; null if there is none. */
  private @Nullable String mark(String command, List<String> words) {
    var word = words.isEmpty() ? "" : words.getLast();
    if (knowsEndMarks) {
      return word.startsWith("<<") && word.length() <= 2 + 7 ? word.substring(2) : null;
    }
    return command.endsWith("<<") ? "" : null;
  }

  private static List<String> split(String text, String separators) {
    var parts = new ArrayList<String>();
    var part = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        part.append(c).append(text.charAt(++i));
      } else if (separators.indexOf(c) >= 0) {
        parts.add(part.toString());
        part.setLength(0);
      } else {
        part.append(c);
      }
    }
    parts.add(part.toString());
    return parts;
  }

  private static List<String> unescaped(List<String> words) {
    return words.stream()
        .filter(word -> !word.isEmpty())
        .map(word -> word.replaceAll("(?s)\\\\(.)", "$1"))
        .toList();
  }
}
