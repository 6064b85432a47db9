package org.haproxystats.process;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.sink.Sink;
import org.haproxystats.sink.SnapshotNeeds;
import org.haproxystats.spool.Snapshot;
import org.jspecify.annotations.Nullable;

/**
 * One sink's way through the spool: takes the next snapshot that the sink has not confirmed,
 * delivers it, and says so. Each sink has a lane and a thread of its own, so one that is down holds
 * up no other.
 *
 * <p>Trouble of the receiver is an {@link IOException} of {@link Sink#deliver}: the snapshot is
 * kept, and tried again after a pause for as long as it takes. Whatever else goes wrong is the
 * snapshot's fault: it is put back, and given up after a few tries.
 */
final class SinkLane {
  private static final System.Logger LOG = System.getLogger(SinkLane.class.getName());

  private final Sink sink;
  private final SnapshotNeeds needs;
  private final PendingSnapshots pending;
  private final SharedSnapshots snapshots;
  private final CountDownLatch stopping;
  private final DeliveryState state;
  private final Recovery recovery;

  private final LongAdder delivered = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder metrics = new LongAdder();
  private boolean receiverIsDown;

  /* What was read for the delivery that is under way, or has failed and is tried again. */
  private SharedSnapshots.@Nullable Lease held;

  /**
   * @param backlogRate the datapoints a second that the sink gets of what has waited, unless it
   *     takes all in order; 0: no limit
   */
  SinkLane(
      Sink sink,
      PendingSnapshots pending,
      SharedSnapshots snapshots,
      CountDownLatch stopping,
      DeliveryState state,
      int backlogRate) {
    this.sink = sink;
    this.needs = sink.needs();
    this.pending = pending;
    this.snapshots = snapshots;
    this.stopping = stopping;
    this.state = state;
    this.recovery =
        sink.takesInOrder()
            ? Recovery.inOrder(sink.name())
            : Recovery.besideNews(sink.name(), backlogRate);
  }

  String name() {
    return sink.name();
  }

  SinkCounters counters() {
    return new SinkCounters(
        delivered.sum(),
        failed.sum(),
        pending.dropped(name()),
        metrics.sum(),
        pending.waiting(name()),
        pending.oldestAge(name()));
  }

  /** Delivers until {@code pending} is closed. */
  void run() throws InterruptedException {
    for (var turn = next(); turn.isPresent(); turn = next()) {
      handle(turn.get().snapshot(), turn.get().live());
    }
  }

  void close() {
    sink.close();
  }

  private Optional<SinkQueue.Turn> next() throws InterruptedException {
    return pending.next(name(), recovery.backlogFrom());
  }

  private void handle(Snapshot snapshot, boolean live) throws InterruptedException {
    if (!live && sink.takesOnlyTheNewest()) {
      boolean _ = pending.confirmed(snapshot, name());
      return;
    }
    AggregatedSnapshot aggregated;
    try {
      aggregated = read(snapshot);
    } catch (IOException e) {
      endIfInterrupted(e);
      if (FileTrouble.mayPass(e)) {
        pending.blocked(snapshot, FileTrouble.reason(e));
      } else {
        unreadable(snapshot, FileTrouble.reason(e));
      }
      return;
    } catch (RuntimeException | VirtualMachineError e) {
      LOG.log(Level.DEBUG, "reading " + snapshot, e);
      unreadable(snapshot, "reading it failed with " + e);
      return;
    }
    long start = System.nanoTime();
    try {
      long values = sink.deliver(live ? state.addTo(aggregated) : aggregated);
      succeeded(snapshot, values, System.nanoTime() - start);
      limitWaiting(values);
      recovery.delivered(live, values, start, pending.waiting(name()));
    } catch (IOException e) {
      endIfInterrupted(e);
      limitWaiting(estimate(aggregated));
      receiverFailed(e);
    } catch (RuntimeException | VirtualMachineError e) {
      LOG.log(Level.DEBUG, "delivering " + snapshot + " to " + name(), e);
      letGo();
      failed.increment();
      pending.undeliverable(snapshot, name(), "delivering it to " + name() + " failed with " + e);
    }
  }

  private AggregatedSnapshot read(Snapshot snapshot) throws IOException, InterruptedException {
    var lease = held;
    if (lease == null || !snapshot.equals(lease.snapshot())) {
      letGo();
      lease = snapshots.read(snapshot, needs);
      held = lease;
    }
    return lease.aggregated();
  }

  /** Keeps what waits within the sink's own bound, if the snapshots there are all like this one. */
  private void limitWaiting(long values) {
    sink.mostWaiting()
        .ifPresent(most -> pending.limit(name(), (int) Math.max(1, most / Math.max(1, values))));
  }

  private static long estimate(AggregatedSnapshot snapshot) {
    return snapshot.tables().stream()
        .mapToLong(table -> (long) table.rows() * table.columns().size())
        .sum();
  }

  private void letGo() {
    if (held != null) {
      held.close();
      held = null;
    }
  }

  private void unreadable(Snapshot snapshot, String reason) {
    if (Files.exists(snapshot.directory())) {
      pending.unreadable(snapshot, reason);
    } else {
      pending.vanished(snapshot);
    }
  }

  private void succeeded(Snapshot snapshot, long values, long nanos) {
    letGo();
    delivered.increment();
    metrics.add(values);
    boolean last = pending.confirmed(snapshot, name());
    if (receiverIsDown) {
      receiverIsDown = false;
      LOG.log(
          Level.INFO,
          "%s works again; %d snapshots wait for it".formatted(name(), pending.waiting(name())));
    }
    LOG.log(
        last ? Level.INFO : Level.DEBUG,
        () ->
            "snapshot %s: %s has %d metrics, %.3f s%s"
                .formatted(
                    snapshot.name(),
                    name(),
                    values,
                    nanos / 1e9,
                    last ? "; no sink waits for it any more" : ""));
  }

  private void receiverFailed(IOException e) throws InterruptedException {
    failed.increment();
    if (!receiverIsDown) {
      receiverIsDown = true;
      LOG.log(
          Level.WARNING,
          "%s; snapshots wait in the spool and are tried every %s s"
              .formatted(e.getMessage(), sink.retryDelay().toMillis() / 1000.0));
    } else {
      LOG.log(Level.DEBUG, e.getMessage());
    }
    if (stopping.await(sink.retryDelay().toMillis(), TimeUnit.MILLISECONDS)) {
      LOG.log(Level.DEBUG, name() + " stops while its receiver is away");
    }
  }

  /** An interrupt in the middle of reading or writing a file comes as an exception of its own. */
  private static void endIfInterrupted(IOException e) throws InterruptedException {
    if (e instanceof ClosedByInterruptException
        || e.getCause() instanceof ClosedByInterruptException
        || Thread.interrupted()) {
      throw new InterruptedException(e.toString());
    }
  }
}
