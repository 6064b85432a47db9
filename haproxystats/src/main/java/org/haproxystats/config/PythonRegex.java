package org.haproxystats.config;

import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Turns a regular expression of Python into one of Java. Both are nearly the same; this mends where
 * the same text means something else or nothing: {@code (?P<name>...)}, comments, {@code \Z}, a
 * bracket inside a class, a brace that counts nothing, {@code {,n}}.
 */
final class PythonRegex {
  private static final Pattern COUNT = Pattern.compile("\\{(\\d+(,\\d*)?|,\\d+)\\}");
  private static final Pattern NAME = Pattern.compile("\\w+");

  private final String source;
  private final StringBuilder target = new StringBuilder();
  private int at;

  private PythonRegex(String source) {
    this.source = source;
  }

  /**
   * The expression, ready to be searched for.
   *
   * @throws PatternSyntaxException it is none
   */
  static Pattern compile(String expression) {
    return Pattern.compile(
        new PythonRegex(expression).translate(), Pattern.UNICODE_CHARACTER_CLASS);
  }

  private String translate() {
    while (at < source.length()) {
      switch (source.charAt(at)) {
        case '\\' -> escape();
        case '[' -> characterClass();
        case '(' -> group();
        case '{' -> brace();
        default -> target.append(source.charAt(at++));
      }
    }
    return target.toString();
  }

  private void escape() {
    if (source.startsWith("\\Z", at)) {
      target.append("\\z");
      at += 2;
    } else {
      copy(2);
    }
  }

  private void characterClass() {
    copy(source.startsWith("[^", at) ? 2 : 1);
    if (source.startsWith("]", at)) {
      target.append("\\]");
      at++;
    }
    while (at < source.length() && source.charAt(at) != ']') {
      char c = source.charAt(at);
      if (c == '\\') {
        copy(2);
      } else {
        if (c == '[' || c == '&') {
          target.append('\\');
        }
        copy(1);
      }
    }
    copy(1);
  }

  private void group() {
    if (source.startsWith("(?#", at)) {
      int end = source.indexOf(')', at);
      if (end < 0) {
        throw new PatternSyntaxException("the comment has no end", source, at);
      }
      at = end + 1;
    } else if (source.startsWith("(?P<", at)) {
      target.append("(?<");
      at += 4;
      name('>');
    } else if (source.startsWith("(?P=", at)) {
      target.append("\\k<");
      at += 4;
      name(')');
      target.append('>');
      at++;
    } else {
      copy(1);
    }
  }

  /** The name of a group; Java knows no underscores in it. */
  private void name(char end) {
    int stop = source.indexOf(end, at);
    if (stop < 0 || !NAME.matcher(source.substring(at, stop)).matches()) {
      throw new PatternSyntaxException("the group has no name", source, at);
    }
    target.append(source.substring(at, stop).replace("_", "UNDERSCORE"));
    at = stop;
  }

  private void brace() {
    var count = COUNT.matcher(source).region(at, source.length());
    if (!count.lookingAt()) {
      target.append("\\{");
      at++;
    } else if (count.group().startsWith("{,")) {
      target.append("{0").append(count.group().substring(1));
      at = count.end();
    } else {
      copy(count.group().length());
    }
  }

  private void copy(int length) {
    int end = Math.min(at + length, source.length());
    target.append(source, at, end);
    at = end;
  }
}
