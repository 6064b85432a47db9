package org.haproxystats.admin.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.event.TraceCommands;
import org.haproxystats.runtime.event.TraceLevel;
import org.haproxystats.runtime.event.TraceSource;

/** {@code haproxyadmin trace ...}: has HAProxy tell what it does, step by step. */
final class TraceGroup {
  private static final String SOURCE = "SOURCE";
  private static final Option SINK =
      Option.value("sink", "SINK", "where traces go, such as buf0, which is usual here");
  private static final Option LEVEL =
      Option.value("trace-level", "LEVEL", "how much: error, user, proto, state, data, developer");
  private static final Option VERBOSITY =
      Option.value("verbosity", "WORD", "how verbose: quiet, minimal, complete and the like");
  private static final Option EVENT =
      Option.value("event", "EVENT", "traces this event of the source; any for all");
  private static final Option LOCK =
      Option.value("lock", "WHAT", "stays with the first of these, such as a session");

  private TraceGroup() {}

  static CommandGroup build() {
    return new CommandGroup(
        "trace", "Traces: what HAProxy does, step by step (2.1)", List.of(list(), start(), stop()));
  }

  private static CliCommand list() {
    return CliCommand.named("list", "Lists the sources of traces, and which of them run")
        .with(Survey.EACH)
        .example("haproxyadmin trace list", "the parts of HAProxy that can be traced")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        TraceCommands.sources(),
                        1,
                        List.of(
                            Column.text("source"),
                            Column.text("state"),
                            Column.text("sink"),
                            Column.number("dropped"),
                            Column.text("description")),
                        sources -> sources.stream().map(TraceGroup::cells).toList()));
  }

  private static List<Object> cells(TraceSource source) {
    return List.of(
        source.name(),
        source.state().name().toLowerCase(Locale.ROOT),
        Table.text(source.sink()),
        source.dropped(),
        source.description());
  }

  private static CliCommand start() {
    return CliCommand.named("start", "Starts to trace a source")
        .takes(SOURCE, "as \"list\" shows it, such as h1")
        .with(SINK, LEVEL, VERBOSITY, EVENT, LOCK)
        .changes()
        .notes(
            """
            Traces cost the processes time: stop them. "haproxyadmin events buf0 --follow" shows them.""")
        .example("haproxyadmin trace start h1", "HTTP/1, for an operator's eyes")
        .example(
            "haproxyadmin trace start h2 --trace-level developer --verbosity complete",
            "everything")
        .runs(
            invocation -> {
              var source = invocation.arguments().word(SOURCE);
              var commands = commands(invocation.arguments(), source);
              var change = new Change(invocation, "start");
              for (var balancer : invocation.loadBalancers()) {
                change.add(
                    balancer,
                    "trace " + source,
                    new CommandOperation(balancer.haproxy(), commands));
              }
              change.run();
            });
  }

  private static List<Command<?>> commands(Arguments arguments, String source)
      throws UsageException {
    var commands = new ArrayList<Command<?>>();
    commands.add(TraceCommands.setSink(source, arguments.value(SINK).orElse("buf0")));
    commands.add(TraceCommands.setLevel(source, level(arguments.value(LEVEL))));
    arguments
        .value(VERBOSITY)
        .ifPresent(word -> commands.add(TraceCommands.setVerbosity(source, word)));
    commands.add(TraceCommands.addEvent(source, arguments.value(EVENT).orElse("any")));
    arguments.value(LOCK).ifPresent(what -> commands.add(TraceCommands.setLock(source, what)));
    commands.add(TraceCommands.start(source));
    return commands;
  }

  private static TraceLevel level(Optional<String> word) throws UsageException {
    if (word.isEmpty()) {
      return TraceLevel.USER;
    }
    return Stream.of(TraceLevel.values())
        .filter(level -> level.toString().equals(word.get()))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageException(
                    "%s is one of error, user, proto, state, data and developer, not '%s'"
                        .formatted(LEVEL, word.get())));
  }

  private static CliCommand stop() {
    return CliCommand.named("stop", "Stops a trace, or all of them")
        .mayTake(SOURCE, "all if not given")
        .changes()
        .example("haproxyadmin trace stop", "nothing is traced any more")
        .runs(
            invocation -> {
              var source = invocation.arguments().optionalWord(SOURCE);
              Change.everywhere(
                  invocation,
                  "stop",
                  source.map(name -> "trace " + name).orElse("all traces"),
                  source.map(TraceCommands::stop).orElseGet(TraceCommands::stopAll));
            });
  }
}
