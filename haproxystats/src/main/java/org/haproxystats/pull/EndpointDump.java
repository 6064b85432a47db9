package org.haproxystats.pull;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import org.haproxystats.config.PullSettings;
import org.haproxystats.runtime.AnswerSink;
import org.haproxystats.runtime.Deadline;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.EndpointException;
import org.haproxystats.runtime.RuntimeConnection;
import org.haproxystats.spool.StagedFile;
import org.haproxystats.spool.StagedSnapshot;

/**
 * Dumps one process into its two files, straight from the socket to the disk. One connection
 * answers both commands; where HAProxy does not take two commands on one line, each has a
 * connection of its own, and this is remembered until a pull fails.
 *
 * <p>While HAProxy reloads, connects may be refused for a moment, and connections may end early. A
 * process that answered the last pull is therefore asked again, at once and as long as the pull may
 * take. One that did not is tried as often as configured, so that a stale socket costs little.
 *
 * <p>One thread at a time.
 */
final class EndpointDump {
  private static final System.Logger LOG = System.getLogger(EndpointDump.class.getName());

  /** What is known of the way in which HAProxy takes commands. */
  private enum Commands {
    UNKNOWN,
    TOGETHER,
    ONE_BY_ONE
  }

  private final Endpoint endpoint;
  private final PullSettings settings;
  private Commands commands = Commands.UNKNOWN;
  private boolean answeredLast;

  EndpointDump(Endpoint endpoint, PullSettings settings) {
    this.endpoint = endpoint;
    this.settings = settings;
  }

  /**
   * Dumps the process.
   *
   * @return how many bytes came
   * @throws EndpointException if it cannot be reached or does not answer in time
   * @throws BadAnswerException if it answers something else, or not all of it
   * @throws IOException if a file cannot be written; the text names the path
   * @throws InterruptedException if the thread is interrupted
   */
  long run(PullTarget target, StagedSnapshot snapshot, Deadline deadline)
      throws IOException, InterruptedException {
    var infoFile = snapshot.newFile(target.infoFile());
    var statFile = snapshot.newFile(target.statFile());
    var reload = Reload.deadline(settings, deadline);
    // The master has just named a worker; if that one has ended since, the master says so.
    boolean mayReload = answeredLast || endpoint instanceof Endpoint.Worker;
    answeredLast = false;
    for (int retries = 0; ; ) {
      Duration pause;
      try {
        long bytes = dump(infoFile, statFile, deadline);
        answeredLast = true;
        return bytes;
      } catch (EndpointException | BadAnswerException e) {
        if (mayReload && Reload.isWorthAnotherTry(e, reload)) {
          pause = Reload.PAUSE;
        } else if (isWorthAnotherTry(e, ++retries) && isBefore(deadline, settings.interval())) {
          pause = settings.interval();
        } else {
          commands = Commands.UNKNOWN;
          throw e;
        }
        LOG.log(Level.DEBUG, () -> e.getMessage() + "; next try in " + pause);
      }
      infoFile.clear();
      statFile.clear();
      Thread.sleep(pause);
    }
  }

  private static boolean isBefore(Deadline deadline, Duration pause) {
    return deadline.remainingNanos() > pause.toNanos();
  }

  /** Whether to go on as configured: as long as not one byte of an answer came. */
  private boolean isWorthAnotherTry(IOException e, int retries) {
    return e instanceof EndpointException failure
        && switch (failure.reason()) {
          case BROKEN, TIMEOUT -> false;
          default -> true;
        }
        && (settings.retries() < 0 || retries <= settings.retries());
  }

  private long dump(StagedFile infoFile, StagedFile statFile, Deadline deadline)
      throws IOException, InterruptedException {
    if (commands != Commands.ONE_BY_ONE) {
      var splitter = new DumpSplitter(endpoint, infoFile::write, statFile::write);
      try {
        long bytes = ask(endpoint.line(DumpSplitter.COMMANDS), deadline, splitter);
        splitter.finish();
        commands = Commands.TOGETHER;
        return bytes;
      } catch (BadAnswerException e) {
        // Where both were answered before, one answer alone was cut short.
        if (commands == Commands.TOGETHER || !splitter.looksLikeOneCommandOnly()) {
          throw e;
        }
        LOG.log(Level.DEBUG, () -> e.getMessage() + "; each command gets a connection of its own");
      }
      infoFile.clear();
      statFile.clear();
    }
    long bytes = dumpInfo(infoFile, deadline) + dumpStat(statFile, deadline);
    commands = Commands.ONE_BY_ONE;
    return bytes;
  }

  private long dumpInfo(StagedFile file, Deadline deadline)
      throws IOException, InterruptedException {
    var answer = new InfoAnswer(endpoint);
    long total =
        ask(
            endpoint.line(List.of(InfoAnswer.COMMAND)),
            deadline,
            bytes -> {
              if (answer.take(bytes) < bytes.limit()) {
                throw new BadAnswerException(
                    endpoint, "the answer to 'show info' goes on after its end");
              }
              file.write(bytes);
            });
    answer.finish();
    return total;
  }

  private long dumpStat(StagedFile file, Deadline deadline)
      throws IOException, InterruptedException {
    var answer = new StatAnswer(endpoint);
    long total =
        ask(
            endpoint.line(List.of(StatAnswer.COMMAND)),
            deadline,
            bytes -> {
              answer.take(bytes);
              file.write(bytes);
            });
    answer.finish();
    return total;
  }

  private long ask(String line, Deadline deadline, AnswerSink sink)
      throws IOException, InterruptedException {
    try (var connection = RuntimeConnection.open(endpoint, settings.timeout(), deadline)) {
      LOG.log(Level.DEBUG, () -> endpoint + ": connected, asks '" + line + "'");
      return connection.ask(line, deadline, sink);
    }
  }
}
