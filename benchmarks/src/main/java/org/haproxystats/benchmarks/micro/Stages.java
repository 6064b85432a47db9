package org.haproxystats.benchmarks.micro;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.haproxystats.benchmarks.Dump;
import org.haproxystats.config.GraphiteSettings;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.Exclusions;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.MalformedStatisticsException;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.PlannedMetric;
import org.haproxystats.runtime.stats.RuleSet;
import org.haproxystats.runtime.stats.StatAggregator;
import org.haproxystats.runtime.stats.StatCsvReader;
import org.haproxystats.runtime.stats.StatTable;
import org.haproxystats.sink.graphite.GraphiteNames;
import org.haproxystats.sink.graphite.LineWriter;

/**
 * The stages of processing, one by one, with their default settings. Whatever the benchmarks know
 * of the product's classes is here.
 */
final class Stages {
  private static final int PROCESSES = 4;
  private static final int BACKENDS = 1_000;

  private final StatAggregator aggregator = new StatAggregator(plan());
  private final StatCsvReader reader = new StatCsvReader(aggregator.fields());
  private final LineWriter lineWriter = new LineWriter(new GraphiteNames(graphite()));

  private static Map<ObjectKind, List<PlannedMetric>> plan() {
    var catalog = FieldCatalog.load();
    var plan = new EnumMap<ObjectKind, List<PlannedMetric>>(ObjectKind.class);
    for (var kind : List.of(ObjectKind.FRONTEND, ObjectKind.BACKEND, ObjectKind.SERVER)) {
      plan.put(kind, catalog.plan(RuleSet.COMPATIBLE, kind));
    }
    return plan;
  }

  private static GraphiteSettings graphite() {
    var second = Duration.ofSeconds(1);
    return new GraphiteSettings(
        true,
        "127.0.0.1",
        3002,
        3,
        second,
        2,
        second,
        second,
        true,
        second,
        second,
        OptionalInt.empty(),
        "loadbalancers",
        true,
        true,
        Optional.of("host"),
        Optional.empty());
  }

  /** An answer to {@code show stat}: of a file, or one of the size of a big site. */
  static byte[] dump(String file) throws IOException {
    if (!file.isEmpty()) {
      return Files.readAllBytes(Path.of(file));
    }
    var text = new StringWriter();
    Dump.write(BACKENDS, text);
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  StatTable parse(byte[] dump) throws IOException, MalformedStatisticsException {
    try (InputStream in = new ByteArrayInputStream(dump)) {
      return reader.read(in);
    }
  }

  /** The answers of all processes, each parsed by a reader of its own. */
  static List<StatTable> parseAll(byte[] dump) throws IOException, MalformedStatisticsException {
    var tables = new ArrayList<StatTable>();
    for (int i = 0; i < PROCESSES; i++) {
      tables.add(new Stages().parse(dump));
    }
    return tables;
  }

  AggregatedSnapshot aggregate(List<StatTable> tables) {
    aggregator.begin(Exclusions.NONE);
    for (int i = 0; i < tables.size(); i++) {
      aggregator.add("process" + i, tables.get(i));
    }
    return new AggregatedSnapshot(1_800_000_000, aggregator.finish());
  }

  /** Renders all lines and returns their bytes. */
  long write(AggregatedSnapshot snapshot) throws IOException, InterruptedException {
    var bytes = new long[1];
    lineWriter.write(snapshot, lines -> bytes[0] += lines.remaining());
    return bytes[0];
  }
}
