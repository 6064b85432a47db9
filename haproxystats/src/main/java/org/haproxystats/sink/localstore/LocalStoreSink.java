package org.haproxystats.sink.localstore;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.sink.Sink;
import org.haproxystats.sink.SnapshotNeeds;
import org.haproxystats.sink.graphite.GraphiteNames;
import org.haproxystats.sink.graphite.LineWriter;

/**
 * Writes the lines that Graphite gets into {@code <dir>/<seconds>/stats}. The file appears whole or
 * not at all, and replaces one that was there. Nothing is ever deleted here.
 */
public final class LocalStoreSink implements Sink {
  private static final Duration RETRY_DELAY = Duration.ofSeconds(10);

  private final Path directory;
  private final LineWriter writer;
  private final SnapshotNeeds needs;

  /**
   * @param directory where the store is; it is made when the first snapshot comes
   * @param names the names that Graphite gets
   * @param rates whether each counter is followed by what it grows by in a second
   */
  public LocalStoreSink(Path directory, GraphiteNames names, boolean rates) {
    this.directory = directory;
    this.needs = SnapshotNeeds.asConfigured().withRates(rates);
    this.writer = new LineWriter(names);
  }

  @Override
  public String name() {
    return "local-store";
  }

  @Override
  public SnapshotNeeds needs() {
    return needs;
  }

  @Override
  public Duration retryDelay() {
    return RETRY_DELAY;
  }

  @Override
  public long deliver(AggregatedSnapshot snapshot) throws IOException, InterruptedException {
    Path place = directory.resolve(Long.toString(snapshot.seconds()));
    try {
      Files.createDirectories(place);
      Path unfinished = place.resolve(".stats");
      long lines = writeTo(unfinished, snapshot);
      Files.move(
          unfinished,
          place.resolve("stats"),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      return lines;
    } catch (IOException e) {
      throw new IOException("local store " + place + ": " + FileTrouble.reason(e), e);
    }
  }

  private long writeTo(Path file, AggregatedSnapshot snapshot)
      throws IOException, InterruptedException {
    try (var channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      long lines = writer.write(snapshot, batch -> writeAll(channel, batch));
      channel.force(true); // The spool lets go of the snapshot when this is confirmed.
      return lines;
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer lines) throws IOException {
    while (lines.hasRemaining()) {
      channel.write(lines);
    }
  }

  @Override
  public void close() {
    // Every file is closed with its delivery.
  }
}
