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

  /** Requests so far, over all processes. */
  public OptionalDouble requests() throws IOException, InterruptedException {
    return metric("req_tot");
  }

  /** How many sessions it takes at most, over all processes ({@code slim}). */
  public OptionalDouble maxconn() throws IOException, InterruptedException {
    return metric("slim");
  }

  /**
   * Sets how many sessions it takes in each process ({@code set maxconn frontend}).
   *
   * @param connections zero or more
   */
  public Results<String> setMaxconn(int connections) throws IOException, InterruptedException {
    return run(FrontendCommands.setMaxconn(name(), connections)).orThrow();
  }

  /** Lets it take sessions again ({@code enable frontend}). */
  public Results<Change> enable() throws IOException, InterruptedException {
    return run(FrontendCommands.enable(name())).orThrow();
  }

  /** Lets it take no new sessions ({@code disable frontend}). */
  public Results<Change> disable() throws IOException, InterruptedException {
    return run(FrontendCommands.disable(name())).orThrow();
  }

  /** Closes it for good, until HAProxy is started anew ({@code shutdown frontend}). */
  public Results<Change> shutdown() throws IOException, InterruptedException {
    return run(FrontendCommands.shutdown(name())).orThrow();
  }
}
