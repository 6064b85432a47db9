package org.haproxystats.runtime;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;

/** TLS over a channel that does not block. For one thread. */
public final class TlsWire implements Wire {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SocketChannel channel;
  private final SSLEngine engine;
  // Each is ready to be read from between two calls.
  private ByteBuffer received;
  private ByteBuffer clear;
  private ByteBuffer unsent;

  /**
   * Nothing is sent or received yet.
   *
   * @param channel one that does not block; it need not be connected yet
   * @param engine in client mode, see {@link TlsSettings#engine}
   * @throws SSLException the engine refuses
   */
  public TlsWire(SocketChannel channel, SSLEngine engine) throws SSLException {
    this.channel = channel;
    this.engine = engine;
    var session = engine.getSession();
    received = ByteBuffer.allocate(session.getPacketBufferSize()).flip();
    unsent = ByteBuffer.allocate(session.getPacketBufferSize()).flip();
    clear = ByteBuffer.allocate(session.getApplicationBufferSize()).flip();
    engine.beginHandshake();
  }

  /**
   * Goes on with the handshake as far as the channel lets it. To be called until it is done, before
   * anything is read or written.
   *
   * @return the operation of {@link SelectionKey} to wait for; 0 when the handshake is done
   * @throws SSLException the two sides do not agree, or one does not trust the other
   * @throws IOException the connection is broken
   */
  public int shakeHands() throws IOException {
    while (true) {
      if (!sendUnsent()) {
        return SelectionKey.OP_WRITE;
      }
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> runTasks();
        case NEED_WRAP -> wrapOpen(NOTHING);
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          switch (unwrap().getStatus()) {
            case BUFFER_UNDERFLOW -> {
              if (!receive()) {
                return SelectionKey.OP_READ;
              }
            }
            case CLOSED -> throw new SSLException("the other side ended the handshake");
            case OK, BUFFER_OVERFLOW -> {}
          }
        }
        case NOT_HANDSHAKING, FINISHED -> {
          return 0;
        }
      }
    }
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    while (!clear.hasRemaining()) {
      var result = unwrap();
      switch (result.getStatus()) {
        case CLOSED -> {
          return -1;
        }
        case BUFFER_UNDERFLOW -> {
          if (!receive()) {
            return 0;
          }
        }
        case OK, BUFFER_OVERFLOW -> answerHandshake();
      }
    }
    int count = Math.min(bytes.remaining(), clear.remaining());
    bytes.put(clear.slice(clear.position(), count));
    clear.position(clear.position() + count);
    return count;
  }

  /** The peer may renew keys at any time, which wants an answer. */
  private void answerHandshake() throws IOException {
    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
      runTasks();
    }
    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      wrap(NOTHING);
      sendUnsent();
    }
  }

  @Override
  public void write(ByteBuffer bytes) throws IOException {
    while (sendUnsent() && bytes.hasRemaining()) {
      wrapOpen(bytes);
    }
  }

  @Override
  public boolean hasUnsent() {
    return unsent.hasRemaining();
  }

  @Override
  public void endOutput() throws IOException {
    engine.closeOutbound();
    wrap(NOTHING);
    sendUnsent();
  }

  private void runTasks() {
    for (var task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
      task.run();
    }
  }

  private SSLEngineResult unwrap() throws IOException {
    clear.compact();
    try {
      var result = engine.unwrap(received, clear);
      if (result.getStatus() == SSLEngineResult.Status.BUFFER_OVERFLOW) {
        clear = enlarged(clear, engine.getSession().getApplicationBufferSize());
      }
      return result;
    } finally {
      clear.flip();
    }
  }

  private void wrapOpen(ByteBuffer bytes) throws IOException {
    if (wrap(bytes) == SSLEngineResult.Status.CLOSED) {
      throw new SSLException("the connection is closed");
    }
  }

  private SSLEngineResult.Status wrap(ByteBuffer bytes) throws IOException {
    unsent.compact();
    try {
      var status = engine.wrap(bytes, unsent).getStatus();
      if (status == SSLEngineResult.Status.BUFFER_OVERFLOW) {
        unsent = enlarged(unsent, engine.getSession().getPacketBufferSize());
      }
      return status;
    } finally {
      unsent.flip();
    }
  }

  /** Room for {@code more} bytes beside what is there. */
  private static ByteBuffer enlarged(ByteBuffer buffer, int more) {
    return ByteBuffer.allocate(buffer.position() + more).put(buffer.flip());
  }

  /** Whether nothing is left to send. */
  private boolean sendUnsent() throws IOException {
    while (unsent.hasRemaining()) {
      if (channel.write(unsent) == 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * Takes bytes from the channel; false if none are there yet.
   *
   * @throws EOFException if the peer went without the word of TLS that ends a stream: what came may
   *     have been cut short by anybody on the way
   */
  private boolean receive() throws IOException {
    received.compact();
    if (!received.hasRemaining()) {
      received = enlarged(received, engine.getSession().getPacketBufferSize());
    }
    try {
      int count = channel.read(received);
      if (count < 0) {
        throw new EOFException("closed without a farewell of TLS");
      }
      return count > 0;
    } finally {
      received.flip();
    }
  }
}
