package org.haproxystats.pull;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import org.haproxystats.config.PullSettings;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.runtime.Deadline;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.RuntimeConnection;
import org.haproxystats.runtime.stats.InfoReader;
import org.haproxystats.runtime.stats.MalformedStatisticsException;
import org.haproxystats.runtime.stats.StatCsvReader;
import org.haproxystats.runtime.stats.StatTable.RowType;
import org.haproxystats.runtime.stats.TypedFieldReader;
import org.haproxystats.spool.LearntFields;
import org.haproxystats.spool.StagedSnapshot;

/**
 * Asks each new process once what its fields mean, and keeps the answer beside the spool. Typed
 * output costs HAProxy five times as much as CSV, so it is asked for one object of each kind, and
 * never again while the process is the same.
 *
 * <p>Asking happens on a thread of its own, one process after the other, and delays no pull.
 * Nothing that fails here fails a pull. Calls are for one thread; closing is for any.
 */
final class FieldLearner implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FieldLearner.class.getName());
  private static final Duration LIMIT = Duration.ofSeconds(10);
  private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMinutes(10);

  /** Frontend, backend and server, with the bit that stands for each in {@code show stat}. */
  private static final Map<RowType, Integer> KINDS =
      new EnumMap<>(Map.of(RowType.FRONTEND, 1, RowType.BACKEND, 2, RowType.SERVER, 4));

  private final PullSettings settings;
  private final LongSupplier nanoTime;
  private final LearntFields fields;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofVirtual().name("learn-fields").factory());
  private final Map<Endpoint, Asked> asked = new HashMap<>();

  /** A process to ask, and what. */
  record Question(PullTarget target, ProcessIdentity process, String commands) {}

  /** Whom an endpoint led to, and how the asking went or goes. */
  private record Asked(ProcessIdentity process, Future<Boolean> success, long atNanos) {
    boolean isWorthAnotherTry(long nowNanos) {
      return success.state() == Future.State.SUCCESS
          && !success.resultNow()
          && nowNanos - atNanos > PAUSE_AFTER_FAILURE.toNanos();
    }
  }

  FieldLearner(PullSettings settings) {
    this(settings, System::nanoTime);
  }

  /**
   * @param nanoTime a clock of nanoseconds that nobody sets
   */
  FieldLearner(PullSettings settings, LongSupplier nanoTime) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    this.fields = new LearntFields(settings.dstDir());
  }

  /**
   * Looks which of these processes are to be asked. To be called while the answers are still
   * staged: once they are in the spool, they may be gone at any moment.
   */
  List<Question> questions(Collection<PullTarget> targets, StagedSnapshot snapshot) {
    var questions = new ArrayList<Question>();
    for (var target : targets) {
      try {
        var info = Files.readAllBytes(snapshot.path(target.infoFile()));
        var process = ProcessIdentity.of(InfoReader.read(info));
        if (process.hasTypedOutput() && isDue(target.endpoint(), process)) {
          questions.add(new Question(target, process, commands(target, snapshot)));
        }
      } catch (MalformedStatisticsException e) {
        LOG.log(Level.DEBUG, () -> target.endpoint() + " is not asked for its fields: " + e);
      } catch (IOException e) {
        LOG.log(
            Level.WARNING,
            target.endpoint() + " is not asked for its fields: " + FileTrouble.reason(e));
      }
    }
    return questions;
  }

  private boolean isDue(Endpoint endpoint, ProcessIdentity process) {
    var last = asked.get(endpoint);
    if (last == null || !last.process.isStill(process)) {
      return true;
    }
    // The uptime moves on, and is compared with that of the last look.
    asked.put(endpoint, new Asked(process, last.success, last.atNanos));
    return last.isWorthAnotherTry(nanoTime.getAsLong());
  }

  /** Asks for the first object of each kind by its numbers, since names need not be unique. */
  private static String commands(PullTarget target, StagedSnapshot snapshot)
      throws IOException, MalformedStatisticsException {
    var commands = new ArrayList<String>();
    try (var stat = Files.newInputStream(snapshot.path(target.statFile()))) {
      var table = new StatCsvReader(List.of("iid", "sid")).read(stat);
      var kinds = new EnumMap<>(KINDS);
      for (int row = 0; row < table.rows() && !kinds.isEmpty(); row++) {
        var kind = kinds.remove(table.type(row));
        if (kind != null) {
          commands.add(
              "show stat %d %d %d typed"
                  .formatted(table.value(row, "iid"), kind, table.value(row, "sid")));
        }
      }
    }
    commands.add("show info typed");
    return target.endpoint().line(commands);
  }

  /** Forgets all but these endpoints. */
  void retainAll(Set<Endpoint> endpoints) {
    asked.keySet().retainAll(endpoints);
  }

  /** Begins to ask, and returns at once. */
  void ask(List<Question> questions) {
    for (var question : questions) {
      var endpoint = question.target.endpoint();
      var last = asked.get(endpoint);
      boolean repeated = last != null && last.process.isStill(question.process);
      try {
        var success = thread.submit(() -> learn(question, repeated));
        asked.put(endpoint, new Asked(question.process, success, nanoTime.getAsLong()));
      } catch (RejectedExecutionException e) {
        LOG.log(Level.DEBUG, () -> endpoint + " is not asked for its fields: pulling ends");
      }
    }
  }

  /**
   * @param repeated whether the log knows already that this process does not answer
   */
  private boolean learn(Question question, boolean repeated) throws InterruptedException {
    var endpoint = question.target.endpoint();
    try {
      fields.write(question.target.lastingName(), answer(endpoint, question.commands));
      LOG.log(
          Level.DEBUG,
          () -> endpoint + ": learnt the fields of HAProxy " + question.process.version());
      return true;
    } catch (IOException e) {
      LOG.log(
          repeated ? Level.DEBUG : Level.WARNING,
          "The fields of HAProxy %s at %s are not learnt: %s; fields that are newer than this program have no metric until a later try succeeds"
              .formatted(question.process.version(), endpoint, e.getMessage()));
      return false;
    }
  }

  private byte[] answer(Endpoint endpoint, String commands)
      throws IOException, InterruptedException {
    var deadline = Deadline.after(LIMIT);
    byte[] answer;
    try (var connection = RuntimeConnection.open(endpoint, settings.timeout(), deadline)) {
      answer = connection.ask(commands, deadline);
    }
    // Each of the answers ends with an empty line.
    var text = new String(answer, StandardCharsets.ISO_8859_1);
    if (!text.endsWith("\n\n") || TypedFieldReader.read(answer).isEmpty()) {
      throw new BadAnswerException(
          endpoint, "no complete answer to '" + commands + "', but " + firstLine(text));
    }
    return answer;
  }

  private static String firstLine(String text) {
    var line = text.lines().findFirst().orElse("").replaceAll("[^\\x20-\\x7e]", "?");
    return "%d bytes that begin with '%s'"
        .formatted(text.length(), line.substring(0, Math.min(line.length(), 100)));
  }

  /** Ends what is being asked, at once; nothing is written after the return. */
  @Override
  public void close() {
    thread.shutdownNow();
    thread.close();
  }
}
