package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.proxy.BackendCommands;

/** {@code haproxyadmin backend ...}. */
final class BackendGroup {
  private static final String NAME = ProxyListing.NAME;
  private static final String NAME_HELP = "a backend; * and ? stand for anything";
  private static final List<String> USUAL_FIELDS =
      List.of(
          "status",
          "act",
          "bck",
          "scur",
          "smax",
          "qcur",
          "rate",
          "stot",
          "bin",
          "bout",
          "econ",
          "eresp",
          "hrsp_5xx",
          "lastchg",
          ProxyTable.PROCESSES);

  private static final Option KEY =
      Option.value("input", "FILE", "reads the secret from a file instead of the standard input");

  private BackendGroup() {}

  static CommandGroup build() {
    return new CommandGroup(
        "backend",
        "Backends: what they do, and whether they may be used",
        List.of(
            ProxyListing.list(ObjectType.BACKEND, NAME_HELP)
                .example("haproxyadmin backend list", "all of them")
                .example(
                    "haproxyadmin backend list --status down --quiet",
                    "names of those that are down")
                .runs(ProxyListing.listing(ObjectType.BACKEND, USUAL_FIELDS)),
            ProxyListing.show(ObjectType.BACKEND, NAME_HELP)
                .example("haproxyadmin backend show app", "every field")
                .runs(ProxyListing.showing(ObjectType.BACKEND)),
            change(
                "publish",
                "Lets rules choose backends again (HAProxy 3.4)",
                BackendCommands::publish),
            change(
                "unpublish",
                "Lets no rule choose backends (HAProxy 3.4)",
                BackendCommands::unpublish),
            change(
                "enable-dynamic-cookie",
                "Lets servers be chosen by a cookie made from their address (1.8)",
                BackendCommands::enableDynamicCookie),
            change(
                "disable-dynamic-cookie",
                "The reverse of enable-dynamic-cookie (1.8)",
                BackendCommands::disableDynamicCookie),
            cookieKey(),
            add(),
            del()));
  }

  private static CliCommand change(
      String name, String summary, Function<String, Command<?>> command) {
    return CliCommand.named(name, summary)
        .takesMany(NAME, NAME_HELP)
        .changes()
        .example("haproxyadmin backend " + name + " app", "one of them")
        .runs(invocation -> apply(invocation, name, command));
  }

  private static CliCommand cookieKey() {
    return CliCommand.named("dynamic-cookie-key", "Sets the secret of dynamic cookies (1.8)")
        .takesMany(NAME, NAME_HELP)
        .with(KEY)
        .changes()
        .notes("Give all load balancers the same, or a client changes servers with them.")
        .example("haproxyadmin backend dynamic-cookie-key app --input key.txt", "from a file")
        .runs(
            invocation -> {
              var key = Input.read(invocation, KEY, "the secret").strip();
              apply(
                  invocation,
                  "dynamic-cookie-key",
                  backend -> BackendCommands.setDynamicCookieKey(backend, key));
            });
  }

  private static CliCommand add() {
    return CliCommand.named("add", "Adds a backend in all processes (HAProxy 3.4)")
        .takes("BACKEND", "its name")
        .takes("DEFAULTS", "the named defaults section that it takes its settings from")
        .changes()
        .example("haproxyadmin backend add blue http-defaults", "an empty backend")
        .runs(
            invocation -> {
              var name = invocation.arguments().word("BACKEND");
              var change = new Change(invocation, "add");
              for (var balancer : invocation.loadBalancers()) {
                var defaults = invocation.arguments().word("DEFAULTS");
                var add = BackendCommands.add(name, defaults);
                change.add(
                    balancer,
                    "backend " + name,
                    new AtomicOperation(
                        balancer.processes(),
                        List.of(add.toString(), BackendCommands.publish(name).toString()),
                        add,
                        () ->
                            AtomicOperation.reports(
                                balancer.haproxy().addBackend(name, defaults))));
              }
              change.run();
            });
  }

  private static CliCommand del() {
    return CliCommand.named(
            "del",
            "Removes backends without servers from all processes, or from none (HAProxy 3.4)")
        .takesMany(NAME, NAME_HELP)
        .with(ServerGroup.LIMIT)
        .changes()
        .example("haproxyadmin backend del blue", "when its sessions have ended")
        .runs(
            invocation -> {
              var limit =
                  invocation
                      .arguments()
                      .duration(ServerGroup.LIMIT)
                      .orElse(ServerGroup.USUAL_LIMIT);
              var change = new Change(invocation, "del");
              for (var selected :
                  Selection.toChange(
                      invocation, ObjectType.BACKEND, invocation.arguments().words(NAME))) {
                var backend = selected.object();
                var delete = BackendCommands.delete(backend.name());
                change.add(
                    selected.balancer(),
                    backend.toString(),
                    new AtomicOperation(
                        selected.balancer().having(backend).processes(),
                        List.of(
                            BackendCommands.unpublish(backend.name()).toString(),
                            delete.toString()),
                        delete,
                        () -> AtomicOperation.reports(backend.delete(limit))));
              }
              change.run();
            });
  }

  private static void apply(
      Invocation invocation, String what, Function<String, Command<?>> command)
      throws UsageException, IOException, InterruptedException {
    var found =
        Selection.toChange(invocation, ObjectType.BACKEND, invocation.arguments().words(NAME));
    Change.ofEach(invocation, what, found, backend -> command.apply(backend.name()));
  }
}
