package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.server.ServerCommands;
import org.haproxystats.runtime.server.ServerConnections;
import org.haproxystats.runtime.server.ServerName;
import org.haproxystats.runtime.server.ServerState;
import org.haproxystats.runtime.server.ServerViews;

/** The commands of {@code haproxyadmin server} that show what "show stat" does not have. */
final class ServerViewing {
  private static final List<Column> STATE =
      List.of(
          Column.text("address"),
          Column.number("port"),
          Column.text("operation"),
          Column.text("admin"),
          Column.number("weight"),
          Column.number("initial_weight"),
          Column.of("since", Column.Kind.SECONDS),
          Column.text("check_result"),
          Column.number("check_health"),
          Column.text("check"),
          Column.text("check_address"),
          Column.number("check_port"),
          Column.text("agent"),
          Column.text("agent_address"),
          Column.number("agent_port"),
          Column.text("fqdn"),
          Column.text("srv_record"));

  /** HAProxy's own names. */
  private static final List<Column> CONNECTIONS =
      Stream.of(
              "addr",
              "port",
              "used_cur",
              "used_max",
              "need_est",
              "unsafe_nb",
              "safe_nb",
              "idle_lim",
              "idle_cur")
          .map(name -> name.equals("addr") ? Column.text(name) : Column.number(name))
          .toList();

  private ServerViewing() {}

  static List<CliCommand> all() {
    return List.of(
        view("conn", "Shows the connections to servers, in use and idle (2.2)")
            .notes("Fields have HAProxy's names; see \"show servers conn\" in its manual.")
            .example("haproxyadmin server conn app/web3", "one server, process by process")
            .example("haproxyadmin server conn --sort -used_cur", "the busiest first")
            .runs(
                invocation ->
                    print(
                        invocation,
                        ServerViews.connections(),
                        CONNECTIONS,
                        ServerConnections::name,
                        row ->
                            CONNECTIONS.stream()
                                .map(column -> Table.cell(cell(row, column.name())))
                                .toList())),
        view("state", "Shows the state of servers as HAProxy would save it for its next start")
            .notes(
                """
                A file for "server-state-file" is written by:
                  haproxyadmin command show servers state --socket SOCKET > FILE""")
            .example("haproxyadmin server state app/web3", "one server, process by process")
            .runs(
                invocation ->
                    print(
                        invocation,
                        ServerViews.states(),
                        STATE,
                        ServerState::name,
                        ServerViewing::cells)),
        CliCommand.named("keywords", "Lists what \"server add\" takes behind an address (3.2)")
            .with(Survey.EACH)
            .example("haproxyadmin server keywords", "such as check and weight")
            .runs(
                invocation ->
                    new Survey(invocation)
                        .print(
                            ServerCommands.keywords(),
                            1,
                            List.of(Column.text("keyword")),
                            words -> words.stream().map(List::<Object>of).toList())));
  }

  private static CliCommand.Builder view(String name, String summary) {
    return CliCommand.named(name, summary)
        .mayTakeMany(ProxyListing.NAME, ServerChange.NAME_HELP)
        .with(Selection.BACKEND);
  }

  /** Writes the rows of the servers that were named, of all if none was. */
  private static <T> void print(
      Invocation invocation,
      Command<List<T>> command,
      List<Column> columns,
      Function<T, ServerName> name,
      Function<T, List<Object>> cells)
      throws UsageException, IOException, InterruptedException {
    // Asked first, since it tells the names that are not known.
    var wanted =
        Selection.toShow(
                invocation, ObjectType.SERVER, invocation.arguments().words(ProxyListing.NAME))
            .stream()
            .map(selected -> selected.object().fullName())
            .collect(Collectors.toSet());
    var all = new ArrayList<>(List.of(Column.text("backend"), Column.text("server")));
    all.addAll(columns);
    new Survey(invocation, true)
        .print(
            command,
            2,
            all,
            servers ->
                servers.stream()
                    .filter(server -> wanted.contains(name.apply(server)))
                    .map(server -> row(name.apply(server), cells.apply(server)))
                    .toList());
  }

  private static List<Object> row(ServerName name, List<Object> cells) {
    var row = new ArrayList<Object>(List.of(name.backend(), name.server()));
    row.addAll(cells);
    return row;
  }

  /** HAProxy writes {@code -} and -1 for what there is not. */
  private static String cell(ServerConnections row, String column) {
    var text = row.columns().getOrDefault(column, "");
    return text.equals("-") || text.equals("-1") ? "" : text;
  }

  private static List<Object> cells(ServerState state) {
    var check = state.check();
    var agent = state.agent();
    return List.of(
        text(state.address()),
        port(state.port()),
        words(Set.of(state.operation())),
        words(state.admin()),
        (long) state.weight().current(),
        (long) state.weight().initial(),
        state.sinceChange().toSeconds(),
        words(Set.of(check.result())),
        (long) check.health(),
        words(check.flags()),
        text(check.address()),
        port(check.port()),
        words(agent.flags()),
        text(agent.address()),
        port(agent.port()),
        text(state.fqdn()),
        text(state.srvRecord()));
  }

  private static Object text(Optional<String> text) {
    return text.<Object>map(Function.identity()).orElse(Table.NOTHING);
  }

  private static Object port(OptionalInt port) {
    return port.isPresent() ? (Object) (long) port.getAsInt() : Table.NOTHING;
  }

  /** Such as {@code configured, enabled}. */
  private static Object words(Set<? extends Enum<?>> flags) {
    return Table.text(
        flags.stream()
            .map(flag -> flag.name().toLowerCase(Locale.ROOT).replace('_', ' '))
            .collect(Collectors.joining(", ")));
  }
}
