package org.haproxystats.admin.cli;

import static org.haproxystats.admin.cli.ServerChange.address;
import static org.haproxystats.admin.cli.ServerChange.change;
import static org.haproxystats.admin.cli.ServerChange.changing;
import static org.haproxystats.admin.cli.ServerChange.choice;
import static org.haproxystats.admin.cli.ServerChange.number;
import static org.haproxystats.admin.cli.ServerChange.selected;
import static org.haproxystats.admin.cli.ServerChange.simple;
import static org.haproxystats.admin.cli.ServerChange.text;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.process.CounterCommands;
import org.haproxystats.runtime.server.AdminState;
import org.haproxystats.runtime.server.ServerCommands;
import org.haproxystats.runtime.server.ServerName;

/** {@code haproxyadmin server ...}. */
final class ServerGroup {
  private static final String NAME_HELP = ServerChange.NAME_HELP;
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

  static final Option LIMIT =
      Option.value("wait", "TIME", "waits at most so long for sessions to end, 60s if not given");
  static final Duration USUAL_LIMIT = Duration.ofSeconds(60);
  private static final Option NOW =
      Option.flag("now", "ends the sessions instead of waiting for them");

  private ServerGroup() {}

  static CommandGroup build() {
    var commands =
        new ArrayList<>(
            List.of(
                list(),
                show(),
                state("ready", "Lets servers take traffic again", AdminState.READY),
                drain(),
                state(
                    "maint",
                    "Puts servers into maintenance: no traffic, no checks",
                    AdminState.MAINT),
                simple("enable", "Ends maintenance of servers", ServerCommands::enable),
                simple("disable", "Puts servers into maintenance", ServerCommands::disable),
                weight(),
                number(
                    "maxconn",
                    "Sets how many sessions servers get in each process; 0: no limit",
                    "100",
                    ServerCommands::setMaxconn),
                address(
                    "address",
                    "Sets the address of servers, and the port if one is given",
                    ServerGroup::setAddress),
                fqdn(),
                choice(
                    "ssl",
                    "Switches TLS to servers on or off (HAProxy 2.4)",
                    Map.of(
                        "on",
                        s -> ServerCommands.setSsl(s, true),
                        "off",
                        s -> ServerCommands.setSsl(s, false)))));
    commands.addAll(ServerChecks.all());
    commands.add(
        simple("shutdown", "Ends all sessions of servers", ServerCommands::shutdownSessions));
    commands.add(
        simple(
            "clear-counters",
            "Sets the counters of servers back to zero (HAProxy 3.5)",
            CounterCommands::clear));
    commands.addAll(List.of(add(), del(), rename()));
    commands.addAll(ServerViewing.all());
    return new CommandGroup(
        "server", "Servers: what they do, their state, weight and address", commands);
  }

  private static CliCommand list() {
    return ProxyListing.list(ObjectType.SERVER, NAME_HELP)
        .with(Selection.BACKEND)
        .example("haproxyadmin server list --status down", "what is down")
        .example("haproxyadmin server list 'app/*' --sort -scur", "the busiest first")
        .example("haproxyadmin server list --json", "for a program")
        .example(
            "haproxyadmin server list --fields server,check_status,last_chk", "the last checks")
        .runs(ProxyListing.listing(ObjectType.SERVER, USUAL_FIELDS));
  }

  private static CliCommand show() {
    return ProxyListing.show(ObjectType.SERVER, NAME_HELP)
        .with(Selection.BACKEND)
        .example("haproxyadmin server show app/web3", "every field, a column for each process")
        .runs(ProxyListing.showing(ObjectType.SERVER));
  }

  private static CliCommand state(String name, String summary, AdminState state) {
    return changing(name, summary)
        .example("haproxyadmin server " + name + " web3 --backend app", "one server")
        .example("haproxyadmin server " + name + " 'app/*' --yes", "all of a backend, unasked")
        .runs(
            invocation ->
                change(invocation, name, server -> ServerCommands.setState(server, state)));
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
                  Change.ofEach(
                      invocation,
                      "drain",
                      servers,
                      server -> ServerCommands.setState(server.fullName(), AdminState.DRAIN));
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
                  server ->
                      isPercent
                          ? ServerCommands.setRelativeWeight(server, number)
                          : ServerCommands.setWeight(server, number));
            });
  }

  private static Command<?> setAddress(ServerName server, SocketAddressText address) {
    return address.port().isPresent()
        ? ServerCommands.setAddress(server, address.address(), address.port().getAsInt())
        : ServerCommands.setAddress(server, address.address());
  }

  private static CliCommand fqdn() {
    return text(
        "fqdn",
        "Sets the name that the address of servers is looked up by (1.8)",
        new Parameter("FQDN", true, false, "a name of DNS"),
        "web3.example.net",
        ServerCommands::setFqdn);
  }

  private static CliCommand rename() {
    return text(
        "rename",
        "Gives a server another name (HAProxy 3.5)",
        new Parameter("NEW-NAME", true, false, "without its backend"),
        "web4",
        ServerCommands::rename);
  }

  private static CliCommand add() {
    return CliCommand.named("add", "Adds a server in all processes, or in none (HAProxy 2.4)")
        .takes("SERVER", "backend and name, such as app/web4")
        .takes("ADDRESS", "such as 10.0.0.4:8080")
        .mayTakeMany("KEYWORD", "as on a 'server' line, such as check or weight 50")
        .changes()
        .notes("It takes traffic nowhere before it is everywhere. It lasts until a reload.")
        .example("haproxyadmin server add app/web4 10.0.0.4:8080 check weight 50", "a server more")
        .runs(
            invocation -> {
              var arguments = invocation.arguments();
              var server = ServerName.parse(arguments.word("SERVER"));
              var address = arguments.word("ADDRESS");
              var keywords = arguments.words("KEYWORD");
              var add = ServerCommands.add(server, address, keywords);
              var change = new Change(invocation, "add");
              for (var selected :
                  Selection.toChange(invocation, ObjectType.BACKEND, List.of(server.backend()))) {
                var backend = selected.object();
                change.add(
                    selected.balancer(),
                    "server " + server,
                    new AtomicOperation(
                        selected.balancer().having(backend).processes(),
                        List.of(
                            add.toString(),
                            ServerCommands.setState(server, AdminState.READY).toString()),
                        add,
                        () ->
                            AtomicOperation.reports(
                                backend.addServer(server.server(), address, keywords))));
              }
              change.run();
            });
  }

  private static CliCommand del() {
    return changing("del", "Removes servers from all processes, or from none (HAProxy 2.4)")
        .with(LIMIT, NOW)
        .notes(
            "A server drains first; if it cannot be removed, it gets back the state that it had.")
        .example("haproxyadmin server del app/web4 --wait 5m", "when its sessions have ended")
        .example("haproxyadmin server del app/web4 --now", "at once")
        .runs(
            invocation -> {
              var limit = invocation.arguments().duration(LIMIT).orElse(USUAL_LIMIT);
              boolean isNow = invocation.arguments().has(NOW);
              var change = new Change(invocation, "del");
              for (var selected : selected(invocation)) {
                var server = selected.object();
                var delete = ServerCommands.delete(server.fullName());
                change.add(
                    selected.balancer(),
                    server.toString(),
                    new AtomicOperation(
                        selected.balancer().having(server).processes(),
                        List.of(
                            ServerCommands.setState(server.fullName(), AdminState.MAINT).toString(),
                            delete.toString()),
                        delete,
                        () ->
                            AtomicOperation.reports(
                                isNow ? server.deleteNow(limit) : server.delete(limit))));
              }
              change.run();
            });
  }
}
