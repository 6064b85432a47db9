package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.haproxystats.admin.Server;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.server.AdminState;
import org.haproxystats.runtime.server.ServerCommands;
import org.haproxystats.runtime.server.ServerName;

/** {@code haproxyadmin server ...}. */
final class ServerGroup {
  private static final String NAME = "NAME";
  private static final String NAME_HELP =
      "a server: web3, or app/web3 with its backend; * and ? stand for anything";
  private static final List<String> USUAL_FIELDS =
      List.of(
          "status",
          "weight",
          "scur",
          "slim",
          "qcur",
          "rate",
          "stot",
          "econ",
          "eresp",
          "check_status",
          "lastchg",
          "addr",
          ProxyTable.PROCESSES);
  private static final Option WAIT =
      Option.value("wait", "TIME", "waits so long for the last session to end, with progress");

  private ServerGroup() {}

  static CommandGroup build() {
    return new CommandGroup(
        "server",
        "Servers: what they do, their state, weight and address",
        List.of(
            list(),
            show(),
            state("ready", "Lets servers take traffic again", AdminState.READY),
            drain(),
            state(
                "maint", "Puts servers into maintenance: no traffic, no checks", AdminState.MAINT),
            weight()));
  }

  private static CliCommand list() {
    return CliCommand.named("list", "Lists servers, each as one over all processes")
        .mayTakeMany(NAME, NAME_HELP)
        .with(Selection.BACKEND, Selection.STATUS)
        .notes(
            """
            Fields have HAProxy's names; --fields takes every field of "show stat" beside those that are usual.
            Where processes differ in a text, each is counted: "3 UP, 1 DOWN".""")
        .example("haproxyadmin server list --status down", "what is down")
        .example("haproxyadmin server list 'app/*' --sort -scur", "the busiest first")
        .example("haproxyadmin server list --json", "for a program")
        .example(
            "haproxyadmin server list --fields server,check_status,last_chk", "the last checks")
        .runs(
            invocation -> {
              var found =
                  Selection.toShow(
                      invocation, ObjectType.SERVER, invocation.arguments().words(NAME));
              new ProxyTable<>(invocation, ObjectType.SERVER, Selection.ofStatus(invocation, found))
                  .print(USUAL_FIELDS);
            });
  }

  private static CliCommand show() {
    return CliCommand.named("show", "Shows all that HAProxy says of servers, process by process")
        .takesMany(NAME, NAME_HELP)
        .with(Selection.BACKEND)
        .example("haproxyadmin server show app/web3", "every field, a column for each process")
        .runs(
            invocation ->
                new ProxyTable<>(
                        invocation,
                        ObjectType.SERVER,
                        Selection.toShow(
                            invocation, ObjectType.SERVER, invocation.arguments().words(NAME)))
                    .printDetails());
  }

  private static CliCommand state(String name, String summary, AdminState state) {
    return changing(name, summary)
        .example("haproxyadmin server " + name + " web3 --backend app", "one server")
        .example("haproxyadmin server " + name + " 'app/*' --yes", "all of a backend, unasked")
        .runs(
            invocation ->
                change(
                    invocation,
                    name,
                    selected(invocation),
                    server -> ServerCommands.setState(server, state)));
  }

  private static CliCommand drain() {
    return changing("drain", "Takes no new sessions but those that stick; checks go on")
        .with(WAIT)
        .example("haproxyadmin server drain web3 --backend app", "one server")
        .example(
            "haproxyadmin server drain app/web3 --wait 60s", "and waits for its sessions to end")
        .runs(
            invocation -> {
              var wait = invocation.arguments().duration(WAIT);
              var servers = selected(invocation);
              boolean isDone =
                  change(
                      invocation,
                      "drain",
                      servers,
                      server -> ServerCommands.setState(server, AdminState.DRAIN));
              if (isDone && wait.isPresent()) {
                new DrainWait(invocation, servers).await(wait.get());
              }
            });
  }

  private static CliCommand weight() {
    return changing("weight", "Sets the weight of servers")
        .takes("WEIGHT", "0 to 256, or a share of the configured weight such as 50%")
        .notes("Weight 0 takes no new sessions but those that stick.")
        .example("haproxyadmin server weight app/web3 50", "a weight of 50")
        .example(
            "haproxyadmin server weight web1 web2 50% --backend app", "half of what is configured")
        .runs(
            invocation -> {
              var weight = invocation.arguments().word("WEIGHT");
              boolean isPercent = weight.endsWith("%");
              int number =
                  Arguments.number(
                      "WEIGHT", isPercent ? weight.substring(0, weight.length() - 1) : weight);
              change(
                  invocation,
                  "weight " + weight,
                  selected(invocation),
                  server ->
                      isPercent
                          ? ServerCommands.setRelativeWeight(server, number)
                          : ServerCommands.setWeight(server, number));
            });
  }

  private static CliCommand.Builder changing(String name, String summary) {
    return CliCommand.named(name, summary)
        .takesMany(NAME, NAME_HELP)
        .with(Selection.BACKEND)
        .changes();
  }

  private static List<Selected<Server>> selected(Invocation invocation)
      throws UsageException, IOException, InterruptedException {
    return Selection.toChange(invocation, ObjectType.SERVER, invocation.arguments().words(NAME));
  }

  /** Has a command run for each server. */
  private static boolean change(
      Invocation invocation,
      String what,
      List<Selected<Server>> servers,
      Function<ServerName, Command<?>> command)
      throws UsageException, IOException, InterruptedException {
    var change = new Change(invocation, what);
    for (var server : servers) {
      change.add(server.balancer(), server.object(), command.apply(server.object().fullName()));
    }
    return change.run();
  }
}
