package org.haproxystats.admin.top;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.haproxystats.runtime.stats.ObjectKind;

/** Everything about one frontend, backend or server. */
final class Detail {
  private static final int LABEL_WIDTH = 12;
  private static final int NUMBER_WIDTH = 8;

  private final Item item;
  private final Glyphs glyphs;
  private final List<Line> lines = new ArrayList<>();

  private Detail(Item item, Glyphs glyphs) {
    this.item = item;
    this.glyphs = glyphs;
  }

  /** All lines, however many there are. */
  static List<Line> lines(Sample sample, Item.Key key, Glyphs glyphs, int width) {
    var found = sample.find(key);
    if (found.isEmpty()) {
      return List.of(
          Line.of(key.proxy() + " " + key.name() + " is there no more. Esc goes back.", Tone.WARN));
    }
    var detail = new Detail(found.get(), glyphs);
    detail.addTitle();
    if (key.kind() == ObjectKind.SERVER) {
      detail.lines.addAll(CheckLines.last(sample, found.get()));
      detail.lines.add(Line.EMPTY);
    }
    detail.addNumbers();
    detail.addResponses();
    detail.addTimes("times", "");
    detail.addTimes("at most", "_max");
    detail.addCourse(width);
    if (key.kind() == ObjectKind.SERVER) {
      detail.lines.addAll(CheckLines.seen(sample, found.get()));
    }
    return detail.lines;
  }

  private void addTitle() {
    var line = Line.builder();
    line.add(item.kind().name().toLowerCase(Locale.ROOT) + " " + item.fullName(), Tone.TITLE);
    line.add("  ").add(Standing.status(item), Standing.ofStatus(item));
    double since = item.number("lastchg");
    if (since >= 0) {
      line.add(" for " + Amounts.duration(since));
    }
    item.process().ifPresent(process -> line.add("  in " + process.shortName()));
    lines.add(line.build());
    var facts = new ArrayList<String>();
    fact(facts, "address", item.text("addr"));
    fact(facts, "mode", item.text("mode"));
    fact(facts, "balance", item.text("algo"));
    fact(facts, "cookie", item.text("cookie"));
    fact(facts, "tracks", item.text("tracked"));
    if (item.kind() != ObjectKind.FRONTEND) {
      fact(facts, "weight", weight());
    }
    if (item.kind() == ObjectKind.BACKEND) {
      fact(facts, "servers", Standing.servers(item));
    }
    if (item.kind() == ObjectKind.SERVER && item.number("bck") > 0) {
      facts.add("backup");
    }
    if (item.number("throttle") < 100) {
      fact(facts, "slow start", Amounts.count(item.number("throttle")) + "%");
    }
    lines.add(Line.of(String.join("  ", facts), Tone.PLAIN));
    lines.add(Line.EMPTY);
  }

  private static void fact(List<String> facts, String name, String value) {
    if (!value.isEmpty()) {
      facts.add(name + " " + value);
    }
  }

  private String weight() {
    double now = item.number("weight");
    double set = item.number("uweight");
    boolean same = Double.isNaN(set) || set == now;
    return Amounts.count(now) + (same ? "" : " (set to " + Amounts.count(set) + ")");
  }

  private void addNumbers() {
    var heads = Line.builder().add(" ".repeat(LABEL_WIDTH));
    for (var head : List.of("NOW", "/S", "MAX", "LIMIT", "TOTAL")) {
      heads.right(head, NUMBER_WIDTH, Tone.HEADING);
    }
    lines.add(heads.build());
    double sessions = item.number("scur");
    row(
        "sessions",
        sessions,
        item.rate("stot"),
        item.number("smax"),
        item.number("slim"),
        item.number("stot"),
        Standing.ofSessions(item));
    row(
        "requests",
        Double.NaN,
        item.rate("req_tot"),
        Double.NaN,
        Double.NaN,
        item.number("req_tot"),
        Tone.PLAIN);
    row(
        "queue",
        item.number("qcur"),
        Double.NaN,
        item.number("qmax"),
        item.number("qlimit"),
        Double.NaN,
        Standing.ofQueue(item));
    row(
        "bytes in",
        Double.NaN,
        item.rate("bin"),
        Double.NaN,
        Double.NaN,
        item.number("bin"),
        Tone.PLAIN);
    row(
        "bytes out",
        Double.NaN,
        item.rate("bout"),
        Double.NaN,
        Double.NaN,
        item.number("bout"),
        Tone.PLAIN);
    trouble("denied", "dreq", "dresp");
    trouble("errors", "ereq", "econ", "eresp", "eint");
    trouble("retries", "wretr", "wredis");
    trouble("aborted", "cli_abrt", "srv_abrt");
  }

  private void row(
      String label, double now, double rate, double max, double limit, double total, Tone tone) {
    if (Double.isNaN(now) && Double.isNaN(total)) {
      return; // this kind of object does not have it
    }
    var line = Line.builder().left(label, LABEL_WIDTH, Tone.PLAIN);
    number(line, now, tone);
    number(line, rate, Tone.PLAIN);
    number(line, max, Tone.PLAIN);
    number(line, limit > 0 ? limit : Double.NaN, Tone.PLAIN);
    number(line, total, Tone.PLAIN);
    lines.add(line.build());
  }

  private static void number(Line.Builder line, double value, Tone tone) {
    boolean calm = tone == Tone.PLAIN && !(value > 0);
    line.right(Amounts.count(value), NUMBER_WIDTH, calm ? Tone.DIM : tone);
  }

  /** Counters of what should not be: their rate, their total, and what each of them is. */
  private void trouble(String label, String... counters) {
    double total = Double.NaN;
    var parts = new ArrayList<String>();
    for (var counter : counters) {
      double value = item.number(counter);
      if (!Double.isNaN(value)) {
        total = (Double.isNaN(total) ? 0 : total) + value;
        parts.add(counter + " " + Amounts.count(value));
      }
    }
    if (Double.isNaN(total)) {
      return;
    }
    double rate = item.rates(counters);
    var line = Line.builder().left(label, LABEL_WIDTH, Tone.PLAIN);
    number(line, Double.NaN, Tone.PLAIN);
    number(line, rate, rate > 0 ? Tone.WARN : Tone.PLAIN);
    number(line, Double.NaN, Tone.PLAIN);
    number(line, Double.NaN, Tone.PLAIN);
    number(line, total, Tone.PLAIN);
    lines.add(line.add("  " + String.join(", ", parts), Tone.DIM).build());
  }

  private void addResponses() {
    if (Double.isNaN(item.number("hrsp_2xx"))) {
      return;
    }
    var line = Line.builder().left("responses/s", LABEL_WIDTH, Tone.PLAIN);
    for (var code : List.of("1xx", "2xx", "3xx", "4xx", "5xx", "other")) {
      double rate = item.rate("hrsp_" + code);
      var tone = code.equals("5xx") && rate > 0 ? Tone.WARN : Tone.PLAIN;
      line.add("  " + code + " ", Tone.DIM).add(Amounts.count(rate), tone);
    }
    lines.add(line.build());
  }

  /** The mean times over recent requests, or the longest. */
  private void addTimes(String label, String suffix) {
    if (Double.isNaN(item.number("ttime" + suffix))) {
      return;
    }
    var line = Line.builder().left(label, LABEL_WIDTH, Tone.PLAIN);
    time(line, "queue", "qtime" + suffix);
    time(line, "connect", "ctime" + suffix);
    time(line, "response", "rtime" + suffix);
    time(line, "total", "ttime" + suffix);
    lines.add(line.build());
  }

  private void time(Line.Builder line, String label, String field) {
    line.add("  " + label + " ", Tone.DIM).add(Amounts.milliseconds(item.number(field)));
  }

  private void addCourse(int width) {
    int room = Math.min(ObjectTable.COURSE_KEPT, Math.max(0, width - LABEL_WIDTH - 12));
    lines.add(
        Line.builder()
            .left("req/s", LABEL_WIDTH, Tone.PLAIN)
            .add("  ")
            .latest(glyphs.trend(item.course()), room, Tone.NOTE)
            .add(" " + Amounts.count(item.traffic()))
            .build());
  }
}
