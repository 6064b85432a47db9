package org.haproxystats.integration.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.haproxystats.admin.cli.Main;
import org.haproxystats.admin.cli.Shell;

/**
 * {@code haproxyadmin} as it was typed, in this JVM.
 *
 * @param socket what {@code --socket} says each time
 */
record AdminCommand(Path socket) {
  /** What became of one line. */
  record Result(int code, String out, String err) {}

  /** Fails where a line has not gone well, or has written something else. */
  static void assertDone(Result result, String out) {
    assertThat(result.err()).isEmpty();
    assertThat(result.out()).isEqualTo(out);
    assertThat(result.code()).isZero();
  }

  /** Runs a line that nobody can be asked about. */
  Result run(String... words) {
    return run("", Shell.Terminals.NONE, words);
  }

  /** Runs a line, with somebody at a terminal who types something. */
  Result answered(String answer, String... words) {
    return run(answer, new Shell.Terminals(true, false, true), words);
  }

  /** Runs a line that reads a file. */
  Result reading(String text, String... words) {
    return run(text, Shell.Terminals.NONE, words);
  }

  private Result run(String input, Shell.Terminals terminals, String... words) {
    var line = new ArrayList<>(List.of("--socket", socket.toString()));
    line.addAll(List.of(words));
    return typed(Map.of(), input, terminals, line);
  }

  static Result typed(
      Map<String, String> environment, String input, Shell.Terminals terminals, List<String> line) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var shell =
        new Shell(
            environment,
            new ByteArrayInputStream(input.getBytes(UTF_8)),
            new PrintStream(out, false, UTF_8),
            new PrintStream(err, false, UTF_8),
            terminals);
    int code = Main.run(line, shell);
    return new Result(code, out.toString(UTF_8), err.toString(UTF_8));
  }
}
