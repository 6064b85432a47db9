package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.process.CounterCommands;
import org.haproxystats.runtime.process.InfoCommands;
import org.haproxystats.runtime.process.LimitCommands;
import org.haproxystats.runtime.stats.ProcessInfo;

/** {@code haproxyadmin haproxy ...}: the processes themselves. */
final class HaproxyGroup {
  private static final List<Column> OVERVIEW =
      List.of(
          Column.number("Pid"),
          Column.text("Version"),
          Column.of("Uptime_sec", Column.Kind.SECONDS),
          Column.number("CurrConns"),
          Column.number("Maxconn"),
          Column.number("ConnRate"),
          Column.number("SessRate"),
          Column.number("CumReq"),
          Column.number("Idle_pct"));
  private static final List<String> LIMITS =
      List.of("Maxconn", "ConnRateLimit", "SessRateLimit", "SslRateLimit");
  private static final Map<String, LimitCommands.Rate> RATES =
      Map.of(
          "conn-rate", LimitCommands.Rate.CONNECTIONS,
          "sess-rate", LimitCommands.Rate.SESSIONS,
          "ssl-rate", LimitCommands.Rate.SSL_SESSIONS);
  private static final Option ALL =
      Option.flag("all", "all counters, not the maxima alone; needs level admin");

  private HaproxyGroup() {}

  static CommandGroup build() {
    return new CommandGroup(
        "haproxy",
        "The processes: what they are, their numbers and limits",
        Stream.concat(
                Stream.of(list(), info(), metric(), limits(), set(), clearCounters()),
                Diagnosis.all().stream())
            .toList());
  }

  private static CliCommand list() {
    return CliCommand.named("list", "Lists the processes")
        .example("haproxyadmin haproxy list", "which there are, and how busy they are")
        .runs(
            invocation ->
                new Survey(invocation, true)
                    .print(InfoCommands.info(), 0, OVERVIEW, HaproxyGroup::overview));
  }

  private static List<List<Object>> overview(ProcessInfo info) {
    return List.of(OVERVIEW.stream().map(column -> value(info, column.name())).toList());
  }

  private static Object value(ProcessInfo info, String field) {
    return Table.cell(info.text(field).orElse(""));
  }

  private static CliCommand info() {
    return CliCommand.named("info", "Shows all that HAProxy says of its processes")
        .mayTakeMany("FIELD", "fields of \"show info\"; * and ? stand for anything")
        .example("haproxyadmin haproxy info", "everything, a column for each process")
        .example("haproxyadmin haproxy info Uptime 'Ssl*' --json", "some fields")
        .runs(
            invocation -> {
              var answers = new Survey(invocation, true).answers(InfoCommands.info());
              var fields = fields(invocation, answers);
              var columns = new ArrayList<>(List.of(Column.text("process")));
              fields.forEach(field -> columns.add(Column.text(field)));
              var table = Table.of(1, columns);
              for (var answer : answers) {
                var row = new ArrayList<Object>(List.of(answer.endpoint().toString()));
                fields.forEach(field -> row.add(value(answer.value(), field)));
                table.add(row);
              }
              invocation.output().printSideBySide(table);
            });
  }

  private static List<String> fields(
      Invocation invocation, List<Survey.Answer<ProcessInfo>> answers) throws UsageException {
    var all = new LinkedHashSet<String>();
    answers.forEach(answer -> all.addAll(answer.value().values().keySet()));
    var patterns = invocation.arguments().words("FIELD");
    for (var pattern : patterns) {
      if (all.stream().noneMatch(Names.matching(pattern))) {
        throw new UsageException(
            "HAProxy has no field '" + pattern + "'" + Names.suggestion(pattern, all));
      }
    }
    return all.stream()
        .filter(
            field ->
                patterns.isEmpty()
                    || patterns.stream().anyMatch(pattern -> Names.matches(pattern, field)))
        .toList();
  }

  private static CliCommand metric() {
    return CliCommand.named("metric", "Shows numbers over all processes, each by its own rule")
        .mayTakeMany("NAME", "names such as CumReq; * and ? stand for anything")
        .notes(
            "Counters are added up, maxima stay maxima, means are weighted. Without a name, all are shown.")
        .example("haproxyadmin haproxy metric CumReq CurrConns", "two numbers")
        .example("haproxyadmin haproxy metric --quiet", "the names that there are")
        .runs(HaproxyGroup::showMetrics);
  }

  private static void showMetrics(Invocation invocation)
      throws UsageException, IOException, InterruptedException {
    var patterns = invocation.arguments().words("NAME");
    var balancers = invocation.loadBalancers();
    var table =
        Table.of(
            Invocation.areNamed(balancers) ? 2 : 1,
            Invocation.columns(balancers, List.of(Column.text("metric"), Column.number("value"))));
    for (var balancer : balancers) {
      var known = balancer.haproxy().metricNames();
      var names = new LinkedHashSet<String>();
      for (var pattern : patterns) {
        var some = known.stream().filter(Names.matching(pattern)).toList();
        if (some.isEmpty()) {
          throw new UsageException(
              "no HAProxy has a metric '" + pattern + "'" + Names.suggestion(pattern, known));
        }
        names.addAll(some);
      }
      for (var name : patterns.isEmpty() ? known : names) {
        var value = Table.cell(balancer.haproxy().metric(name));
        if (Invocation.areNamed(balancers)) {
          table.add(balancer.name(), name, value);
        } else {
          table.add(name, value);
        }
      }
    }
    invocation.output().print(table);
  }

  private static CliCommand limits() {
    return CliCommand.named("limits", "Shows the limits that can be set")
        .with(Survey.EACH)
        .example("haproxyadmin haproxy limits", "as they are now")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        InfoCommands.info(),
                        0,
                        LIMITS.stream().map(Column::number).toList(),
                        info -> List.of(LIMITS.stream().map(f -> value(info, f)).toList())));
  }

  private static CliCommand set() {
    return CliCommand.named("set", "Sets a limit in each process")
        .takes("LIMIT", "maxconn, conn-rate, sess-rate or ssl-rate")
        .takes("NUMBER", "0 for no limit; for maxconn, what it was started with")
        .changes()
        .example("haproxyadmin haproxy set maxconn 5000", "5000 connections in each process")
        .example("haproxyadmin haproxy set conn-rate 200", "200 new connections a second in each")
        .runs(
            invocation -> {
              var limit = invocation.arguments().word("LIMIT");
              int number = invocation.arguments().number("NUMBER");
              Change.everywhere(
                  invocation, limit + " " + number, "haproxy", command(limit, number));
            });
  }

  private static Command<?> command(String limit, int number) throws UsageException {
    if (limit.equals("maxconn")) {
      return LimitCommands.setMaxconn(number);
    }
    var rate = RATES.get(limit);
    if (rate == null) {
      var known = new LinkedHashSet<>(Set.of("maxconn"));
      known.addAll(RATES.keySet());
      throw new UsageException(
          "there is no limit '" + limit + "'" + Names.suggestion(limit, known));
    }
    return LimitCommands.setRateLimit(rate, number);
  }

  private static CliCommand clearCounters() {
    return CliCommand.named("clear-counters", "Sets the maxima of all counters back")
        .with(ALL)
        .changes()
        .example("haproxyadmin haproxy clear-counters", "the maxima; level operator")
        .example("haproxyadmin haproxy clear-counters --all", "everything that is counted")
        .runs(
            invocation -> {
              boolean isAll = invocation.arguments().has(ALL);
              Change.everywhere(
                  invocation,
                  isAll ? "clear all counters" : "clear maxima",
                  "haproxy",
                  isAll ? CounterCommands.clearAll() : CounterCommands.clearMaxima());
            });
  }
}
