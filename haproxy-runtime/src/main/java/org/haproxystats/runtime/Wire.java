package org.haproxystats.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** What carries the bytes over a channel that does not block: the channel itself, or TLS on it. */
public sealed interface Wire permits Wire.Plain, TlsWire {

  /**
   * Reads some bytes.
   *
   * @param bytes where they go
   * @return their number; 0 if none are there yet, -1 at the end
   * @throws java.io.EOFException TLS alone: the other side went without saying that this was all
   * @throws IOException the connection is broken, or the other side breaks the rules of TLS
   */
  int read(ByteBuffer bytes) throws IOException;

  /**
   * Writes some bytes; none if the channel takes no more at the moment.
   *
   * @param bytes what to send; what was taken no longer remains in it
   * @throws IOException the connection is broken or closed
   */
  void write(ByteBuffer bytes) throws IOException;

  /**
   * {@return whether bytes that {@link #write} took have yet to leave; writing goes on with them}
   */
  boolean hasUnsent();

  /**
   * Tells the other side that nothing more comes; it may go on sending. Over TLS this may have to
   * be sent by a further {@link #write} of nothing, see {@link #hasUnsent}.
   *
   * @throws IOException the connection is broken
   */
  void endOutput() throws IOException;

  /**
   * The bytes as they are.
   *
   * @param channel connected, and not blocking
   */
  record Plain(SocketChannel channel) implements Wire {
    @Override
    public int read(ByteBuffer bytes) throws IOException {
      return channel.read(bytes);
    }

    @Override
    public void write(ByteBuffer bytes) throws IOException {
      channel.write(bytes);
    }

    @Override
    public boolean hasUnsent() {
      return false;
    }

    @Override
    public void endOutput() throws IOException {
      channel.shutdownOutput();
    }
  }
}
