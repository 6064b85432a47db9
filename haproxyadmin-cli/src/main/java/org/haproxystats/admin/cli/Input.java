package org.haproxystats.admin.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What a command takes from a file or the standard input. */
final class Input {
  private Input() {}

  /**
   * The text of the file that an option names, or of the standard input.
   *
   * @param what it is, for the message where a person is asked for it at a terminal
   */
  static String read(Invocation invocation, Option option, String what)
      throws UsageException, IOException {
    var file = invocation.arguments().value(option);
    if (file.isPresent() && !file.get().equals("-")) {
      return file(Path.of(file.get()));
    }
    if (invocation.shell().terminals().in()) {
      throw new UsageException(
          "%s is missing: write  < FILE  after the command, or %s FILE".formatted(what, option));
    }
    return new String(invocation.shell().in().readAllBytes(), StandardCharsets.UTF_8);
  }

  static String file(Path path) throws IOException {
    try {
      return Files.readString(path);
    } catch (NoSuchFileException e) {
      throw new IOException(path + ": there is no such file", e);
    }
  }
}
