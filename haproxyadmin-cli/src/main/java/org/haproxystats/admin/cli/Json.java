package org.haproxystats.admin.cli;

import java.util.List;
import java.util.Map;

/** Writes JSON. Values are maps, lists, texts, numbers, truth values and {@link Table#NOTHING}. */
final class Json {
  private Json() {}

  /** One line. */
  static String of(Object value) {
    var out = new StringBuilder();
    write(out, value);
    return out.toString();
  }

  private static void write(StringBuilder out, Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        var separator = "{";
        for (var entry : map.entrySet()) {
          text(out.append(separator), String.valueOf(entry.getKey()));
          write(out.append(": "), entry.getValue());
          separator = ", ";
        }
        out.append(map.isEmpty() ? "{}" : "}");
      }
      case List<?> list -> {
        var separator = "[";
        for (var element : list) {
          write(out.append(separator), element);
          separator = ", ";
        }
        out.append(list.isEmpty() ? "[]" : "]");
      }
      case Double number -> out.append(Double.isFinite(number) ? number.toString() : "null");
      case Number number -> out.append(number);
      case Boolean truth -> out.append(truth);
      default -> {
        if (value.equals(Table.NOTHING)) {
          out.append("null");
        } else {
          text(out, value.toString());
        }
      }
    }
  }

  private static void text(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '"' -> out.append("\\\"");
        case '\\' -> out.append("\\\\");
        case '\n' -> out.append("\\n");
        case '\r' -> out.append("\\r");
        case '\t' -> out.append("\\t");
        default -> {
          if (c < ' ' || c == 0x7f) {
            out.append("\\u00").append(Character.forDigit(c >> 4, 16));
            out.append(Character.forDigit(c & 15, 16));
          } else {
            out.append(c);
          }
        }
      }
    }
    out.append('"');
  }
}
