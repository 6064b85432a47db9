package org.haproxystats.admin.top;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.haproxystats.admin.Outcome;
import org.haproxystats.admin.Results;
import org.haproxystats.admin.top.Listing.Entry;
import org.haproxystats.admin.top.Listing.Value;
import org.haproxystats.admin.top.Rows.Align;
import org.haproxystats.admin.top.Rows.Heading;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.event.EventSink;
import org.haproxystats.runtime.session.CapturedErrors;
import org.haproxystats.runtime.session.Session;
import org.haproxystats.runtime.table.TableEntry;
import org.haproxystats.runtime.table.TableInfo;

/** Makes listings of what the processes have answered. */
final class Listings {
  static final Heading PROCESS = new Heading("PROCESS", 12, Align.LEFT, 1);

  /**
   * HAProxy's name for the frontend of its stats sockets, which this program itself is a client of.
   */
  private static final String STATS_SOCKETS = "GLOBAL";

  private static final Pattern SOURCE = Pattern.compile("\\bsrc ([^\\s,]+)");

  /** A session in one process. HAProxy uses the pointer again when the session has ended. */
  record SessionKey(Endpoint process, String pointer, String source) {}

  /** Something of one process, by its name there. */
  private record Key(Endpoint process, String name) {}

  private Listings() {}

  static Listing sessions(Results<Excerpt<Session>> results) {
    var headings =
        List.of(
            new Heading("CLIENT", 20, Align.NAME, 0),
            PROCESS,
            new Heading("AGE", 6, Align.RIGHT, 1),
            new Heading("PROTOCOL", 11, Align.LEFT, 4),
            new Heading("FRONTEND", 14, Align.LEFT, 2),
            new Heading("SERVER", 18, Align.REST, 2));
    return listing(
        headings,
        results,
        (process, sessions) ->
            sessions.kept().stream()
                .filter(session -> !session.frontend().equals(STATS_SOCKETS))
                .map(session -> entry(process, session))
                .toList());
  }

  private static Entry entry(Endpoint process, Session session) {
    var server =
        session.backend().map(backend -> backend + "/" + session.server().orElse("")).orElse("");
    var values =
        List.of(
            Value.text(session.source()),
            Value.text(process.shortName()),
            session.age().map(Value::duration).orElse(Value.text("")),
            Value.text(session.protocol()),
            Value.text(session.frontend()),
            Value.text(server));
    var details = new ArrayList<String>();
    details.add("session " + session.pointer() + " in " + process.shortName());
    session.fields().forEach((name, value) -> details.add(name + " " + value));
    return new Entry(new SessionKey(process, session.pointer(), session.source()), values, details);
  }

  static Listing tables(Results<List<TableInfo>> results) {
    var headings =
        List.of(
            new Heading("TABLE", 20, Align.NAME, 0),
            PROCESS,
            new Heading("TYPE", 8, Align.LEFT, 1),
            new Heading("SIZE", 6, Align.RIGHT, 1),
            new Heading("USED", 6, Align.RIGHT, 1),
            new Heading("FULL", 5, Align.RIGHT, 1));
    return listing(
        headings,
        results,
        (process, tables) -> tables.stream().map(table -> entry(process, table)).toList());
  }

  private static Entry entry(Endpoint process, TableInfo table) {
    double share = table.size() == 0 ? 0 : (double) table.used() / table.size();
    var values =
        List.of(
            Value.text(table.name()),
            Value.text(process.shortName()),
            Value.text(table.type()),
            Value.count(table.size()),
            Value.count(table.used()),
            new Value(Amounts.percent(share), share, Standing.ofShare(share, 1)));
    return new Entry(new Key(process, table.name()), values, List.of());
  }

  /** The entries of one stick table; its columns are what the table stores. */
  static Listing entries(Results<Excerpt<TableEntry>> results) {
    var headings = new ArrayList<Heading>();
    headings.add(new Heading("KEY", 20, Align.NAME, 0));
    headings.add(PROCESS);
    headings.add(new Heading("USE", 3, Align.RIGHT, 1));
    headings.add(new Heading("EXPIRES", 7, Align.RIGHT, 1));
    var types =
        results.values().stream()
            .flatMap(entries -> entries.kept().stream())
            .flatMap(entry -> entry.data().keySet().stream())
            .distinct()
            .toList();
    for (var type : types) {
      headings.add(new Heading(type, Math.max(5, type.length()), Align.RIGHT, headings.size()));
    }
    return listing(
        headings,
        results,
        (process, entries) ->
            entries.kept().stream().map(entry -> entry(process, entry, types)).toList());
  }

  private static Entry entry(Endpoint process, TableEntry entry, List<String> types) {
    var values = new ArrayList<Value>();
    values.add(Value.text(entry.key()));
    values.add(Value.text(process.shortName()));
    values.add(Value.count(entry.use()));
    values.add(Value.duration(entry.expiresIn()));
    for (var type : types) {
      var stored = entry.data().getOrDefault(type, "");
      var number = entry.number(type.replaceFirst("\\(.*", ""));
      values.add(number.isPresent() ? Value.count(number.getAsLong()) : Value.text(stored));
    }
    var details = new ArrayList<String>();
    details.add("key " + entry.key());
    entry.data().forEach((type, value) -> details.add(type + " " + value));
    return new Entry(new Key(process, entry.key()), values, details);
  }

  static Listing errors(Results<CapturedErrors> results) {
    var headings =
        List.of(
            new Heading("TIME", 19, Align.LEFT, 0),
            PROCESS,
            new Heading("PROXY", 14, Align.LEFT, 0),
            new Heading("INVALID", 8, Align.LEFT, 0),
            new Heading("CLIENT", 20, Align.REST, 2));
    return listing(
        headings,
        results,
        (process, errors) -> errors.errors().stream().map(error -> entry(process, error)).toList());
  }

  private static Entry entry(Endpoint process, CapturedErrors.Captured error) {
    var lines = error.text().lines().toList();
    var source = SOURCE.matcher(error.text());
    var time = error.time().withNano(0).toString().replace('T', ' ');
    var values =
        List.of(
            Value.text(time),
            Value.text(process.shortName()),
            Value.text(error.proxy()),
            Value.text(error.side().toString()),
            Value.text(source.find() ? source.group(1) : ""));
    return new Entry(new Key(process, error.proxy() + " " + error.side()), values, lines);
  }

  static Listing sinks(Results<List<EventSink>> results) {
    var headings =
        List.of(
            new Heading("SINK", 16, Align.NAME, 0),
            PROCESS,
            new Heading("TYPE", 8, Align.LEFT, 1),
            new Heading("DROPPED", 7, Align.RIGHT, 1),
            new Heading("DESCRIPTION", 20, Align.REST, 1));
    return listing(
        headings,
        results,
        (process, sinks) -> sinks.stream().map(sink -> entry(process, sink)).toList());
  }

  private static Entry entry(Endpoint process, EventSink sink) {
    var values =
        List.of(
            Value.text(sink.name()),
            Value.text(process.shortName()),
            Value.text(sink.type()),
            Value.count(sink.dropped()),
            Value.text(sink.description()));
    return new Entry(new Key(process, sink.name()), values, List.of());
  }

  /** What one process's answer becomes. */
  @FunctionalInterface
  private interface Rendering<T> {
    List<Entry> entries(Endpoint process, T answer);
  }

  private static <T> Listing listing(
      List<Heading> headings, Results<T> results, Rendering<T> rendering) {
    var entries = new ArrayList<Entry>();
    for (var outcome : results.outcomes()) {
      if (outcome instanceof Outcome.Done<T>(var endpoint, var answer)) {
        entries.addAll(rendering.entries(endpoint, answer));
      }
    }
    boolean single = results.outcomes().size() == 1;
    var shown =
        headings.stream()
            .map(heading -> single && heading.equals(PROCESS) ? heading.hidden() : heading)
            .toList();
    return new Listing(shown, entries, note(results));
  }

  private static String note(Results<?> results) {
    var notes = new ArrayList<String>();
    for (var value : results.values()) {
      if (value instanceof Excerpt<?> excerpt && excerpt.isCut()) {
        notes.add("only the first %d of %d".formatted(excerpt.kept().size(), excerpt.all()));
      }
    }
    results.failures().forEach(failure -> notes.add(String.valueOf(failure.reason().getMessage())));
    return String.join("; ", notes);
  }
}
