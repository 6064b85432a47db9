package org.haproxystats.admin.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.Retries;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.Timeouts;
import org.haproxystats.runtime.master.Master;
import org.haproxystats.runtime.master.MasterCommands;
import org.haproxystats.runtime.master.Reload;

/** {@code haproxyadmin reload}: has the master of HAProxy read its configuration anew. */
final class ReloadCommand {
  private static final Option HARD =
      Option.flag("hard", "ends the old workers at once, and their sessions (HAProxy 2.9)");
  private static final Option WAIT =
      Option.value("wait", "TIME", "how long to wait for the outcome, 60s if not given");
  private static final Duration USUAL_WAIT = Duration.ofSeconds(60);

  private ReloadCommand() {}

  static CliCommand build() {
    return CliCommand.named("reload", "Reloads HAProxy through its master, and tells the outcome")
        .with(HARD, WAIT)
        .changes()
        .notes("It needs the master's socket: -S on HAProxy's command line, --master here.")
        .example(
            "haproxyadmin reload --master /run/haproxy-master.sock", "and waits until it is done")
        .example(
            "haproxyadmin reload --on lb1,lb2 --yes",
            "two load balancers of the configuration file")
        .runs(ReloadCommand::run);
  }

  private static void run(Invocation invocation)
      throws UsageException, IOException, InterruptedException {
    var wait = invocation.arguments().duration(WAIT).orElse(USUAL_WAIT);
    boolean isHard = invocation.arguments().has(HARD);
    var change = new Change(invocation, isHard ? "hard-reload" : "reload");
    for (var target : invocation.targets()) {
      if (target.master().isEmpty()) {
        throw new UsageException(
            target.prefix() + "a reload needs the master's socket; name it with --master");
      }
      var timeouts = new Timeouts(invocation.timeouts().connect(), wait, wait);
      var client =
          new RuntimeClient(new Endpoint.Master(target.master().get()), timeouts, Retries.USUAL);
      change.add(target, "haproxy", new Reloading(client, isHard, wait));
    }
    change.run();
  }

  private record Reloading(RuntimeClient client, boolean isHard, Duration limit)
      implements Operation {
    @Override
    public List<RuntimeClient> processes() {
      return List.of(client);
    }

    private Command<Reload> command() {
      return isHard ? MasterCommands.hardReload() : MasterCommands.reload();
    }

    @Override
    public List<PlannedCommand> plan() throws IOException, InterruptedException {
      return List.of(
          new PlannedCommand(
              client.endpoint(),
              command().toString(),
              command().requirement().missing(client.abilities()).orElse("")));
    }

    @Override
    public List<ProcessReport> run() throws InterruptedException {
      try {
        var master = new Master(client);
        var reload = isHard ? master.hardReload(limit) : master.reload(limit);
        var log = String.join("\n", reload.log());
        return List.of(
            switch (reload.result()) {
              case LOADED -> ProcessReport.done(client.endpoint(), log);
              case FAILED ->
                  new ProcessReport(
                      client.endpoint(),
                      "failed",
                      "the old configuration stays in use\n" + log,
                      true);
              case UNKNOWN ->
                  new ProcessReport(
                      client.endpoint(),
                      "outcome unknown",
                      "the master did not tell within " + Units.duration(limit) + "\n" + log,
                      true);
            });
      } catch (IOException e) {
        return List.of(ProcessReport.failed(client.endpoint(), e));
      }
    }
  }
}
