package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures everything and prints one table. Started by the script {@code compare}. */
final class Compare {
  private static final String HEAD =
      "| what | measured | floor | ratio or value | target | stretch | result | other |\n"
          + "| --- | --- | --- | --- | --- | --- | --- | --- |";

  private Compare() {}

  /** What can be measured, in the order of the table. */
  private static Map<String, Measurement> measurements() {
    var all = new LinkedHashMap<String, Measurement>();
    all.put("process", new Processing());
    all.put("parse", new Parsing());
    all.put("pull", new Pulling());
    all.put("memory", new Memory());
    return all;
  }

  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean small = false;
    var only = new ArrayList<String>();
    Optional<String> otherPull = Optional.empty();
    Optional<String> otherProcess = Optional.empty();
    for (int i = 1; i < arguments.length; i++) {
      switch (arguments[i]) {
        case "--small" -> small = true;
        case "--only" -> only.addAll(List.of(arguments[++i].split(",", -1)));
        case "--other-pull" -> otherPull = Optional.of(arguments[++i]);
        case "--other-process" -> otherProcess = Optional.of(arguments[++i]);
        default -> throw new IllegalArgumentException("unknown option " + arguments[i]);
      }
    }
    Path directory = Files.createTempDirectory("haproxystats-benchmark-");
    try {
      var bench = new Bench(Path.of(arguments[0]), directory, small, otherPull, otherProcess);
      print(bench, only);
    } finally {
      Spool.remove(directory);
    }
  }

  private static void print(Bench bench, List<String> only)
      throws IOException, InterruptedException {
    System.out.println(HEAD);
    for (var measurement : measurements().entrySet()) {
      if (only.isEmpty() || only.contains(measurement.getKey())) {
        measurement.getValue().measure(bench).forEach(row -> System.out.println(row.cells()));
      }
    }
  }
}
