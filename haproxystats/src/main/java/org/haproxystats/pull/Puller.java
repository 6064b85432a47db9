package org.haproxystats.pull;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toSet;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import org.haproxystats.config.OnPartial;
import org.haproxystats.config.PullSettings;
import org.haproxystats.runtime.Deadline;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.EndpointException;
import org.haproxystats.spool.StagedSnapshot;
import org.jspecify.annotations.Nullable;

/**
 * Pulls all processes once, all at the same time, each on a thread. The snapshot reaches the spool
 * if every one of them answered in full; otherwise nothing is kept, or, where that is configured,
 * what came in full and a mark of what is missing.
 *
 * <p>Pulling is for one thread; cancelling is for any.
 */
final class Puller {
  private static final System.Logger LOG = System.getLogger(Puller.class.getName());
  private static final int NAMES_SHOWN = 3;

  /**
   * Beyond so many processes the threads are virtual. They need less memory, but two others wake
   * them each time that bytes come: for a few processes that is half of the CPU time.
   */
  private static final int MOST_PLATFORM_THREADS = 32;

  private final PullSettings settings;
  private final PullTargets targets;
  private final List<MasterSocket> masters;
  private final FinishedWorkers finishedWorkers;
  private final FieldLearner learner;
  private final Map<Endpoint, EndpointDump> dumps = new HashMap<>();
  private final Episodes episodes = new Episodes();
  private long lastBytes;
  private boolean cancelled;
  private @Nullable ExecutorService running;

  Puller(PullSettings settings) {
    this.settings = settings;
    this.targets = new PullTargets(settings.socketDir(), settings.servers());
    this.masters =
        settings.masterSockets().stream()
            .map(master -> new MasterSocket(master, settings))
            .toList();
    this.finishedWorkers = new FinishedWorkers(settings.dstDir(), settings.countersSurviveReload());
    this.learner = new FieldLearner(settings);
  }

  /**
   * Pulls once, and tells the log how it went.
   *
   * @param second the snapshot's name, in seconds since the epoch
   * @throws InterruptedException if the pull was cancelled or the thread interrupted; nothing is
   *     left behind
   */
  PullResult pull(long second) throws InterruptedException {
    long startNanos = System.nanoTime();
    var deadline =
        settings.pullTimeout().isZero() ? Deadline.never() : Deadline.after(settings.pullTimeout());
    var missing = new TreeMap<String, String>();
    try {
      var list = new ArrayList<>(listTargets(missing));
      list.addAll(listWorkers(deadline, missing));
      if (list.isEmpty() && missing.isEmpty()) {
        LOG.log(Level.ERROR, "Pull {0} failed: {1}", Long.toString(second), nothingToPull());
        return PullResult.FAILED;
      }
      try (var snapshot = StagedSnapshot.create(settings.tmpDstDir(), settings.dstDir(), second)) {
        var dumped = dumpAll(list, snapshot, deadline, missing);
        forgetEnded(list, deadline, missing);
        if (list.isEmpty() && missing.isEmpty()) {
          throw new IOException("no worker that its master names answers yet");
        }
        if (!missing.isEmpty()) {
          keepOrDiscard(list, dumped, missing.keySet());
          snapshot.markMissing(missing);
        }
        keepCounters(snapshot, dumped.complete, missing.isEmpty());
        var questions = learner.questions(dumped.complete, snapshot);
        lastBytes = dumped.bytes;
        var name = snapshot.commit().getFileName().toString();
        logSuccess(name, dumped, missing.keySet(), System.nanoTime() - startNanos);
        learner.ask(questions);
        return missing.isEmpty() ? PullResult.DONE : PullResult.PARTIAL;
      }
    } catch (IOException e) {
      LOG.log(Level.ERROR, "Pull {0} failed: {1}", Long.toString(second), e.getMessage());
      return PullResult.FAILED;
    }
  }

  /** Lists all targets; where partial pulls are kept, those that can be listed. */
  private List<PullTarget> listTargets(Map<String, String> missing) throws IOException {
    var subject = "socket-dir " + settings.socketDir().map(Path::toString).orElse("");
    try {
      var list = targets.list();
      episodes.succeeded(subject, subject + " can be listed again");
      return list;
    } catch (IOException e) {
      var reason = String.valueOf(e.getMessage());
      var servers = targets.listServers();
      if (settings.onPartial() == OnPartial.KEEP && !servers.isEmpty()) {
        episodes.failed(subject, reason, Advice.ON_SOCKET_DIR);
        missing.put("socket-dir", reason);
        return servers;
      }
      episodes.failed(subject, reason, Advice.ON_SOCKET_DIR_AND_SERVERS);
      throw new IOException(subject + " cannot be listed", e);
    }
  }

  /** Asks each master for its workers; one that does not answer is added to what is missing. */
  private List<PullTarget> listWorkers(Deadline deadline, Map<String, String> missing)
      throws IOException, InterruptedException {
    var workers = new ArrayList<PullTarget>();
    for (var master : masters) {
      var endpoint = master.endpoint();
      try {
        master.workers(deadline).forEach(worker -> workers.add(PullTarget.of(worker)));
        episodes.succeeded(endpoint, endpoint + " answers again");
      } catch (EndpointException | BadAnswerException e) {
        missing.put(PullTarget.of(endpoint).name(), reported(endpoint, e));
      }
    }
    return workers;
  }

  /** A worker that ended between the look at its master and its dump is not missing. */
  private void forgetEnded(List<PullTarget> list, Deadline deadline, Map<String, String> missing)
      throws IOException, InterruptedException {
    var failed =
        list.stream()
            .filter(target -> target.endpoint() instanceof Endpoint.Worker)
            .filter(target -> missing.containsKey(target.name()))
            .toList();
    if (!failed.isEmpty()) {
      var running = listWorkers(deadline, missing);
      for (var worker : failed) {
        if (!running.contains(worker)) {
          missing.remove(worker.name());
          list.remove(worker);
        }
      }
    }
  }

  private void keepCounters(StagedSnapshot snapshot, List<PullTarget> complete, boolean all)
      throws IOException {
    if (!masters.isEmpty()) {
      var workers =
          complete.stream().filter(target -> target.endpoint() instanceof Endpoint.Worker).toList();
      finishedWorkers.update(snapshot, workers, all);
    }
  }

  /** How many bytes the last snapshot has that reached the spool; 0 before the first. */
  long lastBytes() {
    return lastBytes;
  }

  private String nothingToPull() {
    return settings
        .socketDir()
        .map(dir -> "there is no socket in socket-dir " + dir + ", and servers is empty")
        .orElse("none of socket-dir, servers and master-socket is set");
  }

  /** The processes that answered in full, and how many bytes. */
  private record Dumped(List<PullTarget> complete, long bytes) {}

  /**
   * Dumps all processes. No file remains of one that fails; it is in the log and is added to what
   * is missing, unless it is a worker that is not at work: that one is taken from the list.
   *
   * @throws IOException if files cannot be written or removed
   */
  private Dumped dumpAll(
      List<PullTarget> list,
      StagedSnapshot snapshot,
      Deadline deadline,
      Map<String, String> missing)
      throws IOException, InterruptedException {
    forgetAllBut(list);
    var asked = List.copyOf(list);
    var tasks = new ArrayList<Callable<Long>>();
    for (var target : asked) {
      var dump =
          dumps.computeIfAbsent(
              target.endpoint(), endpoint -> new EndpointDump(endpoint, settings));
      tasks.add(() -> dump.run(target, snapshot, deadline));
    }
    var results = runAll(tasks);
    var complete = new ArrayList<PullTarget>();
    long bytes = 0;
    for (int i = 0; i < results.size(); i++) {
      var target = asked.get(i);
      var dump = results.get(i);
      if (dump.state() == Future.State.SUCCESS) {
        complete.add(target);
        bytes += dump.resultNow();
        episodes.succeeded(target.endpoint(), target.endpoint() + " answers again");
      } else {
        snapshot.remove(target.infoFile());
        snapshot.remove(target.statFile());
        var failure = dump.exceptionNow();
        if (isNotAtWork(failure)) {
          LOG.log(Level.DEBUG, "{0}, so it is left out", failure.getMessage());
          list.remove(target);
        } else {
          missing.put(target.name(), reported(target.endpoint(), failure));
        }
      }
    }
    return new Dumped(complete, bytes);
  }

  /**
   * Whether the master names a worker, but does not lead to it: it has not begun yet, and counted
   * nothing, or has ended since.
   */
  private static boolean isNotAtWork(Throwable failure) {
    return failure instanceof BadAnswerException answer
        && answer.flaw() == BadAnswerException.Flaw.NO_SUCH_WORKER;
  }

  private void forgetAllBut(List<PullTarget> list) {
    var endpoints = list.stream().map(PullTarget::endpoint).collect(toSet());
    dumps.keySet().retainAll(endpoints);
    learner.retainAll(endpoints);
    episodes.retainEndpoints(endpoints);
  }

  private void keepOrDiscard(List<PullTarget> list, Dumped dumped, Set<String> missing)
      throws IOException {
    if (dumped.complete.isEmpty() || settings.onPartial() == OnPartial.DISCARD) {
      throw new IOException(
          "%d of %d processes failed (%s), so nothing of it is kept"
              .formatted(list.size() - dumped.complete.size(), list.size(), shortened(missing)));
    }
  }

  private static void logSuccess(String name, Dumped dumped, Set<String> missing, long nanos) {
    int count = dumped.complete.size();
    var text =
        String.format(
            Locale.ROOT,
            "%d %s, %d bytes in %.3f s",
            count,
            count == 1 ? "process" : "processes",
            dumped.bytes,
            nanos / 1e9);
    if (missing.isEmpty()) {
      LOG.log(Level.INFO, "Pulled " + name + ": " + text);
    } else {
      LOG.log(
          Level.WARNING,
          "Pulled " + name + " in part: " + text + "; missing: " + shortened(missing));
    }
  }

  private List<Future<Long>> runAll(List<Callable<Long>> tasks) throws InterruptedException {
    try (var threads = startThreads(tasks.size())) {
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

  private synchronized ExecutorService startThreads(int count) {
    Thread.Builder builder =
        count > MOST_PLATFORM_THREADS ? Thread.ofVirtual() : Thread.ofPlatform().daemon();
    var threads = Executors.newThreadPerTaskExecutor(builder.name("pull-", 1).factory());
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

  /** Tells the log why a process failed, and returns it. */
  private String reported(Endpoint endpoint, Throwable failure) throws IOException {
    switch (failure) {
      case EndpointException e -> tell(endpoint, e, Advice.on(e));
      case BadAnswerException e -> tell(endpoint, e, Advice.ON_BAD_ANSWER);
      // The disk's fault, which the others share: once is enough.
      case IOException e -> throw e;
      default -> LOG.log(Level.ERROR, "Unexpected failure of a pull", failure);
    }
    return String.valueOf(failure.getMessage());
  }

  private void tell(Endpoint endpoint, IOException failure, String advice) {
    episodes.failed(endpoint, String.valueOf(failure.getMessage()), advice);
  }

  private static String shortened(Collection<String> names) {
    int more = names.size() - NAMES_SHOWN;
    var shown = names.stream().limit(NAMES_SHOWN).collect(joining(", "));
    return more > 0 ? shown + " and " + more + " more" : shown;
  }
}
