package org.haproxystats.runtime.tls;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haproxystats.runtime.UnsendableValueException;

/**
 * One line of a crt-list.
 *
 * @param certificate its name
 * @param line its number in the list, from 1 on; empty for one that is to be added
 * @param options such as {@code alpn h2}, in HAProxy's words; empty if there are none
 * @param filters server names that it is for, such as {@code *.example.org} or {@code
 *     !www.example.org}; without any, those of the certificate itself
 */
public record CrtListEntry(
    String certificate, OptionalInt line, String options, List<String> filters) {
  private static final Pattern ROW =
      Pattern.compile(
          "(?<crt>\\S+?)(?::(?<line>\\d+))?(?: \\[(?<options>[^]]*)])?(?<filters>( \\S+)*) *");

  /** Keeps a copy that nobody can change. */
  public CrtListEntry {
    filters = List.copyOf(filters);
  }

  /**
   * {@return an entry that is to be added}
   *
   * @param certificate its name
   * @param options in HAProxy's words, without brackets; empty for none
   * @param filters server names that it is for; without any, those of the certificate itself
   */
  public static CrtListEntry of(String certificate, String options, List<String> filters) {
    return new CrtListEntry(certificate, OptionalInt.empty(), options, filters);
  }

  /**
   * Reads a line of {@code show ssl crt-list -n}.
   *
   * @throws IllegalArgumentException if it is none
   */
  static CrtListEntry parse(String text) {
    // HAProxy writes the zero at the end of a protocol's name.
    var row = ROW.matcher(text.replace("\0", ""));
    if (!row.matches()) {
      throw new IllegalArgumentException(text);
    }
    var line = row.group("line");
    var options = row.group("options");
    return new CrtListEntry(
        row.group("crt"),
        line == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(line)),
        options == null ? "" : options,
        Stream.of(row.group("filters").split(" ", -1)).filter(f -> !f.isEmpty()).toList());
  }

  /** The line as a crt-list has it, which knows neither quotes nor escapes. */
  String text() {
    var words = new ArrayList<String>();
    words.add(word(certificate));
    if (!options.isEmpty()) {
      if (options.indexOf('[') >= 0 || options.indexOf(']') >= 0) {
        throw new UnsendableValueException("options '%s' have a bracket".formatted(options));
      }
      words.add("[" + options + "]");
    }
    filters.forEach(filter -> words.add(word(filter)));
    return String.join(" ", words);
  }

  private static String word(String value) {
    if (value.isEmpty()
        || value.chars().anyMatch(c -> c <= ' ' || c == '[' || c == ']' || c == '#')) {
      throw new UnsendableValueException(
          "'%s' cannot stand in a line of a crt-list: it is empty, or has a blank, a bracket or a '#'"
              .formatted(value.strip()));
    }
    return value;
  }
}
