package org.haproxystats.runtime.master;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandException;
import org.haproxystats.runtime.Deadline;
import org.haproxystats.runtime.EndpointException;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.master.ProcessEntry.Role;
import org.haproxystats.runtime.master.Reload.Result;

/** Reloads a HAProxy through its master, and finds out what came of it on every version. */
public final class Master {
  private static final Duration PAUSE = Duration.ofMillis(50);

  private final RuntimeClient client;

  /**
   * Speaks to one master.
   *
   * @param client of an {@link org.haproxystats.runtime.Endpoint.Master}
   */
  public Master(RuntimeClient client) {
    this.client = client;
  }

  /**
   * {@return the master's processes ({@code show proc})}
   *
   * @throws IOException if the master does not answer, or not with its processes
   * @throws InterruptedException if the thread is interrupted
   */
  public ProcessList processes() throws IOException, InterruptedException {
    return client.run(MasterCommands.processes());
  }

  /**
   * {@code reload}. Returns when the master answers again. The client's time-outs must leave time
   * to load the configuration. A master before 2.7 says nothing of the result; then its processes
   * are looked at until they tell.
   *
   * @param limit how long to wait for the master, and for what its processes tell
   * @return what came of it: loaded, not loaded, or not to be found out within the limit
   * @throws org.haproxystats.runtime.CommandFailedException if another reload goes on, {@link
   *     org.haproxystats.runtime.Failure#BUSY}
   * @throws IOException if the master cannot be asked, or goes away after it has begun to answer
   * @throws InterruptedException if the thread is interrupted
   */
  public Reload reload(Duration limit) throws IOException, InterruptedException {
    return run(MasterCommands.reload(), limit);
  }

  /**
   * {@code hard-reload}: as {@link #reload}, but ends the old worker and its sessions at once.
   * Since 2.9.
   *
   * @param limit how long to wait for the master, and for what its processes tell
   * @return what came of it
   * @throws IOException as {@link #reload} does
   * @throws InterruptedException if the thread is interrupted
   */
  public Reload hardReload(Duration limit) throws IOException, InterruptedException {
    return run(MasterCommands.hardReload(), limit);
  }

  private Reload run(Command<Reload> command, Duration limit)
      throws IOException, InterruptedException {
    var before = processes();
    var deadline = Deadline.after(limit);
    Reload reload;
    try {
      reload = client.run(command);
    } catch (EndpointException e) {
      if (e.reason() != EndpointException.Reason.NO_ANSWER) {
        throw e;
      }
      reload = new Reload(Result.UNKNOWN, List.of());
    } finally {
      client.forgetAbilities(); // A reload may start another version of the program.
    }
    return settled(reload, before, deadline);
  }

  /** Waits until the master answers again and the result is known. */
  private Reload settled(Reload reload, ProcessList before, Deadline deadline)
      throws CommandException, InterruptedException {
    do {
      try {
        var after = processes();
        var result = reload.result() == Result.UNKNOWN ? result(before, after) : reload.result();
        if (result != Result.UNKNOWN) {
          return new Reload(result, reload.log());
        }
      } catch (CommandException e) {
        throw e;
      } catch (IOException _) {
        // The master executes itself anew and is away for a moment.
      }
      Thread.sleep(PAUSE);
    } while (!deadline.hasPassed());
    return reload;
  }

  /** Judges a reload by what it left. */
  static Result result(ProcessList before, ProcessList after) {
    var known = before.all().stream().map(ProcessEntry::pid).toList();
    var workers = after.with(Role.WORKER);
    if (workers.stream().anyMatch(worker -> !known.contains(worker.pid()))) {
      return Result.LOADED;
    }
    var master = after.with(Role.MASTER);
    var was = before.with(Role.MASTER);
    if (master.isEmpty() || was.isEmpty()) {
      return Result.UNKNOWN;
    }
    boolean failedAgain = master.getFirst().failedReloads() > was.getFirst().failedReloads();
    // Before 2.5 failures are not counted; a master whose reload failed has only old workers.
    boolean hasNoneNew =
        workers.isEmpty() && master.getFirst().reloads() > was.getFirst().reloads();
    return failedAgain || hasNoneNew ? Result.FAILED : Result.UNKNOWN;
  }
}
