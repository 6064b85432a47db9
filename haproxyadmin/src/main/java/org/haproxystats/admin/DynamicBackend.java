package org.haproxystats.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.process.WaitCommands;
import org.haproxystats.runtime.process.WaitCommands.Waited;
import org.haproxystats.runtime.proxy.BackendCommands;
import org.haproxystats.runtime.server.ServerViews;

/** One backend in one process, on its way to be added or deleted there. */
final class DynamicBackend extends DynamicPart {
  private final String name;
  private final Optional<Command<String>> addition;

  private DynamicBackend(
      RuntimeClient process, String name, Optional<Command<String>> addition, Duration limit) {
    super(process, limit);
    this.name = name;
    this.addition = addition;
  }

  static DynamicBackend toAdd(RuntimeClient process, String name, Command<String> addition) {
    return new DynamicBackend(process, name, Optional.of(addition), Duration.ZERO);
  }

  static DynamicBackend toDelete(RuntimeClient process, String name, Duration limit) {
    return new DynamicBackend(process, name, Optional.empty(), limit);
  }

  @Override
  boolean isThere() throws IOException, InterruptedException {
    return process.run(BackendCommands.names()).contains(name);
  }

  @Override
  void add() throws IOException, InterruptedException {
    process.run(addition.orElseThrow());
  }

  @Override
  void publish() throws IOException, InterruptedException {
    process.run(BackendCommands.publish(name));
  }

  @Override
  void inspect() throws IOException, InterruptedException {
    if (!isThere()) {
      throw new IOException(process.endpoint() + ": there is no " + this);
    }
    int servers = process.run(ServerViews.states(name)).size();
    if (servers > 0) {
      throw new IOException(
          "%s: %s still has servers (%d): delete them first"
              .formatted(process.endpoint(), this, servers));
    }
  }

  @Override
  void drain() throws IOException, InterruptedException {
    process.run(BackendCommands.unpublish(name));
  }

  /** Unpublished is all that it must be. */
  @Override
  void withdraw() {}

  @Override
  Command<String> deletion() {
    return BackendCommands.delete(name);
  }

  @Override
  Command<Waited> wait(Duration atMost) {
    return WaitCommands.untilRemovable(name, atMost);
  }

  /** HAProxy does not tell if it was published before, and traffic that nobody wants does harm. */
  @Override
  boolean republish() {
    return false;
  }

  @Override
  public String toString() {
    return "backend " + name;
  }
}
