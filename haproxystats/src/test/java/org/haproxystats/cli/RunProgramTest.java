package org.haproxystats.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What ends the program for another reason than a signal ends it with an error. */
@Timeout(60)
class RunProgramTest {
  private final Part running = new Part();

  /** Runs until it is stopped. */
  private static final class Part implements Daemon {
    private final CountDownLatch stopped = new CountDownLatch(1);

    @Override
    public void run() {
      try {
        stopped.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void stop() {
      stopped.countDown();
    }

    @Override
    public Duration stopLimit() {
      return Duration.ofSeconds(1);
    }

    boolean isStopped() {
      return stopped.getCount() == 0;
    }
  }

  /** Ends at once. */
  private record Broken(boolean withError) implements Daemon {
    @Override
    public void run() {
      if (withError) {
        throw new StackOverflowError("too deep");
      }
      throw new IllegalStateException("a wheel is off");
    }

    @Override
    public void stop() {}

    @Override
    public Duration stopLimit() {
      return Duration.ofSeconds(1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenPullGivesUpProcessIsStoppedAndTheFailureIsTold(boolean withError) {
    var program = new RunProgram(new Broken(withError), running);
    assertThatThrownBy(program::run)
        .hasMessageStartingWith("pulling ended: java.lang.")
        .hasMessageEndingWith(withError ? "too deep" : "a wheel is off");
    assertThat(running.isStopped()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void whenProcessGivesUpPullIsStoppedAndTheFailureIsTold(boolean withError) {
    var program = new RunProgram(running, new Broken(withError));
    assertThatThrownBy(program::run).hasMessage(withError ? "too deep" : "a wheel is off");
    assertThat(running.isStopped()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDaemonThatGivesUpEndsWithCodeOne(boolean withError) throws Exception {
    assertThat(new DaemonRunner().run(() -> new Broken(withError))).isEqualTo(1);
  }

  @Test
  void aDaemonThatEndsByItselfEndsWithCodeZero() throws Exception {
    running.stop();
    assertThat(new DaemonRunner().run(() -> running)).isEqualTo(0);
  }
}
