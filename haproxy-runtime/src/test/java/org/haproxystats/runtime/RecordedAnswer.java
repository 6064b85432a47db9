package org.haproxystats.runtime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Gives commands answers that were recorded from real HAProxys, also of versions not at hand. */
public final class RecordedAnswer {
  private static final Endpoint ENDPOINT = new Endpoint.Unix(Path.of("/run/haproxy.sock"));

  private RecordedAnswer() {}

  /**
   * What a command makes of an answer.
   *
   * @param answer as HAProxy sends it after {@code set severity-output number}
   */
  public static <T> T read(Command<T> command, String answer) throws IOException {
    return read(command, answer, true);
  }

  /** The same where HAProxy cannot tell severities, as before 1.8 and behind old masters. */
  public static <T> T readWithoutSeverity(Command<T> command, String answer) throws IOException {
    return read(command, answer, false);
  }

  private static <T> T read(Command<T> command, String answer, boolean marksMessages)
      throws IOException {
    var bytes = new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8));
    return command.reader().read(Reply.begin(ENDPOINT, command.toString(), bytes, marksMessages));
  }
}
