package org.haproxystats.pull;

import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.haproxystats.config.PullSettings;
import org.haproxystats.runtime.Deadline;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.EndpointException;
import org.haproxystats.spool.StagedSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Pulls all processes once, all at the same time, each on a virtual thread. The snapshot reaches
 * the spool if every one of them answered in full; otherwise nothing is kept.
 *
 * <p>Pulling is for one thread; cancelling is for any.
 */
final class Puller {
  private static final System.Logger LOG = System.getLogger(Puller.class.getName());
  private static final int NAMES_SHOWN = 3;

  private final PullSettings settings;
  private final PullTargets targets;
  private final FieldLearner learner;
  private final Map<Endpoint, EndpointDump> dumps = new HashMap<>();
  private final Episodes episodes = new Episodes();
  private boolean cancelled;
  private @Nullable ExecutorService running;

  /**
   * @throws IllegalArgumentException if two different servers have the same name
   */
  Puller(PullSettings settings) {
    this.settings = settings;
    this.targets = new PullTargets(settings.socketDir(), settings.servers());
    this.learner = new FieldLearner(settings);
  }

  /**
   * Pulls once, and tells the log how it went.
   *
   * @param second the snapshot's name, in seconds since the epoch
   * @return whether the snapshot reached the spool
   * @throws InterruptedException if the pull was cancelled or the thread interrupted; nothing is
   *     left behind
   */
  boolean pull(long second) throws InterruptedException {
    long startNanos = System.nanoTime();
    var deadline =
        settings.pullTimeout().isZero() ? Deadline.never() : Deadline.after(settings.pullTimeout());
    try {
      var list = listTargets();
      if (list.isEmpty()) {
        LOG.log(Level.ERROR, "Pull {0} failed: {1}", Long.toString(second), nothingToPull());
        return false;
      }
      try (var snapshot = StagedSnapshot.create(settings.tmpDstDir(), settings.dstDir(), second)) {
        long bytes = dumpAll(list, snapshot, deadline);
        var questions = learner.questions(list, snapshot);
        var name = snapshot.commit().getFileName();
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        LOG.log(
            Level.INFO,
            () ->
                String.format(
                    Locale.ROOT,
                    "Pulled %s: %d %s, %d bytes in %.3f s",
                    name,
                    list.size(),
                    list.size() == 1 ? "process" : "processes",
                    bytes,
                    seconds));
        learner.ask(questions);
        return true;
      }
    } catch (IOException e) {
      LOG.log(Level.ERROR, "Pull {0} failed: {1}", Long.toString(second), e.getMessage());
      return false;
    }
  }

  private List<PullTarget> listTargets() throws IOException {
    var subject = settings.socketDir().map(dir -> "socket-dir " + dir).orElse("servers");
    try {
      var list = targets.list();
      episodes.succeeded(subject, subject + " can be listed again");
      return list;
    } catch (IOException e) {
      episodes.failed(subject, String.valueOf(e.getMessage()), Advice.ON_SOCKET_DIR);
      throw new IOException(subject + " cannot be listed", e);
    }
  }

  private String nothingToPull() {
    return settings
        .socketDir()
        .map(dir -> "there is no socket in socket-dir " + dir + ", and servers is empty")
        .orElse("neither socket-dir nor servers is set");
  }

  /**
   * Dumps all processes and returns how many bytes came.
   *
   * @throws IOException if one failed; why is in the log by then
   */
  private long dumpAll(List<PullTarget> list, StagedSnapshot snapshot, Deadline deadline)
      throws IOException, InterruptedException {
    dumps.keySet().retainAll(list.stream().map(PullTarget::endpoint).collect(toSet()));
    episodes.retainAll(list.stream().map(target -> target.endpoint().toString()).collect(toSet()));
    var tasks = new ArrayList<Callable<Long>>();
    for (var target : list) {
      var dump =
          dumps.computeIfAbsent(
              target.endpoint(), endpoint -> new EndpointDump(endpoint, settings));
      tasks.add(() -> dump.run(target, snapshot, deadline));
    }
    var results = runAll(tasks);
    long bytes = 0;
    var failed = new ArrayList<String>();
    for (int i = 0; i < list.size(); i++) {
      var endpoint = list.get(i).endpoint();
      var dump = results.get(i);
      if (dump.state() == Future.State.SUCCESS) {
        bytes += dump.resultNow();
        episodes.succeeded(endpoint.toString(), endpoint + " answers again");
      } else {
        report(endpoint, dump.exceptionNow());
        failed.add(list.get(i).name());
      }
    }
    if (!failed.isEmpty()) {
      throw new IOException(
          "%d of %d processes failed (%s), so nothing of it is kept"
              .formatted(failed.size(), list.size(), shortened(failed)));
    }
    return bytes;
  }

  private List<Future<Long>> runAll(List<Callable<Long>> tasks) throws InterruptedException {
    try (var threads = startThreads()) {
      var results = threads.invokeAll(tasks);
      if (threads.isShutdown()) {
        throw new InterruptedException("the pull was cancelled");
      }
      return results;
    } catch (RejectedExecutionException e) {
      throw (InterruptedException) new InterruptedException("the pull was cancelled").initCause(e);
    } finally {
      forgetThreads();
    }
  }

  private synchronized ExecutorService startThreads() {
    var threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("pull-", 1).factory());
    if (cancelled) {
      threads.shutdownNow();
    }
    running = threads;
    return threads;
  }

  private synchronized void forgetThreads() {
    running = null;
  }

  /** Ends the pull that is running, at once, and every later one. */
  synchronized void cancel() {
    learner.close();
    cancelled = true;
    if (running != null) {
      running.shutdownNow();
    }
  }

  private void report(Endpoint endpoint, Throwable failure) throws IOException {
    switch (failure) {
      case EndpointException e -> tell(endpoint, e, Advice.on(e));
      case BadAnswerException e -> tell(endpoint, e, Advice.ON_BAD_ANSWER);
      // The disk's fault, which the others share: once is enough.
      case IOException e -> throw e;
      default -> LOG.log(Level.ERROR, "Unexpected failure of a pull", failure);
    }
  }

  private void tell(Endpoint endpoint, IOException failure, String advice) {
    episodes.failed(endpoint.toString(), String.valueOf(failure.getMessage()), advice);
  }

  private static String shortened(List<String> names) {
    int more = names.size() - NAMES_SHOWN;
    return more <= 0
        ? String.join(", ", names)
        : String.join(", ", names.subList(0, NAMES_SHOWN)) + " and " + more + " more";
  }
}
