package org.haproxystats.admin.cli;

import java.util.Collection;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.haproxystats.names.NearestName;

/** Names as operators type them: exact, or patterns with {@code *} and {@code ?}. */
final class Names {
  private static final Pattern PARTS = Pattern.compile("[^*?]+|[*?]");

  private Names() {}

  static boolean isPattern(String text) {
    return text.contains("*") || text.contains("?");
  }

  static boolean matches(String pattern, String name) {
    return matching(pattern).test(name);
  }

  /** Tests many names. */
  static Predicate<String> matching(String pattern) {
    return isPattern(pattern) ? regex(pattern).asMatchPredicate() : pattern::equals;
  }

  private static Pattern regex(String pattern) {
    return Pattern.compile(
        PARTS
            .matcher(pattern)
            .results()
            .map(
                part ->
                    switch (part.group()) {
                      case "*" -> ".*";
                      case "?" -> ".";
                      default -> Pattern.quote(part.group());
                    })
            .collect(Collectors.joining()),
        Pattern.DOTALL);
  }

  /** Ends a message about a name that is not known. */
  static String suggestion(String name, Collection<String> known) {
    return NearestName.of(name, known)
        .map(near -> "; did you mean '" + near + "'?")
        .orElseGet(
            () ->
                known.isEmpty() || known.size() > 20
                    ? ""
                    : "; there are: " + String.join(", ", known));
  }
}
