package org.haproxystats.benchmarks;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Measures everything and prints one table. Started by the script {@code compare}. */
final class Compare {
  /** Few rounds would show a library that is not warm, and take a minute. */
  private static final List<String> OF_THE_LIBRARY = List.of("library", "maps");

  private Compare() {}

  /** What can be measured, in the order of the table. */
  private static Map<String, Measurement> parts(
      Optional<String> otherPull, Optional<String> otherProcess) {
    var all = new LinkedHashMap<String, Measurement>();
    all.put("process", new Processing(otherProcess));
    all.put("parse", new Parsing());
    all.put("pull", new Pulling(otherPull));
    all.put("memory", new Memory());
    all.put("cpu", new Running());
    all.put("scrape", new Scraping());
    all.put("library", new OnePass());
    all.put("maps", new MapReplacing());
    all.put("start", new Starting());
    all.put("backlog", new CatchingUp());
    all.put("growth", new Growing());
    return all;
  }

  /** Arguments: the root of the repository, and then the options of the script. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    boolean small = false;
    var only = List.<String>of();
    Optional<String> otherPull = Optional.empty();
    Optional<String> otherProcess = Optional.empty();
    var options = Arrays.asList(arguments).subList(1, arguments.length).iterator();
    while (options.hasNext()) {
      switch (options.next()) {
        case "--small" -> small = true;
        case "--only" -> only = List.of(value(options).split(",", -1));
        case "--other-pull" -> otherPull = Optional.of(value(options));
        case "--other-process" -> otherProcess = Optional.of(value(options));
        case String option -> fail("unknown option '" + option + "'");
      }
    }
    var parts = parts(otherPull, otherProcess);
    if (!parts.keySet().containsAll(only)) {
      fail("--only takes some of: " + String.join(",", parts.keySet()));
    }
    if (!only.isEmpty()) {
      parts.keySet().retainAll(only);
    } else if (small) {
      parts.keySet().removeAll(OF_THE_LIBRARY);
    }
    var bench = Bench.open(Path.of(arguments[0]), small);
    boolean complete = print(bench, parts);
    System.exit(complete ? 0 : 1);
  }

  private static String value(Iterator<String> options) {
    if (!options.hasNext()) {
      fail("the last option needs a value");
    }
    return options.next();
  }

  private static void fail(String message) {
    System.err.println("compare: " + message);
    System.exit(1);
  }

  private static boolean print(Bench bench, Map<String, Measurement> parts)
      throws IOException, InterruptedException {
    System.out.println(machine() + (bench.small() ? ", few rounds" : ""));
    System.out.println();
    boolean complete = true;
    var rows = new ArrayList<Row>();
    for (var part : parts.entrySet()) {
      System.err.println("Measuring " + part.getKey());
      try {
        rows.addAll(part.getValue().measure(bench));
      } catch (IOException e) {
        System.err.println(part.getKey() + " cannot be measured: " + e.getMessage());
        complete = false;
      }
    }
    Table.lines(rows).forEach(System.out::println);
    return complete;
  }

  private static String machine() {
    var system =
        ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class);
    return "%d cores, %.0f GB, Java %s"
        .formatted(
            system.getAvailableProcessors(),
            system.getTotalMemorySize() / 1e9,
            Runtime.version().feature());
  }
}
