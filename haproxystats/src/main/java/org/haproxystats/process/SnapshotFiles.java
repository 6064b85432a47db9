package org.haproxystats.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.runtime.stats.CounterSum;
import org.haproxystats.runtime.stats.InfoReader;
import org.haproxystats.runtime.stats.MalformedStatisticsException;
import org.haproxystats.runtime.stats.ProcessInfo;
import org.haproxystats.runtime.stats.StatCsvReader;
import org.haproxystats.runtime.stats.StatTable;
import org.haproxystats.spool.Snapshot;

/**
 * Reads the files of snapshots. Those with statistics, which are large, are read by a fixed number
 * of threads, one file each. A file that is no answer of HAProxy is left out, and told of.
 */
final class SnapshotFiles implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SnapshotFiles.class.getName());
  private static final String INFO_SUFFIX = "_info";
  private static final String STAT_SUFFIX = "_stat";

  private final ExecutorService workers;
  private final int threads;
  private final Object taking = new Object();
  private BlockingQueue<StatCsvReader> idleReaders = new LinkedBlockingQueue<>();

  /** Gets what one process says of its frontends, backends and servers. */
  interface Taker {
    void take(String socket, StatTable table);
  }

  /** What workers had counted that have ended since; pull writes it where it knows the master. */
  static final class Finished {
    private final Path file;
    private final List<ProcessInfo> info;
    private final byte[] statistics;

    private Finished(Path file, List<ProcessInfo> info, byte[] statistics) {
      this.file = file;
      this.info = info;
      this.statistics = statistics;
    }

    /** What they said of themselves, added up; none if that cannot be understood. */
    List<ProcessInfo> info() {
      return info;
    }
  }

  SnapshotFiles(int threads) {
    this.threads = threads;
    workers =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().name("worker-", 1).daemon().factory());
  }

  /** Sets what statistics are read with from now on. A reader serves one thread at a time. */
  void readWith(Supplier<StatCsvReader> reader) {
    var readers = new LinkedBlockingQueue<StatCsvReader>();
    for (int i = 0; i < threads; i++) {
      readers.add(reader.get());
    }
    idleReaders = readers;
  }

  /** Reads what the processes say of themselves, by the names of their sockets, in their order. */
  Map<String, ProcessInfo> info(Snapshot snapshot) throws IOException {
    var processes = new LinkedHashMap<String, ProcessInfo>();
    for (var file : snapshot.infoFiles()) {
      try {
        processes.put(socket(file, INFO_SUFFIX), InfoReader.read(Files.readAllBytes(file)));
      } catch (MalformedStatisticsException e) {
        leftOut(file, e);
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
    return processes;
  }

  /**
   * Reads all statistics.
   *
   * @param taker is called by one thread at a time, and not any more when this method has ended
   * @return whether there are any
   */
  boolean statistics(Snapshot snapshot, Taker taker) throws IOException {
    var reads = new ArrayList<Future<Boolean>>();
    for (var file : snapshot.statFiles()) {
      reads.add(workers.submit(() -> read(file, taker)));
    }
    awaitAll(reads);
    boolean any = false;
    for (var read : reads) {
      any |= result(read);
    }
    return any;
  }

  /** Reads the counters of workers that have ended; empty if the snapshot has none. */
  Optional<Finished> finished(Snapshot snapshot) throws IOException {
    var file = snapshot.finished();
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    var parts = CounterSum.parts(Files.readAllBytes(file));
    List<ProcessInfo> info = List.of();
    try {
      info = List.of(InfoReader.read(parts.get(0)));
    } catch (MalformedStatisticsException e) {
      leftOut(file, e);
    }
    return Optional.of(new Finished(file, info, parts.get(1)));
  }

  /** Reads the statistics of workers that have ended; empty if they cannot be understood. */
  Optional<StatTable> statistics(Finished finished, StatCsvReader reader) throws IOException {
    try (InputStream in = new ByteArrayInputStream(finished.statistics)) {
      return Optional.of(reader.read(in));
    } catch (MalformedStatisticsException e) {
      leftOut(finished.file, e);
      return Optional.empty();
    }
  }

  /** Reads one file; false if it is no answer to {@code show stat}. */
  private boolean read(Path file, Taker taker) throws IOException, InterruptedException {
    var reader = idleReaders.take();
    try (InputStream in = Files.newInputStream(file)) {
      var table = reader.read(in);
      table.problems().forEach(problem -> LOG.log(Level.WARNING, file + ": " + problem));
      synchronized (taking) {
        taker.take(socket(file, STAT_SUFFIX), table);
      }
      return true;
    } catch (MalformedStatisticsException e) {
      leftOut(file, e);
      return false;
    } catch (IOException e) {
      throw unreadable(file, e);
    } finally {
      idleReaders.add(reader);
    }
  }

  /**
   * Waits for all workers, also when one has failed or the waiting thread is to stop: none may add
   * to the sums of the next snapshot. A file is quickly read.
   */
  private static void awaitAll(List<Future<Boolean>> reads) {
    boolean interrupted = false;
    for (var read : reads) {
      while (read.state() == Future.State.RUNNING) {
        try {
          read.get();
        } catch (InterruptedException e) {
          interrupted = true;
        } catch (ExecutionException e) {
          break; // It is thrown when all have ended.
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** The result of a worker that has ended. */
  private static boolean result(Future<Boolean> read) throws IOException {
    if (read.state() == Future.State.SUCCESS) {
      return read.resultNow();
    }
    switch (read.exceptionNow()) {
      case IOException cause -> throw cause;
      case RuntimeException cause -> throw cause;
      case Throwable cause -> throw new IllegalStateException(cause);
    }
  }

  private static String socket(Path file, String suffix) {
    var name = String.valueOf(file.getFileName());
    return name.substring(0, name.length() - suffix.length());
  }

  /** Not every exception knows the file. */
  private static IOException unreadable(Path file, IOException e) {
    return e instanceof FileSystemException || e instanceof ClosedByInterruptException
        ? e
        : new IOException(file + ": " + FileTrouble.reason(e), e);
  }

  private static void leftOut(Path file, MalformedStatisticsException e) {
    LOG.log(Level.ERROR, file + " is left out: " + e.getMessage());
  }

  @Override
  public void close() {
    workers.shutdown();
  }
}
