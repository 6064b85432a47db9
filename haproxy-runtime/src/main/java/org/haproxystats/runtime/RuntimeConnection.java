package org.haproxystats.runtime;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.net.BindException;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import javax.net.ssl.SSLException;
import org.haproxystats.runtime.EndpointException.Reason;

/**
 * One connection to one HAProxy process.
 *
 * <p>A UNIX socket channel has no time-outs of its own, so the channel does not block and every
 * wait is a {@link Selector#select(long)}: it ends by itself at the deadline, and at once when the
 * thread is interrupted. A thread that waits here may be virtual. One thread at a time.
 */
public final class RuntimeConnection implements Closeable {
  private static final int BUFFER_BYTES = 64 * 1024;
  private static final int SHORT_ANSWER_BYTES = 8 * 1024;

  private final Endpoint endpoint;
  private final SocketChannel channel;
  private final Wire wire;
  private final Selector selector;
  private final SelectionKey key;
  private volatile boolean closed;

  private RuntimeConnection(Endpoint endpoint, SocketChannel channel) throws IOException {
    this.endpoint = endpoint;
    this.channel = channel;
    this.wire =
        endpoint instanceof Endpoint.Tls tls
            ? new TlsWire(channel, tls.settings().engine(tls.host(), tls.port()))
            : new Wire.Plain(channel);
    try {
      this.selector = Selector.open();
      channel.configureBlocking(false);
      this.key = channel.register(selector, 0);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /**
   * Connects. A host with several addresses is tried at each in turn; a UNIX socket whose queue of
   * new connections is full is tried again until the time-out.
   *
   * @param endpoint where to connect to
   * @param timeout the limit of this connect, name resolution included
   * @param deadline the limit of everything; the sooner one counts
   * @return the connection, to be closed
   * @throws EndpointException if the endpoint cannot be reached in time
   * @throws InterruptedException if the thread is interrupted
   */
  public static RuntimeConnection open(Endpoint endpoint, Duration timeout, Deadline deadline)
      throws EndpointException, InterruptedException {
    return Connector.open(endpoint, deadline.orAfter(timeout));
  }

  /** Connects to one address. */
  static RuntimeConnection connect(Endpoint endpoint, SocketAddress address, Deadline limit)
      throws EndpointException, InterruptedException {
    try {
      var connection = new RuntimeConnection(endpoint, channelFor(address));
      try {
        connection.connect(address, limit);
        return connection;
      } catch (IOException | InterruptedException | RuntimeException e) {
        connection.close();
        throw e;
      }
    } catch (EndpointException e) {
      throw e;
    } catch (IOException e) {
      throw new EndpointException(endpoint, connectReason(endpoint, e), textOf(e), e);
    }
  }

  private static SocketChannel channelFor(SocketAddress address) throws IOException {
    return address instanceof UnixDomainSocketAddress
        ? SocketChannel.open(StandardProtocolFamily.UNIX)
        : SocketChannel.open();
  }

  private void connect(SocketAddress address, Deadline limit)
      throws IOException, InterruptedException {
    boolean connected = channel.connect(address);
    while (!connected) {
      if (!await(SelectionKey.OP_CONNECT, limit)) {
        throw new EndpointException(
            endpoint, Reason.CONNECT_TIMEOUT, "no connection in time", null);
      }
      connected = channel.finishConnect();
    }
    if (wire instanceof TlsWire tls) {
      shakeHands(tls, limit);
    }
  }

  private void shakeHands(TlsWire tls, Deadline limit) throws IOException, InterruptedException {
    try {
      for (int wait = tls.shakeHands(); wait != 0; wait = tls.shakeHands()) {
        if (!await(wait, limit)) {
          throw new EndpointException(
              endpoint, Reason.CONNECT_TIMEOUT, "no TLS handshake in time", null);
        }
      }
    } catch (SSLException e) {
      throw new EndpointException(
          endpoint, Reason.TLS_FAILED, "no TLS connection: " + e.getMessage(), e);
    }
  }

  /** By type rather than by text, because the system's texts follow the locale. */
  private static Reason connectReason(Endpoint endpoint, IOException e) {
    if (e instanceof BindException) {
      return Reason.DENIED; // what the JDK makes of EACCES
    }
    if (endpoint instanceof Endpoint.Unix(Path path) && Files.notExists(path)) {
      return Reason.NO_SOCKET;
    }
    return e instanceof ConnectException ? Reason.REFUSED : Reason.CONNECT_FAILED;
  }

  /**
   * Sends one line and hands on the answer as it comes, until HAProxy closes the connection, as it
   * does after one line unless told otherwise.
   *
   * @param line one command or several with {@code ;} between them, sent as it is, as by {@link
   *     Command#raw}: it must come from the program, never from its input
   * @param deadline when the whole answer must have come
   * @param sink takes the answer's bytes
   * @return the answer's size in bytes, more than zero
   * @throws UnsendableValueException if the line is empty or has a line feed, carriage return or
   *     NUL in it
   * @throws EndpointException if the answer does not come to its end in time
   * @throws IOException what {@code sink} throws
   * @throws InterruptedException if the thread is interrupted
   */
  public long ask(String line, Deadline deadline, AnswerSink sink)
      throws IOException, InterruptedException {
    send(ByteBuffer.wrap((Words.checked(line) + "\n").getBytes(StandardCharsets.UTF_8)), deadline);
    // Memory outside the heap: from the socket and to a file without a copy on the way.
    try (var memory = Arena.ofConfined()) {
      var buffer = memory.allocate(BUFFER_BYTES).asByteBuffer();
      long total = 0;
      while (read(buffer, deadline, total)) {
        buffer.flip();
        total += buffer.remaining();
        sink.accept(buffer);
        buffer.clear();
      }
      return total;
    }
  }

  /**
   * Sends one line and takes the whole answer; for answers that are short.
   *
   * @param line one command or several with {@code ;} between them, sent as it is: it must come
   *     from the program, never from its input
   * @param deadline when the whole answer must have come
   * @return the answer's bytes, at least one
   * @throws EndpointException if the answer does not come to its end in time
   * @throws InterruptedException if the thread is interrupted
   * @throws UnsendableValueException if the line is empty or has a line feed, carriage return or
   *     NUL in it
   */
  public byte[] ask(String line, Deadline deadline) throws IOException, InterruptedException {
    send((Words.checked(line) + "\n").getBytes(StandardCharsets.UTF_8), deadline);
    var answer = new ByteArrayOutputStream();
    var buffer = ByteBuffer.allocate(SHORT_ANSWER_BYTES);
    while (read(buffer, deadline, answer.size())) {
      answer.write(buffer.array(), 0, buffer.position());
      buffer.clear();
    }
    return answer.toByteArray();
  }

  /** Sends bytes as they are. */
  void send(byte[] request, Deadline deadline) throws EndpointException, InterruptedException {
    send(ByteBuffer.wrap(request), deadline);
  }

  /**
   * Sends bytes as they are and takes what comes meanwhile and afterwards, until HAProxy closes the
   * connection; for what is so much that HAProxy waits for its answers to be taken before it reads
   * on.
   *
   * @param request one portion after the other, at least one
   * @param deadline when everything must have come
   * @param idle the longest time in which nothing is taken and nothing comes
   */
  byte[] converse(Iterator<ByteBuffer> request, Deadline deadline, Duration idle)
      throws EndpointException, InterruptedException {
    var out = request.next();
    var in = ByteBuffer.allocate(BUFFER_BYTES);
    var answer = new ByteArrayOutputStream();
    var limit = deadline.orAfter(idle);
    try {
      for (int count = 0; count >= 0; count = wire.read(in.clear())) {
        answer.write(in.array(), 0, count);
        if (!out.hasRemaining() && request.hasNext()) {
          out = request.next();
        }
        int unsent = out.remaining();
        int wanted =
            write(out) ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ;
        if (count > 0 || out.remaining() < unsent) {
          limit = deadline.orAfter(idle);
          wanted = 0;
        }
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        if (limit.hasPassed() || (wanted != 0 && !await(wanted, limit))) {
          throw new EndpointException(
              endpoint, Reason.TIMEOUT, "not everything was taken and answered in time", null);
        }
      }
    } catch (EndpointException e) {
      throw e;
    } catch (IOException e) {
      if (answer.size() == 0) {
        throw new EndpointException(endpoint, Reason.NO_ANSWER, "broken off: " + textOf(e), e);
      }
      // HAProxy has closed before it took everything, and has said why perhaps.
    }
    return answer.toByteArray();
  }

  /** Sends what the channel takes; whether there is more. */
  private boolean write(ByteBuffer out) {
    try {
      wire.write(out);
      return out.hasRemaining() || wire.hasUnsent();
    } catch (IOException _) {
      out.position(out.limit()); // HAProxy has closed; what it said is to be read yet.
      return false;
    }
  }

  /** Tells HAProxy that nothing more comes; it goes on answering. */
  void endRequest() throws EndpointException {
    try {
      wire.endOutput();
    } catch (IOException e) {
      throw new EndpointException(
          endpoint, Reason.NO_ANSWER, "closed before the request was sent: " + textOf(e), e);
    }
  }

  /**
   * The answer as a stream, to its end. An interrupt of the thread comes out of a read as an {@link
   * java.io.InterruptedIOException}, everything else as an {@link EndpointException}.
   *
   * @param deadline when the whole answer must have come
   * @param idle the longest wait for the next bytes
   */
  InputStream answer(Deadline deadline, Duration idle) {
    return new AnswerStream(this, deadline, idle);
  }

  private void send(ByteBuffer request, Deadline deadline)
      throws EndpointException, InterruptedException {
    try {
      wire.write(request);
      while (request.hasRemaining() || wire.hasUnsent()) {
        if (!await(SelectionKey.OP_WRITE, deadline)) {
          throw new EndpointException(
              endpoint, Reason.TIMEOUT, "the request was not taken in time", null);
        }
        wire.write(request);
      }
    } catch (EndpointException e) {
      throw e;
    } catch (IOException e) {
      throw new EndpointException(
          endpoint, Reason.NO_ANSWER, "closed before the request was sent: " + textOf(e), e);
    }
  }

  /** Returns false at the end of an answer that has at least one byte. */
  boolean read(ByteBuffer buffer, Deadline deadline, long total)
      throws EndpointException, InterruptedException {
    try {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      int count;
      // The deadline is looked at before each read: a peer that keeps sending must end as well.
      while (deadline.hasPassed() || (count = wire.read(buffer)) == 0) {
        if (!await(SelectionKey.OP_READ, deadline)) {
          throw new EndpointException(
              endpoint,
              Reason.TIMEOUT,
              "no complete answer in time, " + total + " bytes came",
              null);
        }
      }
      if (count < 0 && total == 0) {
        throw new EndpointException(endpoint, Reason.NO_ANSWER, "closed without an answer", null);
      }
      return count > 0;
    } catch (EndpointException e) {
      throw e;
    } catch (IOException e) {
      throw new EndpointException(
          endpoint,
          total == 0 ? Reason.NO_ANSWER : Reason.BROKEN,
          "broken off after " + total + " bytes: " + textOf(e),
          e);
    }
  }

  /** Waits until the channel can do the operation; false if the deadline passes first. */
  private boolean await(int operation, Deadline deadline) throws IOException, InterruptedException {
    key.interestOps(operation);
    selector.selectedKeys().clear();
    while (!deadline.hasPassed()) {
      // At least one millisecond, because zero would wait for ever.
      long millis = deadline.remainingNanos() / 1_000_000 + 1;
      int ready;
      try {
        ready = selector.select(millis);
      } catch (ClosedSelectorException e) {
        throw new AsynchronousCloseException();
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      if (ready > 0) {
        return true;
      }
    }
    return false;
  }

  private static String textOf(IOException e) {
    var text = e.getMessage();
    return text == null ? e.getClass().getSimpleName() : text;
  }

  boolean isOpen() {
    return !closed;
  }

  /**
   * Closes the connection; HAProxy drops what it has not sent yet. Another thread may do it to end
   * a wait.
   */
  @Override
  public void close() {
    closed = true; // Before the rest, which a thread that waits notices one after the other.
    try (channel;
        selector) {
      // Nothing to flush: a request is sent at once, and the answer is read or given up.
    } catch (IOException e) {
      // The descriptor is gone all the same, and nobody can do anything about it.
    }
  }
}
