package org.haproxystats.integration.top;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/**
 * A real terminal: a tmux server of its own with one window, in which a program runs. Keys go in,
 * and what is on the screen comes out.
 */
final class Tmux implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Path socket;

  private Tmux(Path socket) {
    this.socket = socket;
  }

  /**
   * Opens a terminal.
   *
   * @param directory for the server's socket; the path must be short
   * @param command a line for the shell
   */
  static Tmux open(Path directory, int width, int height, String command) {
    var tmux = new Tmux(directory.resolve("tmux"));
    // Without the wait for the rest of a sequence, an Esc is passed on at once.
    tmux.run(
        "-f",
        "/dev/null",
        "start-server",
        ";",
        "set-option",
        "-g",
        "escape-time",
        "0",
        ";",
        "set-option",
        "-g",
        "default-terminal",
        "screen-256color",
        ";",
        "new-session",
        "-d",
        "-x",
        String.valueOf(width),
        "-y",
        String.valueOf(height),
        "env LANG=C.UTF-8 LC_ALL=C.UTF-8 sh -c '" + command + "'");
    return tmux;
  }

  /**
   * Presses keys: each a character, or tmux's name of one, such as {@code Enter} and {@code Up}.
   */
  Tmux press(String... keys) {
    var arguments = new ArrayList<>(List.of("send-keys"));
    arguments.addAll(List.of(keys));
    run(arguments.toArray(String[]::new));
    return this;
  }

  /** Types a text. */
  Tmux type(String text) {
    run("send-keys", "-l", text);
    return this;
  }

  void resize(int width, int height) {
    run("resize-window", "-x", String.valueOf(width), "-y", String.valueOf(height));
  }

  /** What is on the screen, a line each, without the blanks at their ends. */
  List<String> screen() {
    return run("capture-pane", "-p").lines().toList();
  }

  /** Waits for a text with the escape sequences for colours and other attributes; returns all. */
  String awaitAttributes(String text) {
    return await("the attributes of '" + text + "'")
        .atMost(PATIENCE)
        .until(() -> run("capture-pane", "-p", "-e"), all -> all.contains(text));
  }

  /** Whether the program has a screen of its own, and whether the cursor is shown. */
  String flags() {
    return run("display-message", "-p", "alternate #{alternate_on} cursor #{cursor_flag}").strip();
  }

  /** Waits until a line with a text is on the screen, and returns the screen. */
  List<String> awaitText(String text) {
    return awaitScreen("'" + text + "' on the screen", lines -> contains(lines, text));
  }

  List<String> awaitNoText(String text) {
    return awaitScreen("no '" + text + "' on the screen", lines -> !contains(lines, text));
  }

  List<String> awaitScreen(String what, Predicate<List<String>> wanted) {
    try {
      return await(what).atMost(PATIENCE).until(this::screen, wanted);
    } catch (ConditionTimeoutException e) {
      throw new AssertionError(what + " was expected of:\n" + String.join("\n", screen()), e);
    }
  }

  private static boolean contains(List<String> lines, String text) {
    return lines.stream().anyMatch(line -> line.contains(text));
  }

  private String run(String... arguments) {
    var answer = ask(arguments);
    if (answer.status() != 0) {
      throw new AssertionError("tmux " + String.join(" ", arguments) + ": " + answer.output());
    }
    return answer.output();
  }

  private record Answer(int status, String output) {}

  private Answer ask(String... arguments) {
    var command = new ArrayList<>(List.of("tmux", "-u", "-S", socket.toString()));
    command.addAll(List.of(arguments));
    try {
      var process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getOutputStream().close();
      var output = new String(process.getInputStream().readAllBytes(), UTF_8);
      return new Answer(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException("tmux is needed: apt-get install tmux", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /** Ends the server, and what runs in it. */
  @Override
  public void close() {
    ask("kill-server"); // It has ended by itself if its program has.
  }
}
