package org.haproxystats.process;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.sink.Sink;

/** A sink in memory. What it does with a snapshot before it confirms it can be changed any time. */
class FakeSink implements Sink {

  /** Returns to confirm, throws to refuse. */
  interface Receiver {
    void take(long second) throws IOException, InterruptedException;
  }

  static final Receiver UP = _ -> {};
  static final Receiver DOWN =
      _ -> {
        throw new IOException("the receiver is down");
      };

  private final String name;
  private final Duration retryDelay;
  private final List<Long> delivered = new CopyOnWriteArrayList<>();
  private final AtomicInteger tries = new AtomicInteger();
  private final AtomicInteger closes = new AtomicInteger();
  private volatile Receiver receiver;

  FakeSink(String name, Receiver receiver) {
    this(name, receiver, Duration.ofMillis(1));
  }

  FakeSink(String name, Receiver receiver, Duration retryDelay) {
    this.name = name;
    this.receiver = receiver;
    this.retryDelay = retryDelay;
  }

  void behave(Receiver other) {
    receiver = other;
  }

  /** The seconds of what was confirmed, in the order of the deliveries. */
  List<Long> delivered() {
    return delivered;
  }

  int tries() {
    return tries.get();
  }

  int closes() {
    return closes.get();
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public Duration retryDelay() {
    return retryDelay;
  }

  @Override
  public long deliver(AggregatedSnapshot snapshot) throws IOException, InterruptedException {
    tries.incrementAndGet();
    receiver.take(snapshot.seconds());
    delivered.add(snapshot.seconds());
    return 1;
  }

  @Override
  public void close() {
    closes.incrementAndGet();
  }
}
