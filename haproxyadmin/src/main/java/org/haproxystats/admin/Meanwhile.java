package org.haproxystats.admin;

import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Something that is done on a thread of its own while this one does something else. It has ended
 * when this is closed.
 */
final class Meanwhile<T> implements AutoCloseable {
  private final FutureTask<T> task;
  private final Thread thread;

  private Meanwhile(FutureTask<T> task) {
    this.task = task;
    thread = Thread.ofPlatform().daemon().name("haproxyadmin-meanwhile").start(task);
  }

  static <T> Meanwhile<T> start(Callable<T> work) {
    return new Meanwhile<>(new FutureTask<>(work));
  }

  /** Waits for the result. */
  T get() throws IOException, InterruptedException {
    try {
      return task.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failed -> throw failed;
        case RuntimeException wrong -> throw wrong;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    }
  }

  /** Interrupts it if it still goes on, and waits for its end. */
  @Override
  public void close() {
    thread.interrupt();
    boolean interrupted = false;
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
