package org.haproxystats.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.haproxystats.Log;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Workers workers = new Workers(Duration.ofMillis(1), stopping);
  private final AtomicInteger runs = new AtomicInteger();

  @Test
  void aWorkerThatFailsIsReplacedAndCounted() throws Exception {
    var worker =
        workers.start(
            "w",
            () -> {
              switch (runs.incrementAndGet()) {
                case 1 -> throw new IllegalStateException("planned");
                case 2 -> throw new AssertionError("planned");
                default -> {}
              }
            });
    worker.join();

    assertThat(runs).hasValue(3);
    assertThat(workers.replaced()).isEqualTo(2);
    assertThat(workers.failure()).isNull();
    assertThat(stopping.getCount()).as("the others go on").isEqualTo(1);
  }

  @Test
  void aWorkerThatIsReplacedIsOneErrorInTheLog() throws Exception {
    try (var log = new Log(Workers.class.getPackage())) {
      workers
          .start(
              "clumsy",
              () -> {
                if (runs.incrementAndGet() == 1) {
                  throw new IllegalStateException("fell over");
                }
              })
          .join();
      assertThat(log.messages())
          .filteredOn(message -> message.contains("clumsy"))
          .singleElement()
          .asString()
          .matches(
              "worker clumsy failed and is replaced in 0\\.\\d+ s: "
                  + "java.lang.IllegalStateException: fell over");
    }
  }

  @Test
  void aWorkerThatFailsAgainAndAgainEndsTheProgram() throws Exception {
    workers
        .start(
            "w",
            () -> {
              throw new IllegalStateException("planned " + runs.incrementAndGet());
            })
        .join();

    assertThat(stopping.getCount()).isZero();
    assertThat(workers.failure()).hasMessage("planned 6");
    assertThat(workers.replaced()).isEqualTo(5);
  }

  @Test
  void nobodyIsReplacedAfterTheStop() throws Exception {
    var patient = new Workers(Duration.ofHours(1), stopping);
    var failed = new CountDownLatch(1);
    var worker =
        patient.start(
            "w",
            () -> {
              runs.incrementAndGet();
              failed.countDown();
              throw new IllegalStateException("planned");
            });
    failed.await();
    stopping.countDown();
    worker.join();

    assertThat(runs).hasValue(1);
  }

  @Test
  void anInterruptEndsAWorkerForGood() throws Exception {
    var worker = workers.start("w", () -> new CountDownLatch(1).await());
    worker.interrupt();
    worker.join();

    assertThat(workers.replaced()).isZero();
  }
}
