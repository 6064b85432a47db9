package org.haproxystats.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * One answer to one command. It is read once, as it comes: as a whole, by lines, or by bytes.
 *
 * <p>HAProxy ends an answer with an empty line and begins some with one; neither belongs to it.
 */
public final class Reply {
  private static final int SEVERITY_LENGTH = "[3]: ".length();

  private final Endpoint endpoint;
  private final String command;
  private final PushbackInputStream in;
  private final OptionalInt severity;
  private final boolean marksMessages;
  private boolean endless;

  private Reply(
      Endpoint endpoint,
      String command,
      PushbackInputStream in,
      OptionalInt severity,
      boolean marksMessages) {
    this.endpoint = endpoint;
    this.command = command;
    this.in = in;
    this.severity = severity;
    this.marksMessages = marksMessages;
  }

  /**
   * Begins to read an answer.
   *
   * @param command the command, for messages
   * @param marksMessages whether HAProxy was told to put a severity before what is no dump
   */
  static Reply begin(Endpoint endpoint, String command, InputStream answer, boolean marksMessages)
      throws IOException {
    var in = new PushbackInputStream(answer, SEVERITY_LENGTH);
    int first;
    do {
      first = in.read();
    } while (first == '\n');
    if (first >= 0) {
      in.unread(first);
    }
    return new Reply(endpoint, command, in, severity(in), marksMessages);
  }

  /** The same for an answer that goes on until somebody closes it, at any place. */
  static Reply beginEndless(
      Endpoint endpoint, String command, InputStream answer, boolean marksMessages)
      throws IOException {
    var reply = begin(endpoint, command, answer, marksMessages);
    reply.endless = true;
    return reply;
  }

  /** Takes the number that HAProxy puts before a message, and nothing before a dump. */
  private static OptionalInt severity(PushbackInputStream in) throws IOException {
    var start = in.readNBytes(SEVERITY_LENGTH);
    if (start.length == SEVERITY_LENGTH
        && start[0] == '['
        && start[1] >= '0'
        && start[1] <= '7'
        && start[2] == ']'
        && start[3] == ':'
        && start[4] == ' ') {
      return OptionalInt.of(start[1] - '0');
    }
    in.unread(start);
    return OptionalInt.empty();
  }

  /**
   * {@return how grave HAProxy takes its message to be, 0 (emergency) to 7 (debug); empty for what
   * is no message, and where the version does not tell}
   */
  public OptionalInt severity() {
    return severity;
  }

  /**
   * {@return whether HAProxy itself calls the answer an error: its severity is 3 (error) or graver}
   */
  public boolean isError() {
    return severity.isPresent() && severity.getAsInt() <= 3;
  }

  /**
   * {@return the whole answer, whatever it tells of, without white space at its end}
   *
   * @throws IOException if the answer does not come to its end
   */
  public String text() throws IOException {
    return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
  }

  /**
   * {@return the whole answer of a command that reads something and answers with a message, without
   * white space at its end}
   *
   * @throws CommandFailedException if the message tells of a failure
   * @throws IOException if the answer does not come to its end
   */
  public String message() throws IOException {
    var text = text();
    var failure = Failure.of(text.lines().findFirst().orElse(""));
    // HAProxy takes an unknown command for no error.
    if (isError()
        || failure == Failure.UNKNOWN_COMMAND
        || (!marksMessages && failure != Failure.OTHER)) {
      throw failed(text);
    }
    return text;
  }

  /** {@return the bytes of the answer, as they come, with what is at its end} */
  public InputStream bytes() {
    return in;
  }

  /**
   * {@return the lines of a dump, empty ones left out}
   *
   * @throws CommandFailedException if HAProxy answers with a message, which is no dump
   * @throws EndpointException if the empty line is missing that ends every dump
   * @throws IOException if the answer does not come to its end
   */
  public List<String> lines() throws IOException {
    var lines = new ArrayList<String>();
    forEachLine(lines::add);
    return List.copyOf(lines);
  }

  /** Takes one line of a dump. */
  @FunctionalInterface
  public interface LineReader {
    /**
     * Takes one line.
     *
     * @param line without its line feed, never empty
     * @throws IOException ends the reading; the caller gets it as it is
     */
    void read(String line) throws IOException;
  }

  /**
   * Reads the lines of a dump as they come, for dumps that may be large; empty ones are left out.
   *
   * @param reader gets each line in its turn
   * @throws CommandFailedException if HAProxy answers with a message, which is no dump
   * @throws EndpointException if the empty line is missing that ends every dump
   * @throws IOException if the answer does not come to its end, or what {@code reader} throws
   */
  public void forEachLine(LineReader reader) throws IOException {
    forEachEncodedLine(
        (bytes, start, end) ->
            reader.read(new String(bytes, start, end - start, StandardCharsets.UTF_8)));
  }

  /** Takes one line of a dump as it came. */
  @FunctionalInterface
  public interface EncodedLineReader {
    /**
     * Takes one line, never empty, less its line feed.
     *
     * @param bytes have the line somewhere in them, and others after the return
     * @param start where the line begins
     * @param end where it has ended
     * @throws IOException ends the reading; the caller gets it as it is
     */
    void read(byte[] bytes, int start, int end) throws IOException;
  }

  /**
   * Reads the lines of a dump as {@link #forEachLine} does, but makes no text of them.
   *
   * @param reader gets each line in its turn
   * @throws CommandFailedException if HAProxy answers with a message, which is no dump
   * @throws EndpointException if the empty line is missing that ends every dump
   * @throws IOException if the answer does not come to its end, or what {@code reader} throws
   */
  public void forEachEncodedLine(EncodedLineReader reader) throws IOException {
    if (severity.isPresent()) {
      throw failed(text());
    }
    var lines = new EncodedLines(in);
    boolean first = true;
    boolean ended = true;
    while (lines.next()) {
      ended = lines.isEmpty();
      if (ended) {
        continue;
      }
      if (first && !marksMessages && Failure.of(lines.text()) != Failure.OTHER) {
        throw failed(lines.text());
      }
      first = false;
      lines.passTo(reader);
    }
    if (!ended && !endless) {
      throw cutShort();
    }
  }

  /**
   * {@return the bytes of a whole dump, with the empty line at its end}
   *
   * @throws CommandFailedException if HAProxy answers with a message, which is no dump
   * @throws EndpointException if the empty line is missing that ends every dump
   * @throws IOException if the answer does not come to its end
   */
  public byte[] dump() throws IOException {
    var bytes = in.readAllBytes();
    int length = bytes.length;
    int firstLine = 0;
    while (firstLine < length && bytes[firstLine] != '\n') {
      firstLine++;
    }
    var first = new String(bytes, 0, firstLine, StandardCharsets.UTF_8);
    if (severity.isPresent() || (!marksMessages && Failure.of(first) != Failure.OTHER)) {
      throw failed(new String(bytes, StandardCharsets.UTF_8).stripTrailing());
    }
    if (length > 0 && !(length > 1 && bytes[length - 1] == '\n' && bytes[length - 2] == '\n')) {
      throw cutShort();
    }
    return bytes;
  }

  /** A process that dies looks as if it had said all, but for the empty line. */
  private EndpointException cutShort() {
    return new EndpointException(
        endpoint,
        EndpointException.Reason.BROKEN,
        "'" + command + "': closed before the end of the answer",
        null);
  }

  /**
   * {@return the exception to throw for an answer that means failure, or that nobody knows}
   *
   * @param answer the text, or the one line of it, that the message is to quote
   */
  public CommandFailedException failed(String answer) {
    return new CommandFailedException(endpoint, command, answer);
  }
}
