package org.haproxystats.admin.cli;

import java.io.PrintStream;
import java.util.List;

/** {@code haproxyadmin <command> ...}: finds the command and ends the JVM with its exit code. */
public final class Main {
  private static final String USAGE =
      """
      Usage:
          haproxyadmin <command> [<option>...]
          haproxyadmin [-h | -v]
      """;

  private final PrintStream out;
  private final PrintStream err;

  Main(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /** The start of the JVM. */
  public static void main(String[] arguments) {
    int code = new Main(System.out, System.err).run(List.of(arguments));
    System.out.flush();
    System.exit(code);
  }

  /** Runs the command that the first argument names and returns the exit code. */
  int run(List<String> arguments) {
    return switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
      // "prepare" has Java watch which classes are needed; see lib/class-cache.sh.
      case "-h", "--help", "prepare" -> {
        out.print("Manages HAProxy at run time.\n\n" + USAGE);
        yield 0;
      }
      case "-v", "--version" -> {
        out.println(Version.text());
        yield 0;
      }
      default -> {
        err.print(USAGE);
        yield 2;
      }
    };
  }
}
