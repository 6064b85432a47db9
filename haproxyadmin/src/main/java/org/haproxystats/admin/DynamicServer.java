package org.haproxystats.admin;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.process.WaitCommands;
import org.haproxystats.runtime.process.WaitCommands.Waited;
import org.haproxystats.runtime.server.AdminState;
import org.haproxystats.runtime.server.CheckCommands;
import org.haproxystats.runtime.server.ServerCommands;
import org.haproxystats.runtime.server.ServerName;
import org.haproxystats.runtime.server.ServerState;
import org.haproxystats.runtime.server.ServerState.AdminFlag;
import org.haproxystats.runtime.server.ServerViews;

/** One server in one process, on its way to be added or deleted there. */
final class DynamicServer extends DynamicPart {

  /**
   * How a server is added.
   *
   * @param address as in the configuration
   * @param keywords what comes after it
   */
  record Settings(String address, List<String> keywords) {}

  private final ServerName name;
  private final Optional<Settings> settings;
  private final boolean endsSessions;
  private AdminState before = AdminState.READY;

  private DynamicServer(
      RuntimeClient process,
      ServerName name,
      Optional<Settings> settings,
      Duration limit,
      boolean endsSessions) {
    super(process, limit);
    this.name = name;
    this.settings = settings;
    this.endsSessions = endsSessions;
  }

  static DynamicServer toAdd(RuntimeClient process, ServerName name, Settings settings) {
    return new DynamicServer(process, name, Optional.of(settings), Duration.ZERO, false);
  }

  static DynamicServer toDelete(
      RuntimeClient process, ServerName name, Duration limit, boolean endsSessions) {
    return new DynamicServer(process, name, Optional.empty(), limit, endsSessions);
  }

  @Override
  boolean isThere() throws IOException, InterruptedException {
    return state(process, name).isPresent();
  }

  private static Optional<ServerState> state(RuntimeClient process, ServerName name)
      throws IOException, InterruptedException {
    return process.run(ServerViews.states(name.backend())).stream()
        .filter(state -> state.name().equals(name))
        .findFirst();
  }

  /** HAProxy adds a server in maintenance, and without its checks running. */
  @Override
  void add() throws IOException, InterruptedException {
    var keywords = settings.orElseThrow().keywords();
    process.run(ServerCommands.add(name, settings.orElseThrow().address(), keywords));
    if (keywords.contains("check")) {
      process.run(CheckCommands.enableHealth(name));
    }
    if (keywords.contains("agent-check")) {
      process.run(CheckCommands.enableAgent(name));
    }
  }

  @Override
  void publish() throws IOException, InterruptedException {
    process.run(ServerCommands.setState(name, AdminState.READY));
  }

  @Override
  void inspect() throws IOException, InterruptedException {
    before =
        state(process, name)
            .map(state -> adminState(state.admin()))
            .orElseThrow(() -> new IOException(process.endpoint() + ": there is no " + this));
  }

  private static AdminState adminState(Set<AdminFlag> flags) {
    // What the configuration says (CONFIGURED_MAINTENANCE) stays when somebody ends it.
    if (flags.contains(AdminFlag.FORCED_MAINTENANCE)) {
      return AdminState.MAINT;
    }
    return flags.contains(AdminFlag.FORCED_DRAIN) ? AdminState.DRAIN : AdminState.READY;
  }

  @Override
  void drain() throws IOException, InterruptedException {
    if (endsSessions) {
      process.run(ServerCommands.setState(name, AdminState.MAINT));
      process.run(ServerCommands.shutdownSessions(name));
      return;
    }
    if (before == AdminState.READY) {
      process.run(ServerCommands.setState(name, AdminState.DRAIN));
    }
    for (long left = sessions(); left > 0; left = sessions()) {
      if (deadline.hasPassed()) {
        throw late("it has " + left + (left == 1 ? " session" : " sessions") + " yet");
      }
      Thread.sleep(PAUSE);
    }
  }

  /** Those that it has, and those that wait for it. */
  private long sessions() throws IOException, InterruptedException {
    return LiveRows.find(process, ObjectName.server(name.backend(), name.server())).stream()
        .mapToLong(
            found -> found.row().number("scur").orElse(0) + found.row().number("qcur").orElse(0))
        .sum();
  }

  @Override
  void withdraw() throws IOException, InterruptedException {
    process.run(ServerCommands.setState(name, AdminState.MAINT));
  }

  @Override
  Command<String> deletion() {
    return ServerCommands.delete(name);
  }

  @Override
  Command<Waited> wait(Duration atMost) {
    return WaitCommands.untilRemovable(name, atMost);
  }

  @Override
  boolean republish() throws IOException, InterruptedException {
    process.run(ServerCommands.setState(name, before));
    return true;
  }

  @Override
  public String toString() {
    return "server " + name;
  }
}
