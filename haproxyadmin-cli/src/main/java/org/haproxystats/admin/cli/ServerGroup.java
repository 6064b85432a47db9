package org.haproxystats.admin.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.haproxystats.admin.Server;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.server.AdminState;
import org.haproxystats.runtime.server.CheckCommands;
import org.haproxystats.runtime.server.Health;
import org.haproxystats.runtime.server.ServerCommands;
import org.haproxystats.runtime.server.ServerName;

/** {@code haproxyadmin server ...}. */
final class ServerGroup {
  private static final String NAME = ProxyListing.NAME;
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

  static final Option LIMIT =
      Option.value("wait", "TIME", "waits at most so long for sessions to end, 60s if not given");
  static final Duration USUAL_LIMIT = Duration.ofSeconds(60);
  private static final Option NOW =
      Option.flag("now", "ends the sessions instead of waiting for them");

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
            simple("enable", "Ends maintenance of servers", ServerCommands::enable),
            simple("disable", "Puts servers into maintenance", ServerCommands::disable),
            weight(),
            number(
                "maxconn",
                "Sets how many sessions servers get in each process; 0: no limit",
                "100",
                ServerCommands::setMaxconn),
            address(),
            fqdn(),
            choice(
                "ssl",
                "Switches TLS to servers on or off (HAProxy 2.4)",
                Map.of(
                    "on",
                    s -> ServerCommands.setSsl(s, true),
                    "off",
                    s -> ServerCommands.setSsl(s, false))),
            choice(
                "health",
                "Says that the health checks of servers found this",
                Map.of(
                    "up", s -> CheckCommands.setHealth(s, Health.UP),
                    "stopping", s -> CheckCommands.setHealth(s, Health.STOPPING),
                    "down", s -> CheckCommands.setHealth(s, Health.DOWN))),
            choice(
                "checks",
                "Switches the health checks of servers on or off",
                Map.of("on", CheckCommands::enableHealth, "off", CheckCommands::disableHealth)),
            choice(
                "agent",
                "Says that the agent checks of servers found this",
                Map.of(
                    "up",
                    s -> CheckCommands.setAgent(s, true),
                    "down",
                    s -> CheckCommands.setAgent(s, false))),
            choice(
                "agent-checks",
                "Switches the agent checks of servers on or off",
                Map.of("on", CheckCommands::enableAgent, "off", CheckCommands::disableAgent)),
            number(
                "check-port",
                "Sets the port that health checks go to",
                "8080",
                CheckCommands::setCheckPort),
            simple("shutdown", "Ends all sessions of servers", ServerCommands::shutdownSessions),
            add(),
            del()));
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

  private static CliCommand simple(
      String name, String summary, Function<ServerName, Command<?>> command) {
    return changing(name, summary)
        .example("haproxyadmin server " + name + " app/web3", "one server")
        .runs(invocation -> change(invocation, name, command));
  }

  private static CliCommand number(
      String name,
      String summary,
      String example,
      BiFunction<ServerName, Integer, Command<?>> command) {
    return changing(name, summary)
        .takes("NUMBER", "a whole number")
        .example("haproxyadmin server " + name + " app/web3 " + example, "one server")
        .runs(
            invocation -> {
              int number = invocation.arguments().number("NUMBER");
              change(invocation, name + " " + number, server -> command.apply(server, number));
            });
  }

  private static CliCommand choice(
      String name, String summary, Map<String, Function<ServerName, Command<?>>> choices) {
    var words = new TreeMap<>(choices).descendingMap();
    var all = String.join(", ", words.keySet());
    return changing(name, summary)
        .takes("WHAT", all)
        .example("haproxyadmin server " + name + " app/web3 " + words.firstKey(), "one server")
        .runs(
            invocation -> {
              var word = invocation.arguments().word("WHAT");
              var command = words.get(word);
              if (command == null) {
                throw new UsageException("WHAT is one of " + all + ", not '" + word + "'");
              }
              change(invocation, name + " " + word, command);
            });
  }

  private static CliCommand address() {
    return changing("address", "Sets the address of servers, and the port if one is given")
        .takes("ADDRESS", "such as 10.0.0.3, 10.0.0.3:8080 or [2001:db8::3]:8080")
        .example("haproxyadmin server address app/web3 10.0.0.3:8080", "address and port")
        .example("haproxyadmin server address app/web3 10.0.0.3", "the address alone")
        .runs(
            invocation -> {
              var text = invocation.arguments().word("ADDRESS");
              var address = SocketAddressText.parse(text);
              change(
                  invocation,
                  "address " + text,
                  server ->
                      address.port().isPresent()
                          ? ServerCommands.setAddress(
                              server, address.address(), address.port().getAsInt())
                          : ServerCommands.setAddress(server, address.address()));
            });
  }

  private static CliCommand fqdn() {
    return changing("fqdn", "Sets the name that the address of servers is looked up by (1.8)")
        .takes("FQDN", "a name of DNS")
        .example("haproxyadmin server fqdn app/web3 web3.example.net", "one server")
        .runs(
            invocation -> {
              var name = invocation.arguments().word("FQDN");
              change(invocation, "fqdn " + name, server -> ServerCommands.setFqdn(server, name));
            });
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

  /** Has a command run for each server that was named. */
  private static void change(
      Invocation invocation, String what, Function<ServerName, Command<?>> command)
      throws UsageException, IOException, InterruptedException {
    Change.ofEach(
        invocation, what, selected(invocation), server -> command.apply(server.fullName()));
  }
}
