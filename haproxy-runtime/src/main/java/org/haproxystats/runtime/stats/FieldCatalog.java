package org.haproxystats.runtime.stats;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Every field that HAProxy has, in any version, with its unit, its meaning and its rules of
 * aggregation. The data are in {@link InfoFields} and {@link StatFields}; nothing else in this
 * package knows a field by its name. They are code, because a text would have to be found in the
 * archive and read by a Java that has just started, which took a command longer than all else.
 */
public final class FieldCatalog {
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

  /** {@return the catalogue that comes with this library, made anew} */
  public static FieldCatalog load() {
    var all = new ArrayList<>(InfoFields.all());
    all.addAll(StatFields.all());
    return new FieldCatalog(all);
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
                .filter(Field::isMetric)
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
    return fields.stream().filter(field -> field.on().contains(kind) && field.isMetric()).toList();
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
        .filter(field -> field.on().contains(kind) && field.isMetric() && isNamed(field, names))
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
    return !field.isMetric()
        && field.exact() != Aggregation.Never.KEY
        && field.exact() != Aggregation.Never.NONE;
  }

  private static boolean isNamed(Field field, List<String> names) {
    return names.contains(ALL) || names.contains(field.name());
  }
}
