package org.haproxystats.runtime.tls;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.haproxystats.runtime.Reply;

/** Lines of the form {@code Key: value}, taken away by those who know them. */
final class Details {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MMM d HH:mm:ss uuuu z", Locale.ENGLISH);

  private final Map<String, String> values = new LinkedHashMap<>();

  /** Whether the line was of the form. */
  boolean add(String line) {
    int colon = line.indexOf(':');
    if (colon <= 0) {
      return false;
    }
    values.put(line.substring(0, colon).strip(), line.substring(colon + 1));
    return true;
  }

  /** The value; empty if there is none. */
  String take(String key) {
    var value = values.remove(key);
    return value == null ? "" : value.strip();
  }

  /** The name of a file, which may begin or end with blanks. */
  String takeFilename(Reply reply) throws IOException {
    var name = values.remove("Filename");
    if (name == null || name.length() < 2) {
      throw reply.failed("no Filename");
    }
    return name.substring(1);
  }

  Optional<Instant> takeTime(String key) {
    return time(take(key));
  }

  /** What OpenSSL writes, such as {@code Feb 7 06:19:19 2035 GMT}; empty for anything else. */
  static Optional<Instant> time(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text.replace("  ", " "), TIME).toInstant());
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  StoreStatus takeStatus(Reply reply) throws IOException {
    var word = take("Status");
    return StoreStatus.parse(word).orElseThrow(() -> reply.failed("Status: " + word));
  }

  /** What nobody has taken, without empty values. */
  Map<String, String> rest() {
    values.replaceAll((_, value) -> value.strip());
    values.values().removeIf(String::isEmpty);
    return Map.copyOf(values);
  }
}
