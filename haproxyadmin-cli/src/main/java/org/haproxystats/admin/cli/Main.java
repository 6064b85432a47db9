package org.haproxystats.admin.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** {@code haproxyadmin <command> ...}: finds the command and ends the JVM with its exit code. */
public final class Main {
  private static final int FINE = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 2;

  private final Shell shell;

  Main(Shell shell) {
    this.shell = shell;
  }

  /** The start of the JVM. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length == 2 && arguments[0].equals("prepare")) {
      Rehearsal.run(Path.of(arguments[1]));
      return;
    }
    if (arguments.length == 2 && arguments[0].equals("man-pages")) {
      ManPages.write(Path.of(arguments[1]));
      return;
    }
    // Not by way of System.exit, which looks for a logger to tell it to; there is nothing to end.
    Runtime.getRuntime().halt(run(List.of(arguments), Shell.ofThisProcess()));
  }

  /**
   * Runs one command line.
   *
   * @return the exit code: 0 all is fine, 1 something failed anywhere, 2 the line is wrong
   */
  public static int run(List<String> arguments, Shell shell) {
    int code = new Main(shell).run(arguments);
    shell.out().flush();
    shell.err().flush();
    return code;
  }

  private int run(List<String> arguments) {
    if (!arguments.isEmpty() && arguments.getFirst().equals("complete")) {
      return complete(arguments.subList(1, arguments.size()));
    }
    try {
      var line = CommandLine.parse(arguments);
      if (line.arguments().has(GlobalOptions.HELP)) {
        shell.out().print(help(line));
        return FINE;
      }
      if (line.arguments().has(GlobalOptions.VERSION)) {
        shell.out().println(Version.text());
        return FINE;
      }
      if (line.command() == null) {
        shell.err().print(help(line));
        throw new UsageException("a command is missing");
      }
      int code = run(line.command(), line.arguments());
      if (code == FAILED && line.entry() != null) {
        UnknownNames.tell(shell, line.entry().name(), line.command(), line.arguments());
      }
      return code;
    } catch (UsageException e) {
      return told(e, WRONG_USAGE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return told(e, FAILED);
    }
  }

  /** For a shell, which has no use for a message. */
  private int complete(List<String> words) {
    try {
      Completion.print(shell, words);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return FINE;
  }

  private int run(CliCommand command, Arguments arguments)
      throws UsageException, InterruptedException {
    try {
      var invocation = new Invocation(shell, arguments);
      command.action().run(invocation);
      return invocation.hasTrouble() ? FAILED : FINE;
    } catch (IllegalArgumentException e) { // A value that no HAProxy takes.
      return told(e, WRONG_USAGE);
    } catch (IOException e) {
      shell.out().flush();
      shell.err().println("haproxyadmin: " + Advice.message(e));
      return FAILED;
    }
  }

  private int told(Exception e, int code) {
    shell.out().flush();
    shell.err().println("haproxyadmin: " + e.getMessage());
    return code;
  }

  private static String help(CommandLine.Parsed line) {
    if (line.command() != null) {
      return Help.of(line.path(), line.command());
    }
    return line.entry() instanceof CommandGroup group ? Help.of(group) : Help.ofProgram();
  }
}
