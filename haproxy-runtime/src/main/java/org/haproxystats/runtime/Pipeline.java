package org.haproxystats.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.haproxystats.runtime.EndpointException.Reason;

/**
 * Many commands for one connection, none of which waits for the answer to the one before it. Each
 * must succeed by saying nothing: then every answer is made of HAProxy's prompts alone, and
 * anything else is the failure of the command whose turn it is.
 */
final class Pipeline {
  /** What HAProxy says when a command is done. */
  private static final String PROMPT = "> ";

  /** What HAProxy says for each line of a payload. */
  private static final String PAYLOAD_PROMPT = "+ ";

  private final Endpoint endpoint;

  /** The command of each request. */
  private final List<Command<?>> commands = new ArrayList<>();

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  private Pipeline(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * Puts commands in a row.
   *
   * @throws IllegalArgumentException if one does not succeed silently
   * @throws UnsendableValueException if a value cannot be sent to this version unchanged
   */
  static Pipeline of(
      Endpoint endpoint, List<? extends Command<?>> commands, HaproxyVersion version) {
    var pipeline = new Pipeline(endpoint);
    pipeline.add("prompt\n");
    for (var command : commands) {
      if (!command.succeedsSilently() || !RuntimeClient.mode(command).isEmpty()) {
        throw new IllegalArgumentException("'" + command + "' has an answer to wait for");
      }
      for (var request : command.requests(version)) {
        request.writeTo(pipeline.bytes, endpoint, List.of());
        pipeline.commands.add(command);
      }
    }
    pipeline.add("quit\n");
    return pipeline;
  }

  private void add(String line) {
    bytes.writeBytes(line.getBytes(UTF_8));
  }

  /** What is to be sent. */
  byte[] bytes() {
    return bytes.toByteArray();
  }

  /**
   * Looks at what HAProxy answered to everything.
   *
   * @throws CommandFailedException for the first command that it refused
   * @throws EndpointException if it ended before the last one
   */
  void check(byte[] answer) throws IOException {
    var text = new String(answer, UTF_8);
    int prompts = 0;
    int at = 0;
    while (at < text.length()) {
      if (text.startsWith(PROMPT, at)) {
        prompts++;
        at += PROMPT.length();
      } else if (text.startsWith(PAYLOAD_PROMPT, at)) {
        at += PAYLOAD_PROMPT.length();
      } else if (text.charAt(at) == '\n') {
        at++;
      } else {
        throw failed(prompts, text.substring(at));
      }
    }
    if (prompts != 1 + commands.size()) { // the first for the prompt itself
      throw new EndpointException(
          endpoint,
          Reason.BROKEN,
          "closed after %d of %d requests".formatted(Math.max(0, prompts - 1), commands.size()),
          null);
    }
  }

  private CommandFailedException failed(int prompts, String rest) {
    int end = rest.indexOf("\n" + PROMPT);
    var answer = (end < 0 ? rest : rest.substring(0, end)).stripTrailing();
    boolean isOfCommand = prompts > 0 && prompts <= commands.size();
    var command = isOfCommand ? commands.get(prompts - 1).toString() : "prompt";
    return new CommandFailedException(endpoint, command, answer);
  }
}
