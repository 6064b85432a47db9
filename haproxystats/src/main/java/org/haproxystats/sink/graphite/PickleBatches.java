package org.haproxystats.sink.graphite;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Turns lines into Graphite's pickle protocol: messages of a length in four bytes, highest first,
 * and a list of tuples {@code (path, (seconds, value))} in protocol 2 of Python's pickle.
 */
final class PickleBatches implements LineWriter.Batches {
  // The names of the opcodes are those of Python's pickletools.
  private static final byte[] PROTO_2_EMPTY_LIST_MARK = {(byte) 0x80, 2, ']', '('};
  private static final byte[] APPENDS_STOP = {'e', '.'};
  private static final byte BINUNICODE = 'X';
  private static final byte LONG1 = (byte) 0x8a;
  private static final byte BINFLOAT = 'G';
  private static final byte TUPLE2 = (byte) 0x86;

  /** Carbon closes the connection at a message of more than 1 MiB. */
  private static final int MOST_BYTES = 1 << 17;

  /** What an item has beside its path. */
  private static final int BYTES_BESIDE_PATH = 5 + 2 + Long.BYTES + 1 + Double.BYTES + 2;

  private final LineWriter.Batches next;
  private ByteBuffer message = ByteBuffer.allocate(MOST_BYTES);

  PickleBatches(LineWriter.Batches next) {
    this.next = next;
  }

  @Override
  public void write(ByteBuffer lines) throws IOException, InterruptedException {
    begin(0);
    while (lines.hasRemaining()) {
      byte[] path = until(lines, ' ');
      byte[] value = until(lines, ' ');
      byte[] seconds = until(lines, '\n');
      int bytes = path.length + BYTES_BESIDE_PATH;
      if (message.remaining() < bytes + APPENDS_STOP.length) {
        send();
        begin(bytes);
      }
      add(path, Double.parseDouble(new String(value, US_ASCII)), seconds);
    }
    send();
  }

  private static byte[] until(ByteBuffer lines, char end) {
    int start = lines.position();
    while (lines.get() != end) {
      // Every line is whole.
    }
    var part = new byte[lines.position() - 1 - start];
    lines.get(start, part);
    return part;
  }

  private void begin(int needed) {
    int bytes = Integer.BYTES + PROTO_2_EMPTY_LIST_MARK.length + needed + APPENDS_STOP.length;
    message = message.capacity() < bytes ? ByteBuffer.allocate(bytes) : message.clear();
    message.position(Integer.BYTES);
    message.put(PROTO_2_EMPTY_LIST_MARK);
  }

  private void add(byte[] path, double value, byte[] seconds) {
    message.put(BINUNICODE).putInt(Integer.reverseBytes(path.length)).put(path);
    long time = Long.parseLong(new String(seconds, US_ASCII));
    message.put(LONG1).put((byte) Long.BYTES).putLong(Long.reverseBytes(time));
    message.put(BINFLOAT).putDouble(value);
    message.put(TUPLE2).put(TUPLE2);
  }

  private void send() throws IOException, InterruptedException {
    message.put(APPENDS_STOP);
    message.putInt(0, message.position() - Integer.BYTES);
    next.write(message.flip());
  }
}
