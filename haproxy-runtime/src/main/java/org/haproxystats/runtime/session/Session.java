package org.haproxystats.runtime.session;

import java.io.IOException;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;
import org.jspecify.annotations.Nullable;

/**
 * A session as {@code show sess} lists it: one request of a client, or one connection.
 *
 * @param pointer HAProxy's own name of it, valid until the session ends
 * @param protocol such as {@code tcpv4} or {@code unix_stream}
 * @param source where the client is; empty where HAProxy does not say
 * @param frontend the frontend that accepted it; {@code GLOBAL} for the stats socket's own
 *     sessions, empty where HAProxy itself is the client, as of its peers
 * @param backend empty while none is chosen, and for the stats socket's own sessions
 * @param server empty while none is chosen
 * @param age empty where HAProxy does not say
 * @param fields all that HAProxy says, also the above, by its names and in its order, such as
 *     {@code ts=00} and {@code rq=[f=848100h,i=0,an=00h,ax=]}
 */
public record Session(
    String pointer,
    String protocol,
    String source,
    String frontend,
    Optional<String> backend,
    Optional<String> server,
    Optional<Duration> age,
    Map<String, String> fields) {
  static final Pattern LINE = Pattern.compile("(?<pointer>0x[0-9a-f]+): (?<fields>.*)");
  private static final Pattern AGE =
      Pattern.compile("(?:(\\d{1,6})d)?(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

  /** Makes a session. */
  public Session {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  static Session parse(Reply reply, String line) throws IOException {
    var parts = LINE.matcher(line);
    if (!parts.matches()) {
      throw reply.failed(line);
    }
    var fields = new LinkedHashMap<String, String>();
    for (var field : parts.group("fields").split(" +", 0)) {
      int end = nameEnd(field);
      if (end < 1) {
        throw reply.failed(line);
      }
      fields.put(
          field.substring(0, end), field.substring(field.charAt(end) == '=' ? end + 1 : end));
    }
    if (!fields.containsKey("fe") && !fields.containsKey("proto")) {
      throw reply.failed(line);
    }
    return new Session(
        parts.group("pointer"),
        fields.getOrDefault("proto", ""),
        fields.getOrDefault("src", ""),
        fields.getOrDefault("fe", ""),
        named(fields, "be"),
        named(fields, "srv"),
        age(fields.getOrDefault("age", "")),
        fields);
  }

  /** A name ends at its {@code =}, or at the bracket that begins a group of values. */
  private static int nameEnd(String field) {
    for (int i = 0; i < field.length(); i++) {
      if (field.charAt(i) == '=' || field.charAt(i) == '[') {
        return i;
      }
    }
    return -1;
  }

  private static Optional<String> named(Map<String, String> fields, String name) {
    // HAProxy writes <NONE>, <none> or ? for what is not there.
    return Optional.ofNullable(fields.get(name))
        .filter(value -> !value.startsWith("<") && !value.equals("?"));
  }

  private static Optional<Duration> age(String text) {
    var parts = AGE.matcher(text);
    if (text.isEmpty() || !parts.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        Duration.ofDays(number(parts.group(1)))
            .plusHours(number(parts.group(2)))
            .plusMinutes(number(parts.group(3)))
            .plusSeconds(number(parts.group(4))));
  }

  private static long number(@Nullable String digits) {
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
