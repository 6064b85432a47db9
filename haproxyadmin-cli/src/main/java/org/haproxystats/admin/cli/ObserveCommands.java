package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.haproxystats.runtime.event.EventCommands;
import org.haproxystats.runtime.event.EventStream;
import org.haproxystats.runtime.process.ResolverCommands;
import org.haproxystats.runtime.session.TrafficCommands;

/** {@code resolvers}, {@code errors} and {@code events}: what HAProxy has seen. */
final class ObserveCommands {
  private static final Option FOLLOW =
      Option.flag(
          'f', "follow", "goes on with new events until it is interrupted; one process only");

  private ObserveCommands() {}

  static CliCommand resolvers() {
    return CliCommand.named("resolvers", "Shows what HAProxy's name servers have answered")
        .mayTake("SECTION", "one section of the configuration alone")
        .example("haproxyadmin resolvers", "all name servers, process by process")
        .runs(
            invocation -> {
              var section = invocation.arguments().optionalWord("SECTION");
              var answers =
                  new Survey(invocation, true)
                      .answers(
                          section.isPresent()
                              ? ResolverCommands.resolvers(section.get())
                              : ResolverCommands.resolvers());
              var counters = new LinkedHashSet<String>();
              answers.forEach(
                  answer ->
                      answer
                          .value()
                          .forEach(server -> counters.addAll(server.counters().keySet())));
              var columns =
                  new ArrayList<>(
                      List.of(
                          Column.text("process"),
                          Column.text("section"),
                          Column.text("nameserver")));
              counters.forEach(counter -> columns.add(Column.number(counter)));
              var table = Table.of(3, columns);
              for (var answer : answers) {
                for (var server : answer.value()) {
                  var row =
                      new ArrayList<Object>(
                          List.of(
                              answer.endpoint().toString(), server.section(), server.nameserver()));
                  counters.forEach(
                      counter -> {
                        var count = server.counters().get(counter);
                        row.add(count == null ? Table.NOTHING : count);
                      });
                  table.add(row);
                }
              }
              invocation.output().print(table);
            });
  }

  static CliCommand errors() {
    return CliCommand.named("errors", "Shows the last invalid request and response of each proxy")
        .example("haproxyadmin errors", "what clients or servers have sent that HAProxy refused")
        .runs(
            invocation -> {
              var survey = new Survey(invocation, true);
              var table =
                  survey.ask(
                      TrafficCommands.errors(),
                      0,
                      List.of(
                          Column.text("time"),
                          Column.text("proxy"),
                          Column.text("side"),
                          Column.text("text")),
                      captured ->
                          captured.errors().stream()
                              .map(
                                  error ->
                                      List.<Object>of(
                                          error.time().toString(),
                                          error.proxy(),
                                          error.side().toString(),
                                          error.text()))
                              .toList());
              if (invocation.output().format() == Output.Format.TEXT) {
                for (var row : table.rows()) {
                  int last = row.size() - 1;
                  var head = row.subList(0, last).stream().map(Object::toString).toList();
                  invocation.output().line(String.join("  ", head));
                  row.get(last)
                      .toString()
                      .lines()
                      .map(Output::printable)
                      .forEach(text -> invocation.output().line("  " + text));
                }
              } else {
                invocation.output().print(table);
              }
            });
  }

  static CliCommand events() {
    return CliCommand.named("events", "Shows the events in HAProxy's ring buffers")
        .mayTake("SINK", "such as buf0; without one, the buffers that there are")
        .with(FOLLOW)
        .example("haproxyadmin events", "the buffers")
        .example("haproxyadmin events buf0", "what is in one")
        .example("haproxyadmin events buf0 --follow", "and what comes")
        .runs(
            invocation -> {
              var sink = invocation.arguments().optionalWord("SINK");
              if (sink.isEmpty()) {
                sinks(invocation);
              } else if (invocation.arguments().has(FOLLOW)) {
                follow(invocation, sink.get());
              } else {
                new Survey(invocation, true)
                    .print(
                        EventCommands.events(sink.get()),
                        0,
                        List.of(Column.text("event")),
                        events -> events.stream().map(List::<Object>of).toList());
              }
            });
  }

  private static void sinks(Invocation invocation)
      throws UsageException, IOException, InterruptedException {
    new Survey(invocation, true)
        .print(
            EventCommands.sinks(),
            1,
            List.of(
                Column.text("sink"),
                Column.text("type"),
                Column.number("dropped"),
                Column.text("description")),
            sinks ->
                sinks.stream()
                    .map(
                        sink ->
                            List.<Object>of(
                                sink.name(), sink.type(), sink.dropped(), sink.description()))
                    .toList());
  }

  private static void follow(Invocation invocation, String sink)
      throws UsageException, IOException, InterruptedException {
    var processes =
        invocation.loadBalancers().stream().flatMap(b -> b.processes().stream()).toList();
    if (processes.size() != 1) {
      throw new UsageException(
          "--follow listens to one process, and there are %d: name its socket with --socket"
              .formatted(processes.size()));
    }
    try (var events = EventStream.open(processes.getFirst(), sink, false)) {
      while (events.hasNext()) {
        invocation.output().line(Output.printable(events.next()));
        invocation.shell().out().flush();
      }
    }
  }
}
