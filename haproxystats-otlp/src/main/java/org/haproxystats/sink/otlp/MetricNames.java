package org.haproxystats.sink.otlp;

import io.opentelemetry.api.common.Attributes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.haproxystats.runtime.stats.Field;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.ObjectKind;

/**
 * What metrics are called in OpenTelemetry. The data are in {@code metrics.txt} beside this class;
 * what is not there, such as the counters of HAProxy's modules and fields of a newer HAProxy, is
 * called after its field.
 */
final class MetricNames {
  private static final String RESOURCE = "metrics.txt";
  private static final Pattern MODULE = Pattern.compile("(h1|h2|h3|quic|ssl)_(.+)");

  /** Units of the catalogue that are no plain word for what is counted. */
  private static final Map<String, String> UNITS =
      Map.of("", "1", "bytes", "By", "B/s", "By/s", "MB", "MiBy", "/s", "1/s", "0/1", "1");

  private static final Pattern UCUM = Pattern.compile("%|ms|s|1");

  /**
   * One metric.
   *
   * @param unit in UCUM
   * @param attributes what tells its values apart from others of the same name
   */
  record Name(String name, String unit, String description, Attributes attributes) {}

  private record Key(ObjectKind kind, String field) {}

  private final FieldCatalog catalog;
  private final Map<Key, Name> names = new HashMap<>();

  private MetricNames(FieldCatalog catalog) {
    this.catalog = catalog;
  }

  /**
   * Reads the list of names that comes with this package.
   *
   * @param catalog for the descriptions
   */
  static MetricNames load(FieldCatalog catalog) {
    try (var in = MetricNames.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing beside " + MetricNames.class);
      }
      var all = new MetricNames(catalog);
      var text = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      text.lines().filter(line -> !line.startsWith("#")).skip(1).forEach(all::add);
      return all;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  private void add(String line) {
    var cells = line.split("\\|", -1);
    if (cells.length != 5) {
      throw new IllegalArgumentException("a metric has five cells: " + line);
    }
    var field = cells[1].strip();
    for (char letter : cells[0].strip().toCharArray()) {
      var kind = kind(letter);
      var attributes = attributes(cells[4].strip());
      // What stands for several fields is described by its name.
      var description = attributes.isEmpty() ? meaning(kind, field) : "";
      names.put(
          new Key(kind, field),
          new Name(cells[2].strip(), cells[3].strip(), description, attributes));
    }
  }

  private static ObjectKind kind(char letter) {
    return switch (letter) {
      case 'D' -> ObjectKind.DAEMON;
      case 'F' -> ObjectKind.FRONTEND;
      case 'B' -> ObjectKind.BACKEND;
      case 'S' -> ObjectKind.SERVER;
      case 'L' -> ObjectKind.LISTENER;
      case 'C' -> ObjectKind.COLLECTOR;
      default -> throw new IllegalArgumentException("no kind of object: " + letter);
    };
  }

  private static Attributes attributes(String text) {
    int colon = text.indexOf(':');
    return colon < 0
        ? Attributes.empty()
        : Attributes.builder().put(text.substring(0, colon), text.substring(colon + 1)).build();
  }

  private String meaning(ObjectKind kind, String field) {
    return catalog.field(kind, field).map(Field::meaning).orElse("");
  }

  /** What a metric of objects of a kind is called; a rate, after its counter. */
  Name of(ObjectKind kind, Metric metric) {
    if (metric.isPerSecond()) {
      var counter = of(kind, metric.grown());
      return new Name(
          counter.name() + "_per_second", counter.unit() + "/s", "", counter.attributes());
    }
    var own =
        switch (kind) {
          case PROCESS -> ObjectKind.DAEMON;
          case SERVER_IN_ALL_BACKENDS -> ObjectKind.SERVER;
          default -> kind;
        };
    return names.computeIfAbsent(
        new Key(own, metric.name()),
        _ ->
            new Name(
                prefix(own) + afterField(metric.name()),
                unit(metric.unit()),
                meaning(own, metric.name()),
                Attributes.empty()));
  }

  private static String prefix(ObjectKind kind) {
    return switch (kind) {
      case DAEMON -> "haproxy.process.";
      case COLLECTOR -> "haproxystats.";
      default -> "haproxy.";
    };
  }

  private static String afterField(String field) {
    var name = field.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
    var module = MODULE.matcher(name);
    return module.matches() ? module.group(1) + "." + module.group(2) : name;
  }

  private static String unit(String unit) {
    var known = UNITS.get(unit);
    if (known != null) {
      return known;
    }
    return UCUM.matcher(unit).matches() ? unit : "{" + unit + "}";
  }
}
