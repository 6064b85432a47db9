package org.haproxystats.admin;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.haproxystats.runtime.RuntimeClient;

/** Does the same with each process at once, a thread for each, and waits for all. */
final class EachProcess {
  /**
   * A virtual thread is woken by way of others each time that some bytes have come, which costs
   * more than they do. So there are platform threads as long as there are not too many.
   */
  private static final int FEW = 32;

  /** What is done with one process. */
  @FunctionalInterface
  interface Task<T> {
    T run(RuntimeClient process) throws IOException, InterruptedException;
  }

  private record Running<T>(Thread thread, FutureTask<Outcome<T>> task) {}

  private EachProcess() {}

  /**
   * Does a task with each process. What a task throws beside {@link IOException} is thrown here
   * when all have ended.
   *
   * @return what came of it, in the order of the processes
   * @throws InterruptedException if this thread is interrupted; all tasks have been interrupted and
   *     have ended then
   */
  static <T> List<Outcome<T>> run(List<RuntimeClient> processes, Task<T> task)
      throws InterruptedException {
    if (processes.size() == 1) {
      return List.of(outcome(processes.getFirst(), task)); // No thread is needed to wait for it.
    }
    var all = start(processes, task);
    if (!joinAll(all, true)) {
      throw new InterruptedException("interrupted while processes were asked");
    }
    return outcomes(all);
  }

  /** As {@link #run}, but an interrupt of this thread comes to effect only when all have ended. */
  static <T> List<Outcome<T>> runToEnd(List<RuntimeClient> processes, Task<T> task) {
    var all = start(processes, task);
    if (!joinAll(all, false)) {
      Thread.currentThread().interrupt();
    }
    return outcomes(all);
  }

  private static <T> List<Running<T>> start(List<RuntimeClient> processes, Task<T> task) {
    var threads =
        processes.size() <= FEW
            ? Thread.ofPlatform().daemon().name("haproxyadmin-", 1)
            : Thread.ofVirtual();
    return processes.stream()
        .map(
            process -> {
              var future = new FutureTask<>(() -> outcome(process, task));
              return new Running<>(threads.start(future), future);
            })
        .toList();
  }

  private static <T> Outcome<T> outcome(RuntimeClient process, Task<T> task)
      throws InterruptedException {
    try {
      return new Outcome.Done<>(process.endpoint(), task.run(process));
    } catch (IOException e) {
      return new Outcome.Failed<>(process.endpoint(), e);
    }
  }

  /** Returns false if this thread was interrupted meanwhile. */
  private static <T> boolean joinAll(List<Running<T>> all, boolean passInterruptOn) {
    boolean interrupted = false;
    for (var running : all) {
      boolean ended = false;
      while (!ended) {
        try {
          running.thread.join();
          ended = true;
        } catch (InterruptedException e) {
          interrupted = true;
          if (passInterruptOn) {
            all.forEach(other -> other.thread.interrupt());
          }
        }
      }
    }
    return !interrupted;
  }

  private static <T> List<Outcome<T>> outcomes(List<Running<T>> all) {
    return all.stream().map(running -> outcome(running.task)).toList();
  }

  private static <T> Outcome<T> outcome(FutureTask<Outcome<T>> ended) {
    if (ended.state() == Future.State.SUCCESS) {
      return ended.resultNow();
    }
    throw ended.exceptionNow() instanceof RuntimeException wrong
        ? wrong
        : new IllegalStateException(ended.exceptionNow());
  }
}
