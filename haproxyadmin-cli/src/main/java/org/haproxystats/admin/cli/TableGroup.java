package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.table.TableCommands;
import org.haproxystats.runtime.table.TableEntry;
import org.haproxystats.runtime.table.TableFilter;
import org.haproxystats.runtime.table.TableFilter.Operator;
import org.haproxystats.runtime.table.TableInfo;
import org.haproxystats.runtime.table.TableKey;

/** {@code haproxyadmin table ...}: stick tables. */
final class TableGroup {
  private static final Option WHERE =
      Option.value(
          "where",
          "TYPE<OP>NUMBER",
          "entries alone whose data fit, such as http_req_rate>100; may be repeated");
  private static final Pattern CONDITION =
      Pattern.compile("([a-z0-9_()]+)\\s*(<=|>=|!=|=|<|>)\\s*(\\d+)");
  private static final Pattern DATA = Pattern.compile("([a-z0-9_()]+)=(\\d+)");
  private static final Map<String, Operator> OPERATORS =
      Map.of(
          "=", Operator.EQ,
          "!=", Operator.NE,
          "<=", Operator.LE,
          ">=", Operator.GE,
          "<", Operator.LT,
          ">", Operator.GT);

  private TableGroup() {}

  static CommandGroup build() {
    return new CommandGroup(
        "table", "Stick tables: their entries", List.of(list(), show(), set(), del(), clear()));
  }

  private static CliCommand list() {
    return CliCommand.named("list", "Lists the tables")
        .with(Survey.EACH)
        .example("haproxyadmin table list --each", "with what each process has in them")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        TableCommands.list(),
                        1,
                        List.of(
                            Column.text("table"),
                            Column.text("type"),
                            Column.number("size"),
                            Column.number("used")),
                        TableGroup::tables));
  }

  private static List<List<Object>> tables(List<TableInfo> tables) {
    return tables.stream()
        .map(table -> List.<Object>of(table.name(), table.type(), table.size(), table.used()))
        .toList();
  }

  private static CliCommand show() {
    return CliCommand.named("show", "Shows the entries of a table")
        .takes("TABLE", "its name")
        .mayTake("KEY", "one entry alone")
        .with(WHERE)
        .example("haproxyadmin table show clients", "all entries, process by process")
        .example(
            "haproxyadmin table show clients --where 'http_req_rate>100' --sort -http_req_rate",
            "the greedy")
        .example("haproxyadmin table show clients 192.0.2.7 --json", "one client")
        .runs(TableGroup::showEntries);
  }

  private static void showEntries(Invocation invocation)
      throws UsageException, IOException, InterruptedException {
    var table = invocation.arguments().word("TABLE");
    var key = invocation.arguments().optionalWord("KEY");
    var filters = filters(invocation);
    Command<List<TableEntry>> command =
        key.isPresent()
            ? TableCommands.entries(table)
            : TableCommands.entries(table, filters.toArray(TableFilter[]::new));
    var survey = new Survey(invocation, true);
    var answers = survey.answers(command);
    var types = new LinkedHashSet<String>();
    answers.forEach(answer -> answer.value().forEach(entry -> types.addAll(entry.data().keySet())));
    var columns = new ArrayList<>(List.of(Column.text("process"), Column.text("key")));
    columns.add(Column.of("expires", Column.Kind.MILLISECONDS));
    types.forEach(type -> columns.add(Column.number(type)));
    var rows = Table.of(2, columns);
    for (var answer : answers) {
      for (var entry : answer.value()) {
        if (key.isEmpty() || entry.key().equals(key.get())) {
          var row = new ArrayList<Object>();
          row.add(answer.endpoint().toString());
          row.add(entry.key());
          row.add(entry.expiresIn().toMillis());
          types.forEach(type -> row.add(Table.cell(entry.data().getOrDefault(type, ""))));
          rows.add(row);
        }
      }
    }
    survey.print(rows);
  }

  private static List<TableFilter> filters(Invocation invocation) throws UsageException {
    var filters = new ArrayList<TableFilter>();
    for (var text : invocation.arguments().values(WHERE)) {
      var parts = CONDITION.matcher(text);
      var operator = parts.matches() ? OPERATORS.get(parts.group(2)) : null;
      if (operator == null) {
        throw new UsageException(
            WHERE + ": '" + text + "' is no condition; write it as http_req_rate>100");
      }
      filters.add(new TableFilter(parts.group(1), operator, Long.parseLong(parts.group(3))));
    }
    return filters;
  }

  private static CliCommand set() {
    return CliCommand.named("set", "Sets data of an entry, which is made if it is not there")
        .takes("TABLE", "its name")
        .takes("KEY", "the entry")
        .takesMany("TYPE=NUMBER", "such as gpc0=1")
        .changes()
        .example("haproxyadmin table set clients 192.0.2.7 gpc0=1", "in all processes")
        .runs(
            invocation -> {
              var data = new LinkedHashMap<String, Long>();
              for (var word : invocation.arguments().words("TYPE=NUMBER")) {
                var parts = DATA.matcher(word);
                if (!parts.matches()) {
                  throw new UsageException("'" + word + "' is no data; write it as gpc0=1");
                }
                data.put(parts.group(1), Long.parseLong(parts.group(2)));
              }
              var what =
                  data.entrySet().stream()
                      .map(entry -> entry.getKey() + "=" + entry.getValue())
                      .collect(Collectors.joining(" "));
              change(
                  invocation,
                  "set " + what,
                  TableCommands.set(table(invocation), key(invocation), data));
            });
  }

  private static CliCommand del() {
    return CliCommand.named("del", "Removes an entry")
        .takes("TABLE", "its name")
        .takes("KEY", "the entry")
        .changes()
        .example("haproxyadmin table del clients 192.0.2.7", "from all processes")
        .runs(
            invocation ->
                change(
                    invocation,
                    "del " + key(invocation).text(),
                    TableCommands.remove(table(invocation), key(invocation))));
  }

  private static CliCommand clear() {
    return CliCommand.named("clear", "Removes all entries, or those that fit")
        .takes("TABLE", "its name")
        .with(WHERE)
        .changes()
        .example("haproxyadmin table clear clients", "everything")
        .example("haproxyadmin table clear clients --where 'gpc0>0'", "some of them")
        .runs(
            invocation -> {
              var filters = filters(invocation);
              change(
                  invocation,
                  "clear",
                  filters.isEmpty()
                      ? TableCommands.clear(table(invocation))
                      : TableCommands.clear(table(invocation), filters));
            });
  }

  private static String table(Invocation invocation) {
    return invocation.arguments().word("TABLE");
  }

  private static TableKey key(Invocation invocation) {
    return TableKey.of(invocation.arguments().word("KEY"));
  }

  private static void change(Invocation invocation, String what, Command<?> command)
      throws UsageException, IOException, InterruptedException {
    Change.everywhere(invocation, what, "table " + table(invocation), command);
  }
}
