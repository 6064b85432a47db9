package org.haproxystats.admin.top;

import java.util.ArrayList;
import java.util.List;
import org.haproxystats.runtime.Endpoint;

/** What health checks of a server have found: the last one in each process, and those before. */
final class CheckLines {
  private static final int PROCESS_WIDTH = 14;
  private static final int STATUS_WIDTH = 10;
  private static final int FOUND_WIDTH = 10;

  private CheckLines() {}

  /** The last checks, a line for each process, and one more for its agent check. */
  static List<Line> last(Sample sample, Item item) {
    var lines = new ArrayList<Line>();
    lines.add(
        Line.builder()
            .left("LAST CHECK", PROCESS_WIDTH, Tone.HEADING)
            .add(" ")
            .left("STATUS", STATUS_WIDTH, Tone.HEADING)
            .add(" ")
            .left("FOUND", FOUND_WIDTH, Tone.HEADING)
            .right("TOOK", 6, Tone.HEADING)
            .add(" ")
            .left("HEALTH", 6, Tone.HEADING)
            .add(" ")
            .left("IN WORDS", 20, Tone.HEADING)
            .build());
    for (var server : sample.findEach(item.key())) {
      if (item.process().isEmpty() || item.process().equals(server.process())) {
        addLast(lines, server);
      }
    }
    return lines;
  }

  private static void addLast(List<Line> lines, Item server) {
    var process = server.process().map(Endpoint::shortName).orElse("");
    var status = server.text("status");
    boolean isChecked = !server.text("check_status").isEmpty();
    boolean hasAgent = !server.text("agent_status").isEmpty();
    if (isChecked) {
      lines.add(
          line(
              process,
              status,
              Checks.result(server),
              Amounts.milliseconds(server.number("check_duration")),
              Checks.health(server),
              Checks.words(server)));
    }
    if (hasAgent) {
      lines.add(
          line(
              process + " agent",
              status,
              Checks.agentResult(server),
              Amounts.milliseconds(server.number("agent_duration")),
              "",
              Checks.agentWords(server)));
    }
    if (!isChecked && !hasAgent) {
      lines.add(line(process, status, "none", "", "", ""));
    }
  }

  private static Line line(
      String process, String status, String found, String took, String health, String words) {
    return Line.builder()
        .name(process, PROCESS_WIDTH, Tone.PLAIN)
        .add(" ")
        .left(status, STATUS_WIDTH, Standing.ofStatus(status))
        .add(" ")
        .left(found, FOUND_WIDTH, Tone.PLAIN)
        .right(took, 6, Tone.PLAIN)
        .add(" ")
        .left(health, 6, Tone.PLAIN)
        .add(" ")
        .add(words)
        .build();
  }

  /** The results that were another than before while the program was running, the latest first. */
  static List<Line> seen(Sample sample, Item item) {
    var lines = new ArrayList<Line>();
    for (var change : sample.checks().reversed()) {
      if (isOf(item, change)) {
        lines.add(line(change));
      }
    }
    if (!lines.isEmpty()) {
      lines.addFirst(Line.of("Seen since the start, the latest first", Tone.HEADING));
      lines.addFirst(Line.EMPTY);
    }
    return lines;
  }

  private static boolean isOf(Item item, CheckChange change) {
    return change.server().equals(item.name())
        && change.backend().equals(item.proxy())
        && (item.process().isEmpty() || item.process().get().equals(change.process()));
  }

  private static Line line(CheckChange change) {
    return Line.builder()
        .add(Header.clock(change.time()) + " ", Tone.DIM)
        .name(change.process().shortName(), PROCESS_WIDTH, Tone.PLAIN)
        .add(" ")
        .left(change.status(), STATUS_WIDTH, Standing.ofStatus(change.status()))
        .add(" ")
        .left(change.check(), FOUND_WIDTH, Tone.PLAIN)
        .add(" " + change.text())
        .build();
  }
}
