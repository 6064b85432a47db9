package org.haproxystats.integration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON: objects as maps, arrays as lists, and the rest as text. */
public final class JsonText {
  private final String text;
  private int position;

  private JsonText(String text) {
    this.text = text;
  }

  /**
   * Reads all of it.
   *
   * @throws IllegalArgumentException if it is no JSON, or names a member twice
   */
  public static Object parse(String text) {
    var json = new JsonText(text);
    var value = json.value();
    if (json.next() != 0) {
      throw json.wrong("the end");
    }
    return value;
  }

  /** The members of objects with this name, however deep they are. */
  static List<Object> all(Object json, String name) {
    var found = new ArrayList<>();
    switch (json) {
      case Map<?, ?> object ->
          object.forEach(
              (member, value) -> {
                if (member.equals(name)) {
                  found.add(value);
                }
                found.addAll(all(value, name));
              });
      case List<?> list -> list.forEach(item -> found.addAll(all(item, name)));
      default -> {}
    }
    return found;
  }

  private Object value() {
    return switch (next()) {
      case '{' -> object();
      case '[' -> list();
      case '"' -> string();
      default -> literal();
    };
  }

  /** The next character that is no blank; 0 at the end. */
  private char next() {
    while (position < text.length() && Character.isWhitespace(text.charAt(position))) {
      position++;
    }
    return position < text.length() ? text.charAt(position) : 0;
  }

  private boolean skips(char wanted) {
    boolean found = next() == wanted;
    position += found ? 1 : 0;
    return found;
  }

  private void expect(char wanted) {
    if (!skips(wanted)) {
      throw wrong("'" + wanted + "'");
    }
  }

  private IllegalArgumentException wrong(String wanted) {
    return new IllegalArgumentException("character %d is not %s".formatted(position, wanted));
  }

  private Map<String, Object> object() {
    var object = new LinkedHashMap<String, Object>();
    expect('{');
    if (skips('}')) {
      return object;
    }
    do {
      next();
      var name = string();
      expect(':');
      if (object.put(name, value()) != null) {
        throw new IllegalArgumentException(name + " is there twice");
      }
    } while (skips(','));
    expect('}');
    return object;
  }

  private List<Object> list() {
    var list = new ArrayList<>();
    expect('[');
    if (skips(']')) {
      return list;
    }
    do {
      list.add(value());
    } while (skips(','));
    expect(']');
    return list;
  }

  private String string() {
    var string = new StringBuilder();
    expect('"');
    while (text.charAt(position) != '"') {
      if (text.charAt(position) == '\\') {
        position++;
        string.append(escaped());
      } else {
        string.append(text.charAt(position));
      }
      position++;
    }
    position++;
    return string.toString();
  }

  private char escaped() {
    return switch (text.charAt(position)) {
      case '"' -> '"';
      case '\\' -> '\\';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> {
        position += 4;
        yield (char) Integer.parseInt(text.substring(position - 3, position + 1), 16);
      }
      default -> throw wrong("an escape that is used here");
    };
  }

  private String literal() {
    int start = position;
    while (position < text.length() && ",]} \n".indexOf(text.charAt(position)) < 0) {
      position++;
    }
    var literal = text.substring(start, position);
    if (!literal.matches("true|false|null|-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?")) {
      throw wrong("a value");
    }
    return literal;
  }
}
