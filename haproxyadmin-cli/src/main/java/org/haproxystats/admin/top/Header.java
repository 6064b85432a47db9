package org.haproxystats.admin.top;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The lines at the top of the screen: the processes, and how much of their limits is used. */
final class Header {
  private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss");
  private static final Pattern VERSION = Pattern.compile("\\d+\\.\\d+(\\.\\d+|-dev\\d+)?");
  private static final int BAR_WIDTH = 10;
  private static final int COURSE_WIDTH = 16;

  private final Sample sample;
  private final Glyphs glyphs;

  private Header(Sample sample, Glyphs glyphs) {
    this.sample = sample;
    this.glyphs = glyphs;
  }

  /**
   * The lines.
   *
   * @param most how many of them may be about single processes, where they are shown apart
   */
  static List<Line> lines(Sample sample, ViewState state, Glyphs glyphs, int width, int most) {
    var header = new Header(sample, glyphs);
    var lines = new ArrayList<Line>();
    lines.add(header.who(state.interval(), width));
    lines.add(header.limits());
    lines.add(header.traffic());
    lines.addAll(state.apart() ? header.each(most) : header.silent(most));
    return lines;
  }

  /** The clock as the header shows it. */
  static String clock(LocalTime time) {
    return time.format(CLOCK);
  }

  /** How often HAProxy is asked, in a few characters. */
  static String interval(Duration interval) {
    return Amounts.count(interval.toMillis() / 1000.0) + "s";
  }

  private Line who(Duration interval, int width) {
    var versions = sample.each().stream().map(Header::version).distinct().toList();
    var line = Line.builder().add("HAProxy " + String.join(", ", versions), Tone.TITLE);
    if (!sample.silent().isEmpty()) {
      line.add("  " + sample.silent().size() + " of " + sample.processes(), Tone.BAD);
      line.add(sample.processes() == 1 ? " process does not answer" : " do not answer", Tone.BAD);
    } else if (sample.processes() > 1) {
      line.add("  " + sample.processes() + " processes");
    }
    line.add("  up " + Amounts.duration(sample.all().number("Uptime_sec")));
    if (sample.all().number("Stopping") > 0) {
      line.add("  stopping", Tone.WARN);
    }
    sample.all().texts("node").forEach(node -> line.add("  on " + node));
    sample.all().texts("description").forEach(text -> line.add("  " + text));
    var right = "every " + interval(interval) + "  " + clock(sample.time());
    return fitted(line, right, width);
  }

  /** HAProxy's version without the distribution's own. */
  private static String version(Figures process) {
    var text = String.join("", process.texts("Version"));
    var number = VERSION.matcher(text);
    return number.lookingAt() ? number.group() : text;
  }

  /** What is on the right wins over what is too long on the left. */
  private static Line fitted(Line.Builder left, String right, int width) {
    if (left.width() + right.length() + 2 > width) {
      return left.build();
    }
    return left.to(width - right.length()).add(right, Tone.DIM).build();
  }

  private Line limits() {
    var all = sample.all();
    double used = all.number("CurrConns");
    double limit = all.number("Maxconn");
    var tone = Standing.ofShare(used, limit);
    var line = Line.builder();
    line.add("Conn ").add(ofLimit(used, limit) + " " + Amounts.percent(used / limit), tone);
    line.add(" ").add(glyphs.bar(used / limit, BAR_WIDTH), tone == Tone.PLAIN ? Tone.GOOD : tone);
    rate(line.add("  "), "ConnRate", "ConnRateLimit");
    rate(line.add("  Sess "), "SessRate", "SessRateLimit");
    double tls = all.number("CurrSslConns");
    if (tls > 0 || all.number("MaxSslConns") > 0) {
      double most = all.number("MaxSslConns");
      line.add("  TLS ").add(ofLimit(tls, most), Standing.ofShare(tls, most)).add(" ");
      rate(line, "SslRate", "SslRateLimit");
    }
    return line.add("  CPU ").add(cpu(), Standing.ofShare(busiest(), 100)).build();
  }

  private static String ofLimit(double used, double limit) {
    return Amounts.count(used) + (limit > 0 ? "/" + Amounts.count(limit) : "");
  }

  private void rate(Line.Builder line, String field, String limitField) {
    double rate = sample.all().number(field);
    double limit = sample.all().number(limitField);
    line.add(Amounts.count(rate) + "/s", Standing.ofShare(rate, limit));
    if (limit > 0) {
      line.add(" of " + Amounts.count(limit));
    }
  }

  /** The mean over the processes and, where they differ, the busiest of them. */
  private String cpu() {
    long mean = Math.round(100 - sample.all().number("Idle_pct"));
    long most = Math.round(busiest());
    return mean + "%" + (sample.each().size() > 1 && most > mean ? " max " + most + "%" : "");
  }

  private double busiest() {
    return sample.each().stream()
        .mapToDouble(each -> 100 - each.number("Idle_pct"))
        .max()
        .orElse(Double.NaN);
  }

  private Line traffic() {
    var all = sample.all();
    var course = new float[Math.min(COURSE_WIDTH, sample.course().size())];
    int skipped = sample.course().size() - course.length;
    for (int i = 0; i < course.length; i++) {
      course[i] = sample.course().get(skipped + i);
    }
    return Line.builder()
        .add("Req  ")
        .add(Amounts.count(all.rate("CumReq")) + "/s ")
        .latest(glyphs.trend(course), COURSE_WIDTH, Tone.NOTE)
        .add("  In " + Amounts.count(all.frontendRate("bin")) + "B/s")
        .add("  Out " + Amounts.count(all.frontendRate("bout")) + "B/s")
        .add("  Run queue " + Amounts.count(all.number("Run_queue")))
        .add("  Tasks " + Amounts.count(all.number("Tasks")))
        .build();
  }

  /** A line for each process. */
  private List<Line> each(int most) {
    var lines = new ArrayList<Line>();
    sample.each().forEach(process -> lines.add(line(process)));
    lines.addAll(silent(Integer.MAX_VALUE));
    return shortened(lines, most);
  }

  private static Line line(Figures process) {
    double used = process.number("CurrConns");
    double limit = process.number("Maxconn");
    double cpu = 100 - process.number("Idle_pct");
    var line = Line.builder().add(" ");
    line.name(process.process().orElseThrow().shortName(), 14, Tone.TITLE);
    line.add(" pid ").left(String.join("", process.texts("Pid")), 7, Tone.PLAIN);
    line.add(" ").left(version(process), 8, Tone.PLAIN);
    line.add(" up ").left(Amounts.duration(process.number("Uptime_sec")), 6, Tone.PLAIN);
    line.add(" conn ").left(ofLimit(used, limit), 8, Standing.ofShare(used, limit));
    line.add(" req ").left(Amounts.count(process.rate("CumReq")) + "/s", 6, Tone.PLAIN);
    line.add(" CPU ").add(Math.round(cpu) + "%", Standing.ofShare(cpu, 100));
    if (process.number("Stopping") > 0) {
      line.add(" stopping", Tone.WARN);
    }
    return line.build();
  }

  private List<Line> silent(int most) {
    var lines = new ArrayList<Line>();
    sample.silent().forEach((_, reason) -> lines.add(Line.of(" " + reason, Tone.BAD)));
    return shortened(lines, most);
  }

  private static List<Line> shortened(List<Line> lines, int most) {
    if (lines.size() <= most) {
      return lines;
    }
    var few = new ArrayList<>(lines.subList(0, most - 1));
    few.add(Line.of(" and " + (lines.size() - most + 1) + " more processes", Tone.DIM));
    return few;
  }
}
