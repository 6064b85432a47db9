package org.haproxystats.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.haproxystats.config.ConfigurationException;
import org.haproxystats.config.Program;
import org.haproxystats.runtime.stats.Field;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.spool.LearntFields;

/** Prints the catalogue of fields that the aggregation uses, one field a line. */
final class FieldsCommand implements Command {
  private static final System.Logger LOG = System.getLogger(FieldsCommand.class.getName());

  private static final CommandLine.Option MARKDOWN = new CommandLine.Option('m', "markdown", false);
  private static final List<CommandLine.Option> OPTIONS =
      List.of(ConfigurationFiles.FILE, ConfigurationFiles.DIRECTORY, MARKDOWN, Main.HELP);

  private static final List<String> HEADINGS =
      List.of(
          "from", "name", "since", "on", "unit", "exact rule", "compatible rule", "what it says");
  private static final String ROW = "%-5s %-41s %-8s %-33s %-12s %-24s %-49s %s";

  @Override
  public String summary() {
    return "Lists the fields of HAProxy's statistics and how they are aggregated.";
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err, Logging logging) {
    try {
      var line = CommandLine.parse(OPTIONS, arguments);
      if (line.has(Main.HELP)) {
        out.print(help());
        return 0;
      }
      line.check();
      print(catalog(line), line.has(MARKDOWN), out);
      return 0;
    } catch (UsageException e) {
      err.print(usage());
      err.println("haproxystats fields: " + e.getMessage());
    } catch (ConfigurationException e) {
      err.println(e.getMessage());
    } catch (IOException e) {
      err.println("haproxystats fields: " + e.getMessage());
    } catch (InvalidPathException e) {
      err.println("haproxystats fields: not a path: " + e.getMessage());
    }
    return 1;
  }

  /** What this program knows; with a configuration also what is learnt beside its spool. */
  private static FieldCatalog catalog(CommandLine line) throws ConfigurationException, IOException {
    var known = FieldCatalog.load();
    if (!line.has(ConfigurationFiles.FILE) && !line.has(ConfigurationFiles.DIRECTORY)) {
      return known;
    }
    var configuration =
        ConfigurationFiles.check(ConfigurationFiles.read(line), Program.PROCESS_ONLY, known);
    configuration.warnings().forEach(warning -> LOG.log(Level.WARNING, warning.toString()));
    return LearntFields.extend(known, configuration.process().srcDir());
  }

  private static void print(FieldCatalog catalog, boolean markdown, PrintStream out) {
    out.println(markdown ? markdown(HEADINGS) : ROW.formatted(HEADINGS.toArray()));
    if (markdown) {
      out.println("|" + " --- |".repeat(HEADINGS.size()));
    }
    for (var field : catalog.fields()) {
      out.println(markdown ? markdown(cells(field)) : text(cells(field)));
    }
  }

  private static String usage() {
    return """
        Usage:
            haproxystats fields [-f <file>] [-d <dir>] [-m]
        """;
  }

  private String help() {
    return """
        %s

        %s
        Options:
            -f, --file <file>   configuration file: lists what is learnt beside its spool too
            -d, --dir <dir>     directory whose *.conf files are read after the file, by name
            -m, --markdown      as a table in Markdown
            -h, --help          show this and exit
        """
        .formatted(summary(), usage());
  }

  private static List<String> cells(Field field) {
    return List.of(
        name(field.source()),
        field.name(),
        field.since(),
        field.on().stream().sorted().map(FieldsCommand::name).collect(Collectors.joining(", ")),
        field.unit(),
        field.exact().text(),
        field.compatible().entrySet().stream()
            .sorted(Map.Entry.comparingByKey())
            .map(rule -> name(rule.getKey()) + ": " + rule.getValue().text())
            .collect(Collectors.joining(", ")),
        field.meaning());
  }

  /** Blanks stay in names and meanings only, so that other programs can take the line apart. */
  private static String text(List<String> cells) {
    var words = new ArrayList<>(cells);
    words.replaceAll(cell -> cell.replace(", ", ",").replace(": ", ":").replace(' ', '-'));
    words.replaceAll(cell -> cell.isEmpty() ? "-" : cell);
    words.set(1, cells.get(1));
    words.set(cells.size() - 1, cells.getLast());
    return ROW.formatted(words.toArray());
  }

  private static String markdown(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.replace("|", "\\|"))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String name(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
