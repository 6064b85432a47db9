package org.haproxystats.admin.top;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which names are shown: those that contain a text, or match it as a whole if it has {@code *} or
 * {@code ?} in it. Small and capital letters are the same.
 */
final class Filter implements Predicate<String> {
  private final String text;
  private final Pattern pattern;
  private final boolean isPattern;

  Filter(String text) {
    this.text = text.toLowerCase(Locale.ROOT);
    isPattern = text.indexOf('*') >= 0 || text.indexOf('?') >= 0;
    var regex = new StringBuilder();
    for (char c : this.text.toCharArray()) {
      regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf(c)));
    }
    pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
  }

  @Override
  public boolean test(String name) {
    if (text.isEmpty()) {
      return true;
    }
    var lower = name.toLowerCase(Locale.ROOT);
    return isPattern ? pattern.matcher(lower).matches() : lower.contains(text);
  }
}
