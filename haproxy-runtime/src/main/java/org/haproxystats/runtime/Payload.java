package org.haproxystats.runtime;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The lines that follow a command ({@code <<}, HAProxy's management guide, section 9.3). Nothing in
 * them is escaped. From HAProxy 2.9 on an end mark closes them that no line is equal to; before, an
 * empty line does, so that none may be empty.
 */
public sealed interface Payload {
  /** Below the size of one buffer of HAProxy (16 kB), with room for the command. */
  int SMALL_BATCH_BYTES = 8 * 1024;

  /** Below the limit from HAProxy 3.4 on (128 kB). */
  int LARGE_BATCH_BYTES = 100 * 1024;

  /** The lines, none with a line feed, carriage return or NUL in it. */
  List<String> lines();

  /** One thing that must arrive in one piece, such as a certificate. */
  record Whole(List<String> lines) implements Payload {
    public Whole {
      lines = checked(lines);
    }

    /** Not the lines, which may have a key in them. */
    @Override
    public String toString() {
      return lines.size() + " lines";
    }
  }

  /** Lines that mean the same when they come in several commands, such as entries of a map. */
  record Batches(List<String> lines) implements Payload {
    public Batches {
      lines = checked(lines);
    }

    /** Not the lines, which may have a key in them. */
    @Override
    public String toString() {
      return lines.size() + " lines";
    }
  }

  /**
   * Certificates and keys as PEM text; empty lines, which mean nothing there, are left out, so that
   * every version can take them.
   *
   * @throws UnsendableValueException if nothing is left, or there is a NUL; the text is not quoted
   */
  static Payload pem(String text) {
    if (text.indexOf(0) >= 0) {
      throw new UnsendableValueException("a PEM text with a NUL in it cannot be sent");
    }
    return new Whole(text.lines().map(String::stripTrailing).filter(l -> !l.isEmpty()).toList());
  }

  private static List<String> checked(List<String> lines) {
    if (lines.isEmpty()) {
      throw new UnsendableValueException(
          "an empty payload cannot be sent: HAProxy takes it for none");
    }
    lines.forEach(Words::refuseControl);
    return List.copyOf(lines);
  }

  /** The payload in the pieces that a version can take, each to be sent with the command. */
  default List<Payload> pieces(HaproxyVersion version) {
    return switch (this) {
      case Whole _ -> List.of(this);
      case Batches(var lines) ->
          batches(lines, version.isAtLeast(3, 4) ? LARGE_BATCH_BYTES : SMALL_BATCH_BYTES);
    };
  }

  private static List<Payload> batches(List<String> lines, int limit) {
    var batches = new ArrayList<Payload>();
    int from = 0;
    int bytes = 0;
    for (int i = 0; i < lines.size(); i++) {
      int size = lines.get(i).getBytes(StandardCharsets.UTF_8).length + 1;
      if (i > from && bytes + size > limit) {
        batches.add(new Whole(lines.subList(from, i)));
        from = i;
        bytes = 0;
      }
      bytes += size;
    }
    batches.add(new Whole(lines.subList(from, lines.size())));
    return batches;
  }

  /**
   * What goes after {@code <<} on the command's line, and after that line.
   *
   * @throws UnsendableValueException if a line is empty and the version would end there
   */
  default String rendered(HaproxyVersion version) {
    if (version.isAtLeast(2, 9)) {
      var mark = Words.endMark(lines());
      return mark + "\n" + String.join("\n", lines()) + "\n" + mark + "\n";
    }
    if (lines().contains("")) {
      throw new UnsendableValueException(
          "a payload with an empty line cannot be sent to HAProxy %s: it would end there"
              .formatted(version));
    }
    return "\n" + String.join("\n", lines()) + "\n\n";
  }
}
