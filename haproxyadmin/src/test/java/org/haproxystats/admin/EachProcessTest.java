package org.haproxystats.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.RuntimeClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class EachProcessTest {
  private static final Endpoint ONE = new Endpoint.Tcp("127.0.0.1", 1);
  private static final Endpoint TWO = new Endpoint.Tcp("127.0.0.1", 2);
  private static final List<RuntimeClient> PROCESSES =
      List.of(new RuntimeClient(ONE), new RuntimeClient(TWO));

  @Test
  void oneFailureLeavesTheOthersAlone() throws Exception {
    var failure = new IOException("no");
    var outcomes =
        EachProcess.run(
            PROCESSES,
            process -> {
              if (process.endpoint().equals(ONE)) {
                throw failure;
              }
              return "yes";
            });
    assertThat(outcomes)
        .containsExactly(new Outcome.Failed<>(ONE, failure), new Outcome.Done<>(TWO, "yes"));
  }

  @Test
  void allAreAskedAtOnce() throws Exception {
    var both = new CountDownLatch(2);
    EachProcess.run(
        PROCESSES,
        _ -> {
          both.countDown();
          both.await();
          return true;
        });
    assertThat(both.getCount()).isZero();
  }

  @Test
  void whatIsNoFailureOfAProcessIsThrownWhenAllHaveEnded() {
    var ended = new AtomicBoolean();
    assertThatThrownBy(
            () ->
                EachProcess.run(
                    PROCESSES,
                    process -> {
                      if (process.endpoint().equals(ONE)) {
                        throw new IllegalArgumentException("wrong");
                      }
                      return ended.getAndSet(true);
                    }))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(ended).isTrue();
  }

  @Test
  void anInterruptEndsAllTasksBeforeItIsThrown() throws Exception {
    var started = new CountDownLatch(2);
    var ended = new AtomicInteger();
    var interrupted = new AtomicBoolean();
    var caller =
        Thread.startVirtualThread(
            () -> {
              try {
                EachProcess.run(
                    PROCESSES,
                    _ -> {
                      started.countDown();
                      try {
                        new CountDownLatch(1).await();
                        return true;
                      } finally {
                        ended.incrementAndGet();
                      }
                    });
              } catch (InterruptedException _) {
                interrupted.set(ended.get() == 2);
              }
            });
    started.await();
    caller.interrupt();
    caller.join();
    assertThat(interrupted).isTrue();
  }

  @Test
  void anInterruptWaitsWhereTasksMustComeToTheirEnd() throws Exception {
    var started = new CountDownLatch(2);
    var goOn = new CountDownLatch(1);
    var all = new AtomicInteger();
    var caller =
        Thread.ofVirtual()
            .unstarted(
                () -> {
                  var outcomes =
                      EachProcess.runToEnd(
                          PROCESSES,
                          _ -> {
                            started.countDown();
                            goOn.await();
                            return true;
                          });
                  if (Thread.currentThread().isInterrupted()) {
                    all.set(outcomes.size());
                  }
                });
    caller.start();
    started.await();
    caller.interrupt();
    await().until(() -> caller.getState() == Thread.State.WAITING);
    goOn.countDown();
    caller.join();
    assertThat(all).hasValue(2);
  }
}
