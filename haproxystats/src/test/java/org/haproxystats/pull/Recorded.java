package org.haproxystats.pull;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * What real HAProxys answered to {@code show info;show stat}, with a description that has quotes
 * and a comma in it, and two servers that are down.
 */
final class Recorded {
  static final List<String> VERSIONS = List.of("2.2.9", "2.6.12", "3.0.11", "3.2.26");

  /** As HAProxy before 3.0 prints a check's text of several lines, one of them empty. */
  static final String WITH_QUOTED_LINES =
      """
      Name: HAProxy
      Version: 2.6.12

      # pxname,svname,last_chk,
      app,a1,"said ""no"",

      and, then, nothing",
      app,BACKEND,,

      """;

  private Recorded() {}

  static byte[] answer(String version) {
    return resource("haproxy-" + version + ".txt");
  }

  static byte[] unknownCommand(String version) {
    return resource("unknown-command-" + version + ".txt");
  }

  /** What HAProxy 3.2 says of the fields of a frontend, a backend, a server and its own. */
  static byte[] typed() {
    return resource("typed-3.2.26.txt");
  }

  /** The part that is the answer to {@code show info}. */
  static String info(byte[] answer) {
    var text = new String(answer, ISO_8859_1);
    return text.substring(0, text.indexOf("\n\n# pxname") + 2);
  }

  /** The part that is the answer to {@code show stat}. */
  static String stat(byte[] answer) {
    return new String(answer, ISO_8859_1).substring(info(answer).length());
  }

  private static byte[] resource(String name) {
    try (var stream = requireNonNull(Recorded.class.getResourceAsStream(name), name)) {
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
