package org.haproxystats.cli;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.haproxystats.config.Program;

/** {@code haproxystats <command> ...}: finds the command and ends the JVM with its exit code. */
public final class Main {
  static final CommandLine.Option HELP = new CommandLine.Option('h', "help", false);
  static final CommandLine.Option VERSION = new CommandLine.Option('v', "version", false);

  private final Map<String, Command> commands = new LinkedHashMap<>();
  private final PrintStream out;
  private final PrintStream err;
  private final Logging logging;

  Main(PrintStream out, PrintStream err, Logging logging) {
    this.out = out;
    this.err = err;
    this.logging = logging;
    commands.put(
        "pull",
        new DaemonCommand(
            "haproxystats-pull",
            "Dumps the statistics of every HAProxy process into the spool.",
            Program.PULL_ONLY,
            (setup, command) -> PullProgram.of(setup.configuration(), command)));
    commands.put(
        "process",
        new DaemonCommand(
            "haproxystats-process",
            "Turns the snapshots in the spool into metrics and delivers them.",
            Program.PROCESS_ONLY,
            ProcessProgram::of));
    var run =
        new DaemonCommand(
            "haproxystats run",
            "Pulls and processes in one program.",
            Program.BOTH,
            RunProgram::of);
    commands.put("run", run);
    commands.put("check", new CheckCommand(InstantSource.system()));
    commands.put("fields", new FieldsCommand());
    commands.put("prepare", new PrepareCommand(run));
  }

  /** The start of the JVM. */
  public static void main(String[] arguments) {
    // By name: a call to the class would set up java.util.logging before it is told of it.
    System.setProperty("java.util.logging.manager", LastingLogManager.class.getName());
    var logging = new Logging();
    logging.install(System.err, System.getenv());
    int code = new Main(System.out, System.err, logging).run(List.of(arguments));
    System.out.flush();
    System.exit(code);
  }

  /** Runs the command that the first argument names and returns the exit code. */
  int run(List<String> arguments) {
    var command = arguments.isEmpty() ? null : commands.get(arguments.getFirst());
    if (command != null) {
      return command.run(arguments.subList(1, arguments.size()), out, err, logging);
    }
    try {
      var line = CommandLine.parse(List.of(HELP, VERSION), arguments);
      if (line.has(HELP)) {
        out.print(help());
        return 0;
      }
      if (line.has(VERSION)) {
        out.println(Version.text());
        return 0;
      }
      line.check();
      throw new UsageException("a command is missing");
    } catch (UsageException e) {
      err.print(usage());
      err.println("haproxystats: " + e.getMessage());
      return 1;
    }
  }

  private static String usage() {
    return """
        Usage:
            haproxystats <command> [<option>...]
            haproxystats [-h | -v]
        """;
  }

  private String help() {
    var text =
        new StringBuilder("Collects the statistics of HAProxy and delivers them.\n\n" + usage());
    text.append("\nCommands:\n");
    commands.forEach(
        (name, command) -> text.append("    %-10s%s%n".formatted(name, command.summary())));
    return text.append("\nEach command has --help.\n").toString();
  }
}
