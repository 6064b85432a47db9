package org.haproxystats.sink.prometheus;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.sink.SnapshotNeeds;

/**
 * Every metric that there is, in the order of the page. The data are in the files beside this
 * class; nothing else in this package knows a metric by its name.
 */
final class Families {
  /** In this order HAProxy's exporter shows them; the collector follows. */
  private static final List<ObjectKind> ORDER =
      List.of(
          ObjectKind.DAEMON,
          ObjectKind.FRONTEND,
          ObjectKind.LISTENER,
          ObjectKind.BACKEND,
          ObjectKind.SERVER,
          ObjectKind.COLLECTOR);

  private final List<Family> families;

  private Families(List<Family> families) {
    this.families = List.copyOf(families);
  }

  /** Reads the list of metrics that comes with this package. */
  static Families load(NameStyle names) {
    try (var in = Families.class.getResourceAsStream(names.resource())) {
      if (in == null) {
        throw new IllegalStateException(names.resource() + " is missing beside " + Families.class);
      }
      return parse(names, new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + names.resource(), e);
    }
  }

  private static Families parse(NameStyle names, BufferedReader text) throws IOException {
    var lines = text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).skip(1);
    var rows = lines.map(Families::cells).toList();
    var families = new ArrayList<Family>();
    for (var kind : ORDER) {
      for (var row : rows) {
        if (row[0].indexOf(letter(kind)) >= 0) {
          add(families, names, kind, row);
        }
      }
    }
    return new Families(families);
  }

  private static char letter(ObjectKind kind) {
    return switch (kind) {
      case DAEMON, PROCESS -> 'D';
      case FRONTEND -> 'F';
      case LISTENER -> 'L';
      case BACKEND -> 'B';
      case SERVER, SERVER_IN_ALL_BACKENDS -> 'S';
      case COLLECTOR -> 'C';
    };
  }

  private static String[] cells(String line) {
    var cells = line.split("\\|", 6);
    if (cells.length != 6) {
      throw new IllegalArgumentException("a metric has six cells: " + line);
    }
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cells[i].strip();
    }
    return cells;
  }

  /** Adds a family, or another source to the last one. */
  private static void add(List<Family> families, NameStyle names, ObjectKind kind, String[] cells) {
    var options = options(cells[4]);
    var source = source(cells[1], options);
    var family =
        new Family(
            names.prefix(kind) + cells[2],
            kind,
            cells[3].equals("counter"),
            cells[5],
            Optional.ofNullable(options.get("mod")),
            options.containsKey("quirk"),
            List.of(source));
    if (!families.isEmpty() && families.getLast().name().equals(family.name())) {
      var first = families.removeLast();
      var sources = new ArrayList<>(first.sources());
      sources.add(source);
      family =
          new Family(
              first.name(),
              kind,
              first.counter(),
              first.help(),
              first.module(),
              first.quirk(),
              sources);
    }
    families.add(family);
  }

  private static Map<String, String> options(String text) {
    var options = new HashMap<String, String>();
    if (!text.isEmpty()) {
      for (var option : text.split(" +", -1)) {
        int equals = option.indexOf('=');
        options.put(
            equals < 0 ? option : option.substring(0, equals),
            equals < 0 ? "" : option.substring(equals + 1));
      }
    }
    return options;
  }

  private static Source source(String field, Map<String, String> options) {
    if (options.containsKey("states")) {
      return new Source.InState(field);
    }
    if (options.containsKey("up")) {
      return new Source.Up(field);
    }
    var older = Optional.ofNullable(options.get("or"));
    var label = options.get("label");
    if (label != null) {
      return new Source.Text(field, older, label);
    }
    var servers = options.get("servers");
    if (servers != null) {
      return new Source.ServersInState(servers);
    }
    var status = options.get("with");
    if (status != null) {
      return new Source.Code(field, status);
    }
    return new Source.Value(
        field,
        older.map(Families::older),
        options.containsKey("ms"),
        absent(options),
        options.containsKey("http"),
        fixedLabel(options));
  }

  private static Source.Older older(String text) {
    int times = text.indexOf('*');
    return times < 0
        ? new Source.Older(text, 1)
        : new Source.Older(text.substring(0, times), Long.parseLong(text.substring(times + 1)));
  }

  private static Source.Absent absent(Map<String, String> options) {
    if (options.containsKey("present")) {
      return Source.Absent.NOTHING;
    }
    return options.containsKey("zero") ? Source.Absent.ZERO : Source.Absent.NAN;
  }

  private static String fixedLabel(Map<String, String> options) {
    var label = options.getOrDefault("const", "");
    var module = options.get("mod");
    if (module != null) {
      return "mod=\"" + module + "\"";
    }
    int colon = label.indexOf(':');
    return colon < 0 ? "" : label.substring(0, colon) + "=\"" + label.substring(colon + 1) + "\"";
  }

  /** Those that a page with these settings has. */
  static Families of(PrometheusSettings settings) {
    var families = load(settings.names());
    return settings.rates() ? families.withRates() : families;
  }

  /** The same with what a counter grows by in a second beside each counter. */
  Families withRates() {
    return new Families(
        families.stream()
            .flatMap(family -> Stream.concat(Stream.of(family), family.perSecond().stream()))
            .toList());
  }

  /** All of them, those of a kind together. */
  List<Family> all() {
    return families;
  }

  /** What they take of each snapshot. */
  Map<ObjectKind, SnapshotNeeds.Fields> fields() {
    var names = new EnumMap<ObjectKind, Set<String>>(ObjectKind.class);
    for (var family : families) {
      if (family.kind() != ObjectKind.COLLECTOR) {
        var all = names.computeIfAbsent(family.kind(), kind -> new LinkedHashSet<>(always(kind)));
        family.sources().forEach(source -> addFields(source, all));
      }
    }
    var fields = new EnumMap<ObjectKind, SnapshotNeeds.Fields>(ObjectKind.class);
    names.forEach(
        (kind, all) ->
            fields.put(kind, new SnapshotNeeds.Fields(List.copyOf(all), List.copyOf(all))));
    return fields;
  }

  /** What it takes to know the mode of a proxy, the start of a process, and so on. */
  private static List<String> always(ObjectKind kind) {
    return kind == ObjectKind.DAEMON
        ? List.of(KeptTable.START, KeptTable.UPTIME, KeptTable.DESCRIPTION)
        : List.of(KeptTable.MODE, KeptTable.RESPONSES, KeptTable.STATUS);
  }

  private static void addFields(Source source, Set<String> names) {
    switch (source) {
      case Source.Value value -> {
        names.add(value.field());
        value.older().ifPresent(older -> names.add(older.field()));
      }
      case Source.Text text -> {
        names.add(text.field());
        text.older().ifPresent(names::add);
      }
      case Source.Code code -> {
        names.add(code.field());
        names.add(code.status());
      }
      case Source.InState state -> names.add(state.field());
      case Source.Up up -> names.add(up.field());
      case Source.ServersInState _ -> {} // The servers' own families need them too.
    }
  }
}
