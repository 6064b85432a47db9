package org.haproxystats.pull;

import java.io.IOException;
import java.lang.System.Logger.Level;
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
 * <p>One thread at a time.
 */
final class EndpointDump {
  private static final System.Logger LOG = System.getLogger(EndpointDump.class.getName());

  private final Endpoint endpoint;
  private final PullSettings settings;
  private boolean oneCommandALine;

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
    if (!oneCommandALine) {
      var splitter = new DumpSplitter(endpoint, infoFile::write, statFile::write);
      try {
        long bytes = ask(DumpSplitter.COMMANDS, deadline, splitter);
        splitter.finish();
        return bytes;
      } catch (BadAnswerException e) {
        if (!splitter.looksLikeOneCommandOnly()) {
          throw e;
        }
        LOG.log(Level.DEBUG, () -> e.getMessage() + "; each command gets a connection of its own");
      }
    }
    infoFile.clear();
    statFile.clear();
    oneCommandALine = false;
    long bytes = dumpInfo(infoFile, deadline) + dumpStat(statFile, deadline);
    oneCommandALine = true;
    return bytes;
  }

  private long dumpInfo(StagedFile file, Deadline deadline)
      throws IOException, InterruptedException {
    var answer = new InfoAnswer(endpoint);
    long total =
        ask(
            InfoAnswer.COMMAND,
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
            StatAnswer.COMMAND,
            deadline,
            bytes -> {
              answer.take(bytes);
              file.write(bytes);
            });
    answer.finish();
    return total;
  }

  /** Asks, and asks again as often as configured, as long as not one byte of an answer came. */
  private long ask(String line, Deadline deadline, AnswerSink sink)
      throws IOException, InterruptedException {
    for (int attempt = 1; ; attempt++) {
      try (var connection = RuntimeConnection.open(endpoint, settings.timeout(), deadline)) {
        LOG.log(Level.DEBUG, () -> endpoint + ": connected, asks '" + line + "'");
        return connection.ask(line, deadline, sink);
      } catch (EndpointException e) {
        if (!isWorthAnotherTry(e, attempt, deadline)) {
          throw e;
        }
        LOG.log(Level.DEBUG, () -> e.getMessage() + "; next try in " + settings.interval());
      }
      Thread.sleep(settings.interval());
    }
  }

  private boolean isWorthAnotherTry(EndpointException e, int attempt, Deadline deadline) {
    return switch (e.reason()) {
          case BROKEN, TIMEOUT -> false;
          default -> true;
        }
        && (settings.retries() < 0 || attempt <= settings.retries())
        && deadline.remainingNanos() > settings.interval().toNanos();
  }
}
