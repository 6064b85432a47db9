import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes JSON that people can read. */
final class Json {
  private Json() {}

  /** An object with its members in this order: names and values in turn. */
  static Map<String, Object> object(Object... namesAndValues) {
    var object = new LinkedHashMap<String, Object>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return object;
  }

  static String write(Object value) {
    var text = new StringBuilder();
    write(text, value, "\n");
    return text.append('\n').toString();
  }

  private static void write(StringBuilder text, Object value, String newLine) {
    switch (value) {
      case Map<?, ?> map -> {
        var separator = "{";
        for (var member : map.entrySet()) {
          text.append(separator).append(newLine).append("  ");
          write(text, member.getKey(), "");
          write(text.append(": "), member.getValue(), newLine + "  ");
          separator = ",";
        }
        text.append(map.isEmpty() ? "{}" : newLine + "}");
      }
      case List<?> list -> {
        var separator = "[";
        for (var item : list) {
          write(text.append(separator).append(newLine).append("  "), item, newLine + "  ");
          separator = ",";
        }
        text.append(list.isEmpty() ? "[]" : newLine + "]");
      }
      case String string ->
          text.append('"').append(string.replace("\\", "\\\\").replace("\"", "\\\"")).append('"');
      default -> text.append(value);
    }
  }
}
