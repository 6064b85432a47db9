package org.haproxystats.runtime.stats;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every field that HAProxy has, in any version, with its unit, its meaning and its rules of
 * aggregation. The data are in {@code fields.txt} beside this class; nothing else in this package
 * knows a field by its name.
 */
public final class FieldCatalog {
  private static final String RESOURCE = "fields.txt";

  /** The CPU time that a process uses. */
  public static final DaemonAggregator.Complement CPU_USAGE =
      new DaemonAggregator.Complement("CpuUsagePct", "Idle_pct");

  /** How much of HAProxy's limits is used. */
  public static final List<DaemonAggregator.Percentage> PERCENTAGES =
      List.of(
          new DaemonAggregator.Percentage("ConnPercentage", "CurrConns", "Maxconn"),
          new DaemonAggregator.Percentage("ConnRatePercentage", "ConnRate", "ConnRateLimit"),
          new DaemonAggregator.Percentage("SslConnPercentage", "CurrSslConns", "MaxSslConns"),
          new DaemonAggregator.Percentage("SslRatePercentage", "SslRate", "SslRateLimit"));

  private final List<Field> fields;

  FieldCatalog(List<Field> fields) {
    this.fields = List.copyOf(fields);
  }

  /** {@return the catalogue that comes with this library, read anew} */
  public static FieldCatalog load() {
    try (var in = FieldCatalog.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing beside " + FieldCatalog.class);
      }
      return parse(new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  /**
   * {@return this catalogue with fields that a newer HAProxy has told of itself} What is in the
   * catalogue already stays as it is.
   *
   * @param learnt what {@link TypedFieldReader} has read
   */
  public FieldCatalog with(List<Field> learnt) {
    var all = new ArrayList<>(fields);
    for (var field : learnt) {
      boolean known =
          fields.stream()
              .anyMatch(old -> old.source() == field.source() && old.name().equals(field.name()));
      if (!known) {
        all.add(field);
      }
    }
    return new FieldCatalog(all);
  }

  static FieldCatalog parse(BufferedReader text) throws IOException {
    var fields = new ArrayList<Field>();
    var headerSeen = false;
    for (var line = text.readLine(); line != null; line = text.readLine()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      if (headerSeen) {
        fields.add(parseField(line));
      }
      headerSeen = true;
    }
    return new FieldCatalog(fields);
  }

  private static Field parseField(String line) {
    var cells = line.split("\\|", -1);
    if (cells.length != 10) {
      throw new IllegalArgumentException("a field has ten cells: " + line);
    }
    for (int i = 0; i < cells.length; i++) {
      cells[i] = cells[i].strip();
    }
    return new Field(
        Field.Source.valueOf(cells[0].toUpperCase(Locale.ROOT)),
        cells[1],
        cells[2],
        parseKinds(cells[3]),
        Nature.valueOf(cells[4].toUpperCase(Locale.ROOT)),
        cells[5].equals("number"),
        cells[6],
        Aggregation.parse(cells[7]),
        parseCompatible(cells[8]),
        cells[9]);
  }

  private static Set<ObjectKind> parseKinds(String letters) {
    var kinds = EnumSet.noneOf(ObjectKind.class);
    letters.chars().forEach(letter -> kinds.add(kind(letter)));
    return kinds;
  }

  private static Map<ObjectKind, Aggregation> parseCompatible(String text) {
    var rules = new EnumMap<ObjectKind, Aggregation>(ObjectKind.class);
    if (!text.equals("-")) {
      for (var rule : text.split(" ", -1)) {
        rules.put(kind(rule.charAt(0)), Aggregation.parse(rule.substring(2)));
      }
    }
    return rules;
  }

  private static ObjectKind kind(int letter) {
    return switch (letter) {
      case 'D' -> ObjectKind.DAEMON;
      case 'F' -> ObjectKind.FRONTEND;
      case 'B' -> ObjectKind.BACKEND;
      case 'S' -> ObjectKind.SERVER;
      case 'L' -> ObjectKind.LISTENER;
      default -> throw new IllegalArgumentException("no kind of object: " + (char) letter);
    };
  }

  /** {@return all fields, {@code show info} first, in the order in which HAProxy shows them} */
  public List<Field> fields() {
    return fields;
  }

  /**
   * {@return the field of this name on objects of a kind; empty if no HAProxy has it there}
   *
   * @param kind what the objects are
   * @param name HAProxy's name of the field
   */
  public Optional<Field> field(ObjectKind kind, String name) {
    return fields.stream()
        .filter(field -> field.on().contains(kind) && field.name().equals(name))
        .findFirst();
  }

  /**
   * {@return what is computed for objects of a kind when nothing is configured: the metrics that
   * the Python haproxystats has}
   *
   * @param rules which rule of each field counts
   * @param kind what the objects are
   */
  public List<PlannedMetric> plan(RuleSet rules, ObjectKind kind) {
    return fields.stream()
        .filter(field -> field.compatible(kind).isPresent())
        .map(field -> planned(rules, field, kind))
        .toList();
  }

  /**
   * {@return what is computed for objects of a kind when metrics are named: they replace the sums
   * of the Python haproxystats, while its means stay}
   *
   * @param rules which rule of each field counts
   * @param kind what the objects are
   * @param names names of numeric fields, or {@link #ALL}
   * @throws IllegalArgumentException if no HAProxy has a field of such a name on objects of that
   *     kind, or its values cannot be made one
   */
  public List<PlannedMetric> plan(RuleSet rules, ObjectKind kind, List<String> names) {
    var planned = new ArrayList<PlannedMetric>();
    for (var field : fields) {
      if (field.compatible(kind).filter(rule -> rule != Aggregation.Plain.SUM).isPresent()) {
        planned.add(planned(rules, field, kind));
      }
    }
    for (var name : names.contains(ALL) ? metricNames(kind) : names) {
      if (planned.stream().noneMatch(metric -> metric.field().equals(name))) {
        var field =
            field(kind, name)
                .filter(FieldCatalog::isMetric)
                .orElseThrow(() -> new IllegalArgumentException("no metric '" + name + "'"));
        planned.add(planned(rules, field, kind));
      }
    }
    return List.copyOf(planned);
  }

  /** The word that stands for all metrics of a kind in a list of names. */
  public static final String ALL = "all";

  /**
   * {@return the names that may be chosen for objects of a kind}
   *
   * @param kind what the objects are
   */
  public List<String> metricNames(ObjectKind kind) {
    return metrics(kind).stream().map(Field::name).toList();
  }

  /**
   * {@return the fields that may be chosen for objects of a kind}
   *
   * @param kind what the objects are
   */
  public List<Field> metrics(ObjectKind kind) {
    return fields.stream().filter(field -> field.on().contains(kind) && isMetric(field)).toList();
  }

  private static boolean isMetric(Field field) {
    return field.numeric() && field.exact().givesOneValue();
  }

  private static PlannedMetric planned(RuleSet rules, Field field, ObjectKind kind) {
    return switch (rules) {
      case COMPATIBLE ->
          new PlannedMetric(
              field.metric(field.source() == Field.Source.STAT),
              field.name(),
              rule(rules, field, kind));
      case EXACT -> new PlannedMetric(field.metric(false), field.name(), field.exact());
    };
  }

  /**
   * {@return the numbers of objects of a kind as HAProxy has them, with a rule for several
   * processes: unlike {@link #plan}, a value that HAProxy does not give stays absent by all rules}
   *
   * @param rules which rule of each field counts
   * @param kind what the objects are
   * @param names names of fields, or {@link #ALL}; what is no number there is passed over
   */
  public List<PlannedMetric> numbers(RuleSet rules, ObjectKind kind, List<String> names) {
    return fields.stream()
        .filter(field -> field.on().contains(kind) && isMetric(field) && isNamed(field, names))
        .map(
            field -> new PlannedMetric(field.metric(false), field.name(), rule(rules, field, kind)))
        .toList();
  }

  private static Aggregation rule(RuleSet rules, Field field, ObjectKind kind) {
    return rules == RuleSet.EXACT ? field.exact() : field.compatible(kind).orElse(field.exact());
  }

  /**
   * {@return the texts of objects of a kind, and numbers of which each process has its own}
   *
   * @param kind what the objects are
   * @param names names of fields, or {@link #ALL}; what is no text there is passed over
   */
  public List<PlannedText> texts(ObjectKind kind, List<String> names) {
    return fields.stream()
        .filter(field -> field.on().contains(kind) && isText(field) && isNamed(field, names))
        .map(field -> new PlannedText(field.name(), field.exact() == Aggregation.Plain.SAME))
        .toList();
  }

  private static boolean isText(Field field) {
    return !isMetric(field)
        && field.exact() != Aggregation.Never.KEY
        && field.exact() != Aggregation.Never.NONE;
  }

  private static boolean isNamed(Field field, List<String> names) {
    return names.contains(ALL) || names.contains(field.name());
  }
}
