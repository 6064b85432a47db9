package org.haproxystats.admin.top;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.haproxystats.admin.Outcome;
import org.haproxystats.admin.Results;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.stats.InfoReader;
import org.haproxystats.runtime.stats.MalformedStatisticsException;
import org.haproxystats.runtime.stats.StatCsvReader;

/** What processes are made to say in one pass after the other, and the samples of it. */
final class Passes {
  static final Endpoint ONE = new Endpoint.Unix(Path.of("/run/one.sock"));
  static final Endpoint TWO = new Endpoint.Unix(Path.of("/run/two.sock"));

  private final Sampler sampler = new Sampler();
  private final List<Outcome<Reading>> answers = new ArrayList<>();
  private LocalTime time = LocalTime.of(12, 0);
  private long millis = 1_000_000;

  /** The fields of {@code show info} that matter most here. */
  static String info(long pid, long uptime, long requests) {
    return """
        Version: 3.0.11-1+deb13u3
        Pid: %d
        Uptime_sec: %d
        Maxconn: 1000
        CurrConns: 850
        ConnRate: 12
        ConnRateLimit: 0
        SessRate: 11
        SessRateLimit: 100
        CumReq: %d
        Idle_pct: 88
        Run_queue: 1
        Tasks: 34
        """
        .formatted(pid, uptime, requests);
  }

  /**
   * Adds the answer of a process.
   *
   * @param stat {@code show stat} as CSV, without the comma that ends each line and with blanks
   *     between cells for better reading
   */
  Passes answer(Endpoint process, String info, String stat) {
    try {
      var fields = new Fields().statAggregator();
      var csv = stat.replace(" ", "").replace("~", " ").replace("\n", ",\n");
      var table =
          new StatCsvReader(fields.fields(), fields.textFields())
              .read(new ByteArrayInputStream(("# " + csv + "\n").getBytes(UTF_8)));
      if (!table.problems().isEmpty()) {
        throw new IllegalArgumentException(table.problems().toString());
      }
      answers.add(
          new Outcome.Done<>(process, new Reading(InfoReader.read(info.getBytes(UTF_8)), table)));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MalformedStatisticsException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Says that a process does not answer. */
  Passes silence(Endpoint process, String reason) {
    answers.add(new Outcome.Failed<>(process, new IOException(reason)));
    return this;
  }

  /** The sample of what was answered, some time after the last one. */
  Sample after(Duration pause) {
    time = time.plus(pause);
    millis += pause.toMillis();
    var sample = sampler.take(time, millis, Duration.ofMillis(3), new Results<>(answers));
    answers.clear();
    return sample;
  }

  /** The rows of a small site, with some counters. */
  static String site(Map<String, Long> requests) {
    return """
        pxname, svname,   type, status, scur, smax, slim, stot, req_tot, bin, bout, qcur, qmax, econ, weight, act, bck, check_status, check_code, last_chk, lastchg, hrsp_5xx, rtime, lbtot
        web,    FRONTEND, 0,    OPEN,   85,   90,   100,  %1$d, %1$d,    %1$d, %2$d, ,    ,     ,     ,       ,    ,    ,             ,           ,         ,        0, ,
        app,    BACKEND,  1,    UP,     40,   50,   20,   %1$d, %1$d,    %1$d, %2$d, 0,   0,    0,    30,     2,   0,   ,             ,           ,         3700,    0,        12, %1$d
        app,    one,      2,    UP,     30,   40,   0,    %1$d, %1$d,    %1$d, %2$d, 0,   0,    0,    10,     1,   0,   L7OK,         200,        ,         3700,    0,        12, %1$d
        app,    two,      2,    UP,     10,   40,   0,    %1$d, %1$d,    %1$d, %2$d, 3,   0,    0,    20,     1,   0,   L7OK,         200,        ,         45,      0,        2000, %1$d
        app,    three,    2,    MAINT,  0,    0,    0,    0,    0,       0,   0,    0,   0,    0,    1,      1,   0,   ,             ,           ,         3700,    0,        0, %1$d
        mail,   BACKEND,  1,    DOWN,   0,    0,    20,   0,    0,       0,   0,    0,   0,    0,    0,      0,   0,   ,             ,           ,         61,      0,        0, %1$d
        mail,   mx,       2,    DOWN,   0,    0,    0,    0,    0,       0,   0,    0,   0,    0,    1,      1,   0,   L4CON,        ,           Connection~refused, 61, 0,  0, %1$d
        """
        .formatted(requests.getOrDefault("requests", 0L), requests.getOrDefault("bytes", 0L));
  }

  /** Two passes over the small site, two seconds apart, in which there were 100 requests. */
  static Sample sample() {
    var passes = new Passes();
    passes
        .answer(ONE, info(41, 90_000, 1000), site(Map.of("requests", 1000L, "bytes", 2000L)))
        .after(Duration.ofSeconds(2));
    return passes
        .answer(ONE, info(41, 90_002, 1100), site(Map.of("requests", 1100L, "bytes", 5000L)))
        .after(Duration.ofSeconds(2));
  }
}
