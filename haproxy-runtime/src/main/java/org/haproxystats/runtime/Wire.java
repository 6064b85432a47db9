package org.haproxystats.runtime;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;

/** What carries the bytes over a channel that does not block: the channel itself, or TLS on it. */
sealed interface Wire permits Wire.Plain, TlsWire {

  /** Reads some bytes: their number, 0 if none are there yet, -1 at the end. */
  int read(ByteBuffer bytes) throws IOException;

  /** Writes some bytes; none if the channel takes no more at the moment. */
  void write(ByteBuffer bytes) throws IOException;

  /** Whether bytes that {@link #write} took have yet to leave; writing goes on with them. */
  boolean hasUnsent();

  /** Tells the other side that nothing more comes. */
  void endOutput() throws IOException;

  /** The bytes as they are. */
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
