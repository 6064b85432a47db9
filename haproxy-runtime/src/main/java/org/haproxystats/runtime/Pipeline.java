package org.haproxystats.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
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

  /** What a socket takes at once, more or less. */
  private static final int PORTION_BYTES = 64 * 1024;

  private final Endpoint endpoint;
  private final List<Turn> turns = new ArrayList<>();

  /** Bytes that are used where they are, until the next ones take their place. */
  private static final class Portion extends ByteArrayOutputStream {
    ByteBuffer bytes() {
      return ByteBuffer.wrap(buf, 0, count);
    }
  }

  /** A request, and the command that it is of. */
  private record Turn(Command<?> command, Command.Request request) {}

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
    for (var command : commands) {
      if (!command.succeedsSilently() || !RuntimeClient.mode(command).isEmpty()) {
        throw new IllegalArgumentException("'" + command + "' has an answer to wait for");
      }
      for (var request : command.requests(version)) {
        pipeline.turns.add(new Turn(command, request));
      }
    }
    return pipeline;
  }

  /** What is to be sent, put together as it is needed: as a whole it may be large. */
  Iterator<ByteBuffer> portions() {
    return new Iterator<>() {
      private final Portion portion = new Portion();
      private final Iterator<Turn> rest = turns.iterator();
      private boolean begun;
      private boolean ended;

      @Override
      public boolean hasNext() {
        return !ended;
      }

      @Override
      public ByteBuffer next() {
        if (ended) {
          throw new NoSuchElementException();
        }
        portion.reset();
        if (!begun) {
          begun = true;
          portion.writeBytes("prompt\n".getBytes(UTF_8));
        }
        while (rest.hasNext() && portion.size() < PORTION_BYTES) {
          rest.next().request.writeTo(portion, endpoint, List.of());
        }
        if (!rest.hasNext()) {
          ended = true;
          portion.writeBytes("quit\n".getBytes(UTF_8));
        }
        return portion.bytes();
      }
    };
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
    if (prompts != 1 + turns.size()) { // the first for the prompt itself
      throw new EndpointException(
          endpoint,
          Reason.BROKEN,
          "closed after %d of %d requests".formatted(Math.max(0, prompts - 1), turns.size()),
          null);
    }
  }

  private CommandFailedException failed(int prompts, String rest) {
    int end = rest.indexOf("\n" + PROMPT);
    var answer = (end < 0 ? rest : rest.substring(0, end)).stripTrailing();
    boolean isOfCommand = prompts > 0 && prompts <= turns.size();
    var command = isOfCommand ? turns.get(prompts - 1).command.toString() : "prompt";
    return new CommandFailedException(endpoint, command, answer);
  }
}
