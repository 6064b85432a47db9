package org.haproxystats.admin.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * What the program was started from.
 *
 * @param environment the variables
 * @param in what is typed, or a file
 * @param out for results; kept back until it is flushed
 * @param err for messages and questions
 * @param terminals which of the three are terminals
 */
public record Shell(
    Map<String, String> environment,
    InputStream in,
    PrintStream out,
    PrintStream err,
    Terminals terminals) {

  /** Which streams a person sees. */
  public record Terminals(boolean in, boolean out, boolean err) {
    public static final Terminals NONE = new Terminals(false, false, false);

    /** Reads what {@code bin/haproxyadmin} has found out: a list such as {@code 0,1,2}. */
    static Terminals parse(String numbers) {
      var all = List.of(numbers.split(",", -1));
      return new Terminals(all.contains("0"), all.contains("1"), all.contains("2"));
    }
  }

  /** The one that started this JVM. */
  static Shell ofThisProcess() {
    return new Shell(
        System.getenv(),
        System.in,
        stream(FileDescriptor.out),
        stream(FileDescriptor.err),
        // Java itself could only tell by loading a library, which takes longer than most commands.
        Terminals.parse(System.getProperty("haproxyadmin.terminals", "")));
  }

  /** HAProxy's names may be UTF-8, whatever the locale is. */
  private static PrintStream stream(FileDescriptor descriptor) {
    OutputStream buffered = new BufferedOutputStream(new FileOutputStream(descriptor));
    return new PrintStream(buffered, descriptor.equals(FileDescriptor.err), StandardCharsets.UTF_8);
  }

  /** A variable; empty if it is not set. */
  String variable(String name) {
    return environment.getOrDefault(name, "");
  }
}
