package org.haproxystats.admin;

import java.io.IOException;
import java.util.OptionalDouble;
import org.haproxystats.runtime.Change;
import org.haproxystats.runtime.proxy.FrontendCommands;
import org.haproxystats.runtime.stats.ObjectKind;

/** A frontend in all processes that have it. */
public final class Frontend extends ProxyObject {
  Frontend(ObjectName name, RowSource source) {
    super(name, ObjectKind.FRONTEND, source);
  }

  @Override
  public String name() {
    return objectName().proxy();
  }

  /**
   * {@return HTTP requests so far, over all processes ({@code req_tot}); empty if no process counts
   * them}
   *
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public OptionalDouble requests() throws IOException, InterruptedException {
    return metric("req_tot");
  }

  /**
   * {@return how many sessions it takes at most, over all processes ({@code slim})}
   *
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public OptionalDouble maxconn() throws IOException, InterruptedException {
    return metric("slim");
  }

  /**
   * Sets how many sessions it takes in each process ({@code set maxconn frontend}).
   *
   * @param connections zero or more; zero for the limit of the whole process
   * @return HAProxy's answer by process, mostly empty
   * @throws IllegalArgumentException if the number is less than zero
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<String> setMaxconn(int connections) throws IOException, InterruptedException {
    return run(FrontendCommands.setMaxconn(name(), connections)).orThrow();
  }

  /**
   * Lets it take sessions again ({@code enable frontend}).
   *
   * @return by process, whether it took none before
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<Change> enable() throws IOException, InterruptedException {
    return run(FrontendCommands.enable(name())).orThrow();
  }

  /**
   * Lets it take no new sessions ({@code disable frontend}).
   *
   * @return by process, whether it took sessions before
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<Change> disable() throws IOException, InterruptedException {
    return run(FrontendCommands.disable(name())).orThrow();
  }

  /**
   * Closes it for good, until HAProxy is started anew ({@code shutdown frontend}).
   *
   * @return by process, whether it was open before
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process failed; it has what came of each
   * @throws InterruptedException if the thread is interrupted; some processes may have done it then
   */
  public Results<Change> shutdown() throws IOException, InterruptedException {
    return run(FrontendCommands.shutdown(name())).orThrow();
  }
}
