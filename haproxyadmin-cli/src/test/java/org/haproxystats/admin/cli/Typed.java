package org.haproxystats.admin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Map;

/** A command line that was run: its exit code and what it wrote. */
record Typed(int code, String out, String err) {
  static Typed run(Map<String, String> environment, String... words) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int code =
        Main.run(
            List.of(words),
            new Shell(
                environment,
                new ByteArrayInputStream(new byte[0]),
                new PrintStream(out, false, UTF_8),
                new PrintStream(err, false, UTF_8),
                Shell.Terminals.NONE));
    return new Typed(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
