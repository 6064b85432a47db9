package org.haproxystats.runtime.session;

import java.io.IOException;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;

/**
 * The last invalid request and response of each proxy ({@code show errors}).
 *
 * @param total how many HAProxy has found since it was started
 * @param errors those that it has kept and that were asked for
 */
public record CapturedErrors(long total, List<Captured> errors) {
  private static final Pattern TOTAL =
      Pattern.compile("Total events captured on \\[[^]]+] : (\\d{1,18})");
  private static final Pattern FIRST_LINE =
      Pattern.compile(
          "\\[(?<time>[^]]+)] (?:frontend|backend) (?<proxy>\\S+) \\(#-?\\d+\\): "
              + "invalid (?<side>request|response)");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("dd/MMM/uuuu:HH:mm:ss.SSS", Locale.ENGLISH);

  /** Makes a list of its own. */
  public CapturedErrors {
    errors = List.copyOf(errors);
  }

  /** Which side sent what was invalid. */
  public enum Side {
    /** A client, by its request. */
    REQUEST,
    /** A server, by its response. */
    RESPONSE;

    /** As HAProxy has it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * One invalid request or response.
   *
   * @param time in HAProxy's own time zone
   * @param proxy the frontend or backend that found it
   * @param side who sent it
   * @param text all lines, also what was sent, which may have anything in it
   */
  public record Captured(LocalDateTime time, String proxy, Side side, String text) {}

  static CapturedErrors read(Reply reply) throws IOException {
    var lines = reply.lines();
    var total = TOTAL.matcher(lines.isEmpty() ? "" : lines.getFirst());
    if (!total.matches()) {
      throw reply.failed(String.join("\n", lines));
    }
    var errors = new ArrayList<Captured>();
    for (var line : lines.subList(1, lines.size())) {
      if (line.startsWith("[")) {
        errors.add(captured(reply, line));
      } else if (!errors.isEmpty()) {
        var last = errors.removeLast();
        var text = (last.text + "\n" + line).stripTrailing();
        errors.add(new Captured(last.time, last.proxy, last.side, text));
      } else if (!line.isBlank()) {
        throw reply.failed(line);
      }
    }
    return new CapturedErrors(Long.parseLong(total.group(1)), errors);
  }

  private static Captured captured(Reply reply, String line) throws IOException {
    var parts = FIRST_LINE.matcher(line);
    if (!parts.matches()) {
      throw reply.failed(line);
    }
    try {
      return new Captured(
          LocalDateTime.parse(parts.group("time"), TIME),
          parts.group("proxy"),
          parts.group("side").equals("request") ? Side.REQUEST : Side.RESPONSE,
          line);
    } catch (DateTimeParseException _) {
      throw reply.failed(line);
    }
  }
}
