package org.haproxystats.process;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.haproxystats.spool.Snapshot;

/** The queues of all sinks, in memory; for any thread. */
final class SinkQueues {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Map<String, SinkQueue> queues = new LinkedHashMap<>();
  private boolean closed;

  /**
   * @param inOrder those of the sinks that take snapshots in order
   */
  SinkQueues(Set<String> sinks, Set<String> inOrder) {
    sinks.stream()
        .sorted()
        .forEach(sink -> queues.put(sink, new SinkQueue(sink, inOrder.contains(sink))));
  }

  /**
   * Queues what has just come.
   *
   * @param news the sinks that each snapshot is for
   */
  void arrived(SortedMap<Snapshot, Set<String>> news) {
    lock.lock();
    try {
      news.forEach((snapshot, sinks) -> sinks.forEach(sink -> queue(sink).add(snapshot)));
      queues.values().forEach(queue -> queue.arrived(news.reversed().keySet()));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Queues a snapshot again that was taken back. */
  void returned(Snapshot snapshot, Set<String> to) {
    lock.lock();
    try {
      to.forEach(sink -> queue(sink).add(snapshot));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Takes out a snapshot that comes back with {@link #returned}. */
  void rest(Snapshot snapshot, Set<String> from) {
    lock.lock();
    try {
      from.forEach(sink -> queue(sink).rest(snapshot));
    } finally {
      lock.unlock();
    }
  }

  void remove(Snapshot snapshot, Set<String> from) {
    lock.lock();
    try {
      from.forEach(sink -> queue(sink).remove(snapshot));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void retainAll(Set<Snapshot> present) {
    lock.lock();
    try {
      queues.values().forEach(queue -> queue.retainAll(present));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  void drop(Snapshot snapshot, Set<String> from, String reason) {
    lock.lock();
    try {
      from.forEach(sink -> queue(sink).drop(snapshot, reason));
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /**
   * What this sink gets next; waits for it. Empty when this is closed.
   *
   * @param backlogFrom the value of {@link System#nanoTime} before which only live data is given
   */
  Optional<SinkQueue.Turn> next(String sink, long backlogFrom) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      while (!closed) {
        long pause = backlogFrom - System.nanoTime();
        var next = queue(sink).next(pause <= 0);
        if (next.isPresent()) {
          return next;
        }
        if (pause <= 0) {
          changed.await();
        } else {
          long _ = changed.awaitNanos(pause);
        }
      }
      return Optional.empty();
    } finally {
      lock.unlock();
    }
  }

  /** Ends all waiting in {@link #next}. */
  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Asks or tells the queue of one sink. */
  <T> T with(String sink, Function<SinkQueue, T> work) {
    lock.lock();
    try {
      return work.apply(queue(sink));
    } finally {
      lock.unlock();
    }
  }

  private SinkQueue queue(String sink) {
    var queue = queues.get(sink);
    if (queue == null) {
      throw new IllegalArgumentException("no such sink: " + sink);
    }
    return queue;
  }
}
