package org.haproxystats.runtime.table;

import java.io.IOException;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;

/**
 * A variable of the whole process.
 *
 * @param name such as {@code proc.limit}
 * @param type of what was stored, such as {@code sint}, {@code str} or {@code bool}
 * @param value as HAProxy writes it: {@code undef} if it has no text for the type, and a dot for
 *     each byte that is no ASCII character
 */
public record Variable(String name, String type, String value) {
  private static final Pattern LINE =
      Pattern.compile("(?<name>\\S+): type=(?<type>\\S+) value=(?<value>.*)", Pattern.DOTALL);

  static Variable read(Reply reply) throws IOException {
    var text = reply.message();
    var parts = LINE.matcher(text);
    if (!parts.matches()) {
      throw reply.failed(text);
    }
    var value = parts.group("value");
    boolean marked = value.startsWith("<") && value.endsWith(">");
    return new Variable(
        parts.group("name"),
        parts.group("type"),
        marked ? value.substring(1, value.length() - 1) : value);
  }
}
