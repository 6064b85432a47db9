package org.haproxystats.cli;

import java.io.PrintStream;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.haproxystats.config.Configuration;
import org.haproxystats.config.ConfigurationException;
import org.haproxystats.config.ConfigurationText;
import org.haproxystats.config.LogLevel;
import org.haproxystats.config.Problem;
import org.haproxystats.config.Program;

/**
 * The commands {@code pull}, {@code process} and {@code run}: options, configuration, log, and then
 * the daemon.
 *
 * @param name as users call it
 * @param summary what it does, for the help
 * @param program whose configuration is read
 * @param factory makes the daemon
 */
record DaemonCommand(String name, String summary, Program program, Factory factory)
    implements Command {
  private static final System.Logger LOG = System.getLogger(DaemonCommand.class.getName());

  private static final CommandLine.Option PRINT = new CommandLine.Option('p', "print", false);
  private static final CommandLine.Option PRINT_CONF =
      new CommandLine.Option('P', "print-conf", false);
  private static final List<CommandLine.Option> OPTIONS =
      List.of(
          ConfigurationFiles.FILE,
          ConfigurationFiles.DIRECTORY,
          PRINT,
          PRINT_CONF,
          Main.HELP,
          Main.VERSION);

  /** Makes the daemon of a valid configuration. */
  interface Factory {
    /**
     * Puts the program together; nothing runs yet.
     *
     * @param command as users call it
     * @throws StartException a directory or an option does not let it start
     */
    Daemon daemon(Setup setup, String command) throws StartException;
  }

  @Override
  public int run(List<String> arguments, PrintStream out, PrintStream err, Logging logging) {
    try {
      var line = CommandLine.parse(OPTIONS, arguments);
      if (line.has(Main.HELP)) {
        out.print(help());
        return 0;
      }
      if (line.has(Main.VERSION)) {
        out.println(Version.text());
        return 0;
      }
      line.check();
      if (line.has(PRINT) && line.has(PRINT_CONF)) {
        throw new UsageException("--print and --print-conf exclude each other");
      }
      return run(line, out, logging);
    } catch (UsageException e) {
      err.print(usage());
      err.println(name + ": " + e.getMessage());
    } catch (ConfigurationException | StartException e) {
      err.println(e.getMessage());
    } catch (InvalidPathException e) {
      err.println(name + ": not a path: " + e.getMessage());
    }
    return 1;
  }

  private int run(CommandLine line, PrintStream out, Logging logging)
      throws ConfigurationException, StartException {
    var text = ConfigurationFiles.read(line);
    if (line.has(PRINT)) {
      warn(text.warnings());
      out.print(ConfigurationText.printBuiltIn(program));
      return 0;
    }
    if (line.has(PRINT_CONF)) {
      warn(text.warnings());
      out.print(text.print(program));
      return 0;
    }
    var setup = Setup.of(text, program);
    setLevels(setup.configuration(), logging);
    return new DaemonRunner()
        .run(
            () -> {
              LOG.log(Level.INFO, name + " " + Version.text() + " started");
              warn(setup.warnings());
              return factory.daemon(setup, name);
            });
  }

  private void setLevels(Configuration configuration, Logging logging) {
    LogLevel pull = configuration.pullLogLevel();
    logging.setLevel(program == Program.PULL_ONLY ? pull : configuration.processLogLevel());
    if (program == Program.BOTH) {
      logging.setPullLevel(pull);
    }
  }

  private static void warn(List<Problem> warnings) {
    warnings.forEach(warning -> LOG.log(Level.WARNING, warning.toString()));
  }

  private String usage() {
    return """
        Usage:
            %s [-f <file>] [-d <dir>] [-p | -P]
        """
        .formatted(name);
  }

  private String help() {
    return """
        %s

        %s
        Options:
            -f, --file <file>   configuration file [default: %s]
            -d, --dir <dir>     directory whose *.conf files are read after the file, by name
            -p, --print         show the built-in values and exit
            -P, --print-conf    show the values in force and exit
            -h, --help          show this and exit
            -v, --version       show the version and exit
        """
        .formatted(summary, usage(), Path.of(ConfigurationFiles.DEFAULT_FILE));
  }
}
