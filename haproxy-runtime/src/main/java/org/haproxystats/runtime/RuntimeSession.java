package org.haproxystats.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import org.haproxystats.runtime.EndpointException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Many commands, one after the other, for bulk work: over one connection where HAProxy can do it
 * (3.2 and newer, {@code prompt i}), otherwise over one for each. For one thread at a time.
 *
 * <p>A connection stays with the process that took it. After a reload it goes on talking to the old
 * one, so a session should not outlive the work that it was opened for. When a command fails in
 * another way than by HAProxy's answer, the session is at its end.
 */
public final class RuntimeSession implements CommandRunner, Closeable {
  /** What a line of an answer hardly ever is, and HAProxy repeats ({@code echo}). */
  private static final String MARK = "end-of-answer-";

  private final RuntimeClient client;
  private final Abilities process;
  private final @Nullable RuntimeConnection connection;
  private long commands;
  private boolean broken;

  private RuntimeSession(
      RuntimeClient client, Abilities process, @Nullable RuntimeConnection connection) {
    this.client = client;
    this.process = process;
    this.connection = connection;
  }

  static RuntimeSession open(RuntimeClient client) throws IOException, InterruptedException {
    var process = client.abilities();
    if (!process.hasInteractiveMode() || !client.hasOwnConnections()) {
      return new RuntimeSession(client, process, null);
    }
    var deadline = client.deadline();
    var connection = client.connect(deadline);
    var session = new RuntimeSession(client, process, connection);
    try {
      var setup = client.endpoint().connector() + "prompt i\nset severity-output number\n";
      connection.send(setup.getBytes(UTF_8), deadline);
      session.run(Command.raw("show version"));
      return session;
    } catch (IOException | InterruptedException | RuntimeException e) {
      session.close();
      throw e;
    }
  }

  @Override
  public <T> T run(Command<T> command) throws IOException, InterruptedException {
    if (connection == null) {
      return client.run(command);
    }
    client.check(command, process);
    var deadline = client.deadline(command);
    var requests = command.requests(process.version());
    for (var request : requests.subList(0, requests.size() - 1)) {
      exchange(connection, command, request, deadline);
    }
    return exchange(connection, command, requests.getLast(), deadline);
  }

  private <T> T exchange(
      RuntimeConnection connection, Command<T> command, Command.Request request, Deadline deadline)
      throws IOException, InterruptedException {
    if (broken) {
      throw new EndpointException(
          client.endpoint(), Reason.NO_ANSWER, "the session has failed before; open another", null);
    }
    broken = true;
    var mark = MARK + commands++;
    var bytes = new ByteArrayOutputStream();
    request.writeTo(bytes, RuntimeClient.mode(command));
    bytes.writeBytes(("echo " + mark + "\n").getBytes(UTF_8));
    connection.send(bytes.toByteArray(), deadline);
    var answer =
        new MarkedAnswer(client.endpoint(), client.answer(connection, command, deadline), mark);
    try {
      return command
          .reader()
          .read(Reply.begin(client.endpoint(), command.toString(), answer, true));
    } catch (InterruptedIOException e) {
      throw RuntimeClient.interrupted(e);
    } finally {
      broken = !answer.skipToEnd();
    }
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close();
    }
  }

  /** The part of a stream before a line that is the mark. */
  private static final class MarkedAnswer extends InputStream {
    private static final int PART_BYTES = 8 * 1024;

    private final Endpoint endpoint;
    private final InputStream in;
    private final String mark;
    private final byte[] part = new byte[PART_BYTES];
    private int at;
    private int length;
    private boolean inLine;
    private boolean ended;

    MarkedAnswer(Endpoint endpoint, InputStream in, String mark) {
      this.endpoint = endpoint;
      this.in = in;
      this.mark = "[6]: " + mark + "\n"; // An echo is a message, of severity 'info'.
    }

    @Override
    public int read() throws IOException {
      return fill() ? part[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] bytes, int offset, int count) throws IOException {
      if (count == 0 || !fill()) {
        return count == 0 ? 0 : -1;
      }
      int taken = Math.min(count, length - at);
      System.arraycopy(part, at, bytes, offset, taken);
      at += taken;
      return taken;
    }

    /** Whether the mark was found; what is before it is passed over. */
    boolean skipToEnd() {
      try {
        transferTo(OutputStream.nullOutputStream());
        return true;
      } catch (IOException e) {
        return false; // It was told already, or will be when somebody asks for more.
      }
    }

    /** Takes the next line, or a part of it if it is long. */
    private boolean fill() throws IOException {
      if (at < length || ended) {
        return at < length;
      }
      boolean wholeLine = !inLine;
      at = 0;
      length = 0;
      do {
        int next = in.read();
        if (next < 0) {
          throw new EndpointException(
              endpoint, Reason.BROKEN, "closed before the end of the answer", null);
        }
        part[length++] = (byte) next;
      } while (part[length - 1] != '\n' && length < part.length);
      inLine = part[length - 1] != '\n';
      if (wholeLine && !inLine && mark.equals(new String(part, 0, length, UTF_8))) {
        ended = true;
        length = 0;
      }
      return length > 0;
    }
  }
}
