package org.haproxystats.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.haproxystats.config.ConfigurationException;
import org.haproxystats.config.Program;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.runtime.stats.FieldCatalog;

/**
 * Checks for Nagios and its like: one line with performance data, and 0 (OK), 1 (warning), 2
 * (critical) or 3 (unknown). They look at the configuration, the spool and its locks alone, so they
 * need no systemd, no rights but to read them, and nothing from the running programs.
 */
final class CheckCommand implements Command {
  private static final System.Logger LOG = System.getLogger(CheckCommand.class.getName());

  private static final String NAME = "haproxystats check";
  private static final CommandLine.Option OK = new CommandLine.Option('o', "ok", true);
  private static final CommandLine.Option WARNING = new CommandLine.Option('w', "warning", true);
  private static final List<CommandLine.Option> OPTIONS =
      List.of(ConfigurationFiles.FILE, ConfigurationFiles.DIRECTORY, OK, WARNING, Main.HELP);

  private static final List<String> CHECKS = List.of("queue", "pull", "process", "config");

  private final InstantSource clock;

  CheckCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public String summary() {
    return "Checks the queue, pull, process or the configuration for a monitoring system.";
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err, Logging logging) {
    try {
      String what = arguments.isEmpty() ? "" : arguments.getFirst();
      boolean named = CHECKS.contains(what);
      var line =
          CommandLine.parse(OPTIONS, named ? arguments.subList(1, arguments.size()) : arguments);
      if (line.has(Main.HELP)) {
        out.print(help());
        return 0;
      }
      line.check();
      if (!named) {
        throw new UsageException("what to check is missing");
      }
      var result = check(what, line);
      out.print(result.lines());
      return result.code();
    } catch (UsageException e) {
      err.print(usage());
      out.println("UNKNOWN: can't check: " + e.getMessage());
    } catch (ConfigurationException e) {
      out.println("UNKNOWN: can't check: " + e.problems().getFirst());
    } catch (IOException e) {
      out.println("UNKNOWN: can't check: " + FileTrouble.reason(e));
    } catch (InvalidPathException e) {
      out.println("UNKNOWN: can't check: not a path: " + e.getMessage());
    }
    return CheckResult.UNKNOWN;
  }

  private CheckResult check(String what, CommandLine line)
      throws UsageException, ConfigurationException, IOException {
    if (what.equals("config")) {
      if (line.has(OK) || line.has(WARNING)) {
        throw new UsageException("config has no thresholds");
      }
      return ConfigurationCheck.check(line);
    }
    var program = what.equals("process") ? Program.PROCESS_ONLY : Program.PULL_ONLY;
    var text = ConfigurationFiles.read(line);
    text.warnings().forEach(warning -> LOG.log(Level.WARNING, warning.toString()));
    var configuration = ConfigurationFiles.check(text, program, FieldCatalog.load());
    var pull = configuration.pull();
    long interval = pull.pullInterval().toSeconds();
    return switch (what) {
      case "queue" -> SpoolChecks.queue(pull, thresholds(line, 60, 120));
      case "pull" ->
          SpoolChecks.pull(pull, clock.instant(), thresholds(line, 3 * interval, 6 * interval));
      default ->
          SpoolChecks.process(
              configuration.process(),
              clock.instant(),
              thresholds(line, 3 * interval, 6 * interval));
    };
  }

  private static Thresholds thresholds(CommandLine line, long ok, long warning)
      throws UsageException {
    long okGiven = number(line, OK).orElse(ok);
    long warningGiven = number(line, WARNING).orElse(Math.max(warning, okGiven));
    if (okGiven > warningGiven) {
      throw new UsageException("--ok is above --warning");
    }
    return new Thresholds(okGiven, warningGiven);
  }

  private static Optional<Long> number(CommandLine line, CommandLine.Option option)
      throws UsageException {
    try {
      var number = line.value(option).map(String::strip).map(Long::valueOf);
      if (number.isPresent() && number.get() < 0) {
        throw new UsageException("--" + option.name() + " is negative");
      }
      return number;
    } catch (NumberFormatException e) {
      throw new UsageException("--" + option.name() + " is not a whole number");
    }
  }

  private static String usage() {
    return """
        Usage:
            %1$s (queue | pull | process) [-f <file>] [-d <dir>] [-o <ok>] [-w <warning>]
            %1$s config [-f <file>] [-d <dir>]
        """
        .formatted(NAME);
  }

  private String help() {
    return """
        %s

        %s
        Checks:
            queue    how many snapshots wait in [pull] dst-dir
            pull     when pull last tried, and when a snapshot last arrived
            process  how long the oldest snapshot in [process] src-dir has been waiting
            config   whether the configuration is valid: CRITICAL for errors, WARNING for warnings,
                     each on a line of its own

        Options:
            -f, --file <file>        configuration file [default: %s]
            -d, --dir <dir>          directory whose *.conf files are read after the file, by name
            -o, --ok <ok>            up to this: OK, exit 0
            -w, --warning <warning>  up to this: WARNING, exit 1; above: CRITICAL, exit 2
            -h, --help               show this and exit

        The thresholds are snapshots for queue [default: 60 and 120] and seconds for pull and
        process [default: 3 and 6 times pull-interval].
        """
        .formatted(summary(), usage(), ConfigurationFiles.DEFAULT_FILE);
  }
}
