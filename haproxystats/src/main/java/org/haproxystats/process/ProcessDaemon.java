package org.haproxystats.process;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SortedSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.haproxystats.config.BacklogSettings;
import org.haproxystats.sink.Sink;
import org.haproxystats.spool.Snapshot;
import org.haproxystats.spool.Spool;
import org.haproxystats.spool.SpoolWatcher;

/**
 * Everything between the spool and the sinks: the watcher feeds {@link PendingSnapshots}, and a
 * {@link SinkLane} for each sink delivers from it. The spool on disk is the only queue, so it may
 * end at any moment and goes on where it was.
 */
public final class ProcessDaemon {
  private static final System.Logger LOG = System.getLogger(ProcessDaemon.class.getName());

  /**
   * @param rescan the longest time between two listings of the spool
   * @param restAfterFailure how long a snapshot is left alone that could not be read
   * @param grace how long a delivery may go on after the stop
   * @param replacement how long after its failure a worker is replaced
   */
  record Timing(Duration rescan, Duration restAfterFailure, Duration grace, Duration replacement) {
    static Timing normal(Duration replacement) {
      return new Timing(
          Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(2), replacement);
    }
  }

  /** What a thread that was interrupted may still take to notice. */
  private static final Duration LAST_WAIT = Duration.ofSeconds(2);

  private final Timing timing;
  private final PendingSnapshots pending;
  private final DeliveryState state;
  private final SpoolWatcher watcher;
  private final List<SinkLane> lanes;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final CountDownLatch stopped = new CountDownLatch(1);
  private final Workers workers;
  private volatile boolean running;

  /**
   * @param spool the folder that pull writes to; it need not exist yet
   * @param source reads snapshots
   * @param sinks where they go, at least one; they are closed when this ends
   * @param backlog how much may wait, and how fast it is delivered
   * @param clock tells how old a snapshot is
   * @param livenessCheckInterval how long after its failure a worker is replaced
   */
  public ProcessDaemon(
      Spool spool,
      SnapshotSource source,
      List<? extends Sink> sinks,
      BacklogSettings backlog,
      InstantSource clock,
      Duration livenessCheckInterval) {
    this(spool, source, sinks, backlog, clock, Timing.normal(livenessCheckInterval));
  }

  ProcessDaemon(
      Spool spool,
      SnapshotSource source,
      List<? extends Sink> sinks,
      BacklogSettings backlog,
      InstantSource clock,
      Timing timing) {
    var names = sinks.stream().map(Sink::name).collect(Collectors.toSet());
    if (names.isEmpty() || names.size() < sinks.size()) {
      throw new IllegalArgumentException(
          "at least one sink is needed, and no name twice: " + names);
    }
    var inOrder =
        sinks.stream().filter(Sink::takesInOrder).map(Sink::name).collect(Collectors.toSet());
    this.timing = timing;
    this.workers = new Workers(timing.replacement(), stopping);
    this.pending =
        new PendingSnapshots(
            spool, names, inOrder, timing.restAfterFailure(), new BacklogBounds(backlog, clock));
    this.state = new DeliveryState(this::counters);
    this.watcher = new SpoolWatcher(spool, timing.rescan(), this::update);
    var shared = new SharedSnapshots(source);
    this.lanes =
        sinks.stream()
            .map(sink -> new SinkLane(sink, pending, shared, stopping, state, backlog.rate()))
            .toList();
  }

  /**
   * Processes snapshots until {@link #stop} is called or the thread is interrupted.
   *
   * @throws IllegalStateException a worker failed again and again, for a reason that is no
   *     snapshot's and no receiver's; the others were stopped
   */
  public void run() {
    running = true;
    try {
      // Few threads that live long. They ask the DNS too, which would block the carrier of a
      // virtual thread, and on a machine of one core all other sinks with it.
      var laneThreads =
          lanes.stream().map(lane -> workers.start("sink-" + lane.name(), lane::run)).toList();
      var watching = workers.start("spool-watcher", watcher::run);
      awaitStop();
      watching.interrupt();
      pending.close();
      end(laneThreads);
      lanes.forEach(SinkLane::close);
    } finally {
      stopped.countDown();
    }
    var cause = workers.failure();
    if (cause != null) {
      throw new IllegalStateException("processing ended: " + cause, cause);
    }
  }

  /**
   * Ends {@link #run} and returns when it has ended. A delivery under way has a short time to
   * finish; else its snapshot stays in the spool.
   */
  public void stop() {
    stopping.countDown();
    if (!running) {
      return;
    }
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What was done so far; for any thread, at any time. */
  public ProcessCounters counters() {
    var sinks = new LinkedHashMap<String, SinkCounters>();
    lanes.forEach(lane -> sinks.put(lane.name(), lane.counters()));
    return new ProcessCounters(
        pending.done(), pending.setAside(), pending.bytes(), workers.replaced(), sinks);
  }

  private void update(SortedSet<Snapshot> present) {
    pending.update(present);
    state.tell();
  }

  private void awaitStop() {
    try {
      stopping.await();
    } catch (InterruptedException e) {
      stopping.countDown(); // Another way to ask for the same.
    }
  }

  private void end(List<Thread> threads) {
    if (!joined(threads, timing.grace())) {
      threads.forEach(Thread::interrupt);
      if (!joined(threads, LAST_WAIT)) {
        LOG.log(Level.WARNING, "a sink does not end; its snapshot stays in the spool");
      }
    }
  }

  private static boolean joined(List<Thread> threads, Duration limit) {
    long deadline = System.nanoTime() + limit.toNanos();
    try {
      for (Thread thread : threads) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (!thread.join(Duration.ofMillis(Math.max(1, left)))) {
          return false;
        }
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
