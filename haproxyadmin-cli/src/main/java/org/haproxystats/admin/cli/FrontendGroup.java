package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.proxy.FrontendCommands;

/** {@code haproxyadmin frontend ...}. */
final class FrontendGroup {
  private static final String NAME = ProxyListing.NAME;
  private static final String NAME_HELP = "a frontend; * and ? stand for anything";
  private static final List<String> USUAL_FIELDS =
      List.of(
          "status",
          "scur",
          "smax",
          "slim",
          "rate",
          "stot",
          "req_rate",
          "req_tot",
          "bin",
          "bout",
          "ereq",
          "dreq",
          "hrsp_4xx",
          "hrsp_5xx",
          ProxyTable.PROCESSES);

  private FrontendGroup() {}

  static CommandGroup build() {
    return new CommandGroup(
        "frontend",
        "Frontends: what they take, and whether they take it",
        List.of(
            ProxyListing.list(ObjectType.FRONTEND, NAME_HELP)
                .example("haproxyadmin frontend list", "all of them")
                .example(
                    "haproxyadmin frontend list --sort -req_rate --fields frontend,req_rate",
                    "the busiest")
                .runs(ProxyListing.listing(ObjectType.FRONTEND, USUAL_FIELDS)),
            ProxyListing.show(ObjectType.FRONTEND, NAME_HELP)
                .example("haproxyadmin frontend show web", "every field")
                .runs(ProxyListing.showing(ObjectType.FRONTEND)),
            change("enable", "Lets frontends take sessions again", FrontendCommands::enable),
            change("disable", "Lets frontends take no new sessions", FrontendCommands::disable),
            change(
                "shutdown",
                "Closes frontends for good, until HAProxy is started anew",
                FrontendCommands::shutdown),
            maxconn()));
  }

  private static CliCommand change(
      String name, String summary, Function<String, Command<?>> command) {
    return CliCommand.named(name, summary)
        .takesMany(NAME, NAME_HELP)
        .changes()
        .example("haproxyadmin frontend " + name + " web", "one of them")
        .example("haproxyadmin frontend " + name + " 'web*' --dry-run", "what would be sent")
        .runs(invocation -> apply(invocation, name, command));
  }

  private static CliCommand maxconn() {
    return CliCommand.named("maxconn", "Sets how many sessions frontends take in each process")
        .takesMany(NAME, NAME_HELP)
        .takes("NUMBER", "how many sessions, 0 or more")
        .changes()
        .example("haproxyadmin frontend maxconn web 2000", "2000 in each process")
        .runs(
            invocation -> {
              int number = invocation.arguments().number("NUMBER");
              apply(
                  invocation,
                  "maxconn " + number,
                  frontend -> FrontendCommands.setMaxconn(frontend, number));
            });
  }

  private static void apply(
      Invocation invocation, String what, Function<String, Command<?>> command)
      throws UsageException, IOException, InterruptedException {
    var found =
        Selection.toChange(invocation, ObjectType.FRONTEND, invocation.arguments().words(NAME));
    Change.ofEach(invocation, what, found, frontend -> command.apply(frontend.name()));
  }
}
