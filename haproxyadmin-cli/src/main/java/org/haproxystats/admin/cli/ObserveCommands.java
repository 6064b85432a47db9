package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.Stream;
import org.haproxystats.runtime.event.EventCommands;
import org.haproxystats.runtime.event.EventStream;
import org.haproxystats.runtime.process.ResolverCommands;
import org.haproxystats.runtime.session.Cache;
import org.haproxystats.runtime.session.PeerSection;
import org.haproxystats.runtime.session.QuicConnection;
import org.haproxystats.runtime.session.TrafficCommands;

/** {@code resolvers}, {@code errors}, {@code events} and more: what HAProxy has seen. */
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
              var survey = new Survey(invocation, true);
              var answers =
                  survey.answers(
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
              survey.print(table);
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
              invocation.output().printWithText(table);
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

  static CliCommand peers() {
    return CliCommand.named("peers", "Shows the peers that stick tables are shared with (2.0)")
        .mayTake("SECTION", "one section of the configuration alone")
        .example("haproxyadmin peers", "whether they are connected")
        .runs(
            invocation ->
                new Survey(invocation, true)
                    .print(
                        invocation
                            .arguments()
                            .optionalWord("SECTION")
                            .map(TrafficCommands::peers)
                            .orElseGet(TrafficCommands::peers),
                        2,
                        List.of(
                            Column.text("section"),
                            Column.text("peer"),
                            Column.text("place"),
                            Column.text("connected"),
                            Column.text("status"),
                            Column.text("address"),
                            Column.number("tables")),
                        sections -> sections.stream().flatMap(ObserveCommands::peers).toList()));
  }

  private static Stream<List<Object>> peers(PeerSection section) {
    return section.peers().stream()
        .map(
            peer ->
                List.of(
                    section.name(),
                    peer.name(),
                    peer.isLocal() ? "local" : "remote",
                    peer.isConnected(),
                    peer.status(),
                    peer.address(),
                    (long) peer.tables().size()));
  }

  static CliCommand cache() {
    return CliCommand.named("cache", "Shows how full the caches are (1.8)")
        .example("haproxyadmin cache", "objects and room, process by process")
        .runs(
            invocation ->
                new Survey(invocation, true)
                    .print(
                        TrafficCommands.cache(),
                        1,
                        List.of(
                            Column.text("cache"),
                            Column.number("objects"),
                            Column.of("bytes", Column.Kind.BYTES),
                            Column.number("available_blocks")),
                        caches -> caches.stream().map(ObserveCommands::cells).toList()));
  }

  private static List<Object> cells(Cache cache) {
    return List.of(
        cache.name(),
        (long) cache.objects().size(),
        cache.objects().stream().mapToLong(Cache.CachedObject::bytes).sum(),
        cache.availableBlocks());
  }

  static CliCommand quic() {
    return CliCommand.named("quic", "Lists the QUIC connections (2.8)")
        .example("haproxyadmin quic --sort -lost_packets", "those that lose most")
        .runs(
            invocation ->
                new Survey(invocation, true)
                    .print(
                        TrafficCommands.quic(),
                        1,
                        List.of(
                            Column.text("connection"),
                            Column.text("frontend"),
                            Column.text("state"),
                            Column.of("bytes_in_flight", Column.Kind.BYTES),
                            Column.number("packets_in_flight"),
                            Column.number("lost_packets"),
                            Column.text("local"),
                            Column.text("foreign")),
                        connections -> connections.stream().map(ObserveCommands::cells).toList()));
  }

  private static List<Object> cells(QuicConnection connection) {
    return List.of(
        connection.pointer(),
        connection.frontend(),
        connection.state(),
        connection.bytesInFlight(),
        connection.packetsInFlight(),
        connection.lostPackets(),
        connection.local(),
        connection.foreign());
  }
}
