package org.haproxystats.pull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Set;
import org.haproxystats.config.CountersSurviveReload;
import org.haproxystats.pull.FinishedWorkers.Running;
import org.haproxystats.runtime.stats.CounterSum;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.MalformedStatisticsException;
import org.haproxystats.spool.LearntFields;

/** What workers have of others before them, which must be in the totals once. */
sealed interface InheritedCounters {

  /**
   * The rule for an option's value.
   *
   * @param directory where it may keep files about workers
   */
  static InheritedCounters of(
      CountersSurviveReload survive, Path directory, LearntFields fields, FieldCatalog catalog) {
    return switch (survive) {
      case NO -> new None();
      case SHARED -> new Shared(fields);
      case PRELOADED -> new Preloaded(directory, catalog);
    };
  }

  /**
   * A master has new workers. To be called before their dumps are kept; again, if that failed.
   *
   * @param news the new ones, the oldest first
   * @param newest the master's newest worker; it need not be new
   * @param last the dump of the one that was the newest at the last pull, of that pull
   * @param now its dump of this pull, or else of the last
   * @return whether the sum has changed
   */
  default boolean begin(List<Running> news, Running newest, byte[] last, byte[] now, CounterSum sum)
      throws IOException, MalformedStatisticsException {
    return false;
  }

  /** Adds the last word of a worker that has ended. */
  default void addEnded(String identity, byte[] info, byte[] stat, CounterSum sum)
      throws IOException, MalformedStatisticsException {
    sum.add(identity, info, stat, Set.of());
  }

  /**
   * Takes away what is counted elsewhere of what a running worker says.
   *
   * @param newest whether it is its master's newest worker
   * @return whether there may be something of it
   */
  default boolean subtract(Running worker, boolean newest, CounterSum sum)
      throws IOException, MalformedStatisticsException {
    return false;
  }

  /** Forgets a worker whose end is in the sum. */
  default void forget(String identity) throws IOException {}

  /** Each worker counts from zero. */
  record None() implements InheritedCounters {}

  /**
   * All workers of a master have the same counters, in memory that they share; of them the newest
   * worker's count. Where a counter is lower than it was, the memory was made anew, or the object
   * is not in it: what it had counted is added to the sum.
   */
  record Shared(LearntFields fields) implements InheritedCounters {

    @Override
    public boolean begin(
        List<Running> news, Running newest, byte[] last, byte[] now, CounterSum sum)
        throws IOException, MalformedStatisticsException {
      var note = "before-" + newest.identity();
      if (!news.contains(newest) || sum.members().contains(note)) {
        return false; // Where it is noted, a run crashed that had done this.
      }
      sum.addMember(note);
      sum.addLost(last, newest.stat(), fields.persistent());
      return true;
    }

    @Override
    public void addEnded(String identity, byte[] info, byte[] stat, CounterSum sum)
        throws IOException, MalformedStatisticsException {
      sum.add(identity, info, stat, fields.persistent());
    }

    @Override
    public boolean subtract(Running worker, boolean newest, CounterSum sum)
        throws IOException, MalformedStatisticsException {
      if (!newest) {
        sum.subtract(worker.stat(), fields.persistent());
      }
      return !newest;
    }
  }

  /**
   * A worker begins with counters that were dumped of the one before it, at a moment that is not
   * known. What both have when the new one is first seen counts for the old one. So nothing is
   * counted twice; of what the new one had counted itself by then, a part may be missing.
   */
  record Preloaded(Path directory, FieldCatalog catalog) implements InheritedCounters {

    @Override
    public boolean begin(
        List<Running> news, Running newest, byte[] last, byte[] now, CounterSum sum)
        throws IOException, MalformedStatisticsException {
      var before = now;
      for (var worker : news) {
        var common = new CounterSum(catalog);
        common.addCommon(before, worker.stat());
        var unfinished = directory.resolve("." + worker.identity());
        Files.write(unfinished, common.toBytes());
        Files.move(unfinished, file(worker.identity()), StandardCopyOption.ATOMIC_MOVE);
        before = worker.stat();
      }
      return false;
    }

    @Override
    public void addEnded(String identity, byte[] info, byte[] stat, CounterSum sum)
        throws IOException, MalformedStatisticsException {
      sum.add(identity, info, stat, Set.of());
      subtract(identity, stat, sum);
    }

    @Override
    public boolean subtract(Running worker, boolean newest, CounterSum sum)
        throws IOException, MalformedStatisticsException {
      return subtract(worker.identity(), worker.stat(), sum);
    }

    private boolean subtract(String identity, byte[] stat, CounterSum sum)
        throws IOException, MalformedStatisticsException {
      byte[] written;
      try {
        written = Files.readAllBytes(file(identity));
      } catch (NoSuchFileException e) {
        return false; // It was there before all others.
      }
      // Not more than it has: counters can be cleared by hand.
      sum.subtractCommon(CounterSum.parts(written).get(1), stat);
      return true;
    }

    @Override
    public void forget(String identity) throws IOException {
      Files.deleteIfExists(file(identity));
    }

    private Path file(String identity) {
      return directory.resolve(identity + ".inherited");
    }
  }
}
