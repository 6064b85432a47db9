package org.haproxystats.spool;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.haproxystats.files.FileTrouble;

/** A file of a snapshot that is being put together; its errors name its path. */
public final class StagedFile {
  private final Path path;
  private final FileChannel channel;

  private StagedFile(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  static StagedFile create(Path path) throws IOException {
    try {
      return new StagedFile(
          path, FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    } catch (IOException e) {
      throw new IOException("cannot make " + path + ": " + FileTrouble.reason(e), e);
    }
  }

  /**
   * Appends all that remains in the buffer.
   *
   * @throws ClosedByInterruptException if the thread is interrupted
   * @throws IOException if the bytes cannot be written
   */
  public void write(ByteBuffer bytes) throws IOException {
    try {
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("cannot write " + path + ": " + FileTrouble.reason(e), e);
    }
  }

  /** Empties the file. */
  public void clear() throws IOException {
    try {
      channel.truncate(0).position(0);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("cannot empty " + path + ": " + FileTrouble.reason(e), e);
    }
  }

  /** Brings the bytes to the disk and closes the file. */
  void finish() throws IOException {
    try (channel) {
      channel.force(true);
    } catch (IOException e) {
      throw new IOException("cannot write " + path + " to the disk: " + FileTrouble.reason(e), e);
    }
  }

  void close() throws IOException {
    channel.close();
  }
}
