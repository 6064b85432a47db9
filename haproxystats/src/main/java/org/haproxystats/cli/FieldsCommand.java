package org.haproxystats.cli;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.haproxystats.runtime.stats.Field;
import org.haproxystats.runtime.stats.FieldCatalog;

/** Prints the catalogue of fields that the aggregation uses, one field a line. */
final class FieldsCommand implements Command {
  private static final String ROW = "%-5s %-32s %-8s %-24s %-12s %-24s %-40s %s";

  @Override
  public String summary() {
    return "Lists the fields of HAProxy's statistics and how they are aggregated.";
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err, Logging logging) {
    try {
      var line = CommandLine.parse(List.of(Main.HELP), arguments);
      if (line.has(Main.HELP)) {
        out.print(summary() + "\n\n" + usage());
        return 0;
      }
      line.check();
    } catch (UsageException e) {
      err.print(usage());
      err.println("haproxystats fields: " + e.getMessage());
      return 1;
    }
    out.println(
        ROW.formatted(
            "from", "name", "since", "on", "unit", "exact rule", "compatible rule", "meaning"));
    FieldCatalog.load().fields().forEach(field -> out.println(row(field)));
    return 0;
  }

  private static String usage() {
    return """
        Usage:
            haproxystats fields [-h]
        """;
  }

  private static String row(Field field) {
    return ROW.formatted(
        name(field.source()),
        field.name(),
        field.since(),
        field.on().stream().sorted().map(FieldsCommand::name).collect(Collectors.joining(",")),
        field.unit().isEmpty() ? "-" : field.unit().replace(' ', '_'),
        field.exact().text().replace(' ', '-'),
        field.compatible().isEmpty() ? "-" : compatible(field),
        field.meaning());
  }

  private static String compatible(Field field) {
    return field.compatible().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(rule -> name(rule.getKey()) + ":" + rule.getValue().text().replace(' ', '-'))
        .collect(Collectors.joining(","));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
