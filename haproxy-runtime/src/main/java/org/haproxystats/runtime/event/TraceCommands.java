package org.haproxystats.runtime.event;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Success;
import org.haproxystats.runtime.UnsendableValueException;
import org.haproxystats.runtime.event.TraceSource.State;

/**
 * Traces: a source is given a sink, a level and what more there is, and started. All at level
 * operator but {@link #sources}, since 2.1. Traces cost the process time: stop them with {@link
 * #stopAll}.
 */
public final class TraceCommands {
  private static final Pattern SOURCE =
      Pattern.compile(" \\[(.)] (\\S+) +-> (\\S+) \\[drp (\\d+)] +\\[(.*)]");
  private static final Requirement NEEDS = Requirement.of(AccessLevel.OPERATOR).since(2, 1);

  private TraceCommands() {}

  /**
   * {@code show trace}: all sources. Level user.
   *
   * @return a command that gives the sources in HAProxy's order
   */
  public static Command<List<TraceSource>> sources() {
    return Command.named("show trace")
        .needs(Requirement.of(AccessLevel.USER).since(2, 1))
        .reads(TraceCommands::readSources);
  }

  private static List<TraceSource> readSources(Reply reply) throws IOException {
    var sources = new ArrayList<TraceSource>();
    for (var line : reply.message().lines().toList()) {
      var source = SOURCE.matcher(line);
      if (source.matches()) {
        var sink = source.group(3).equals("none") ? "" : source.group(3);
        sources.add(
            new TraceSource(
                source.group(2),
                state(source.group(1)),
                sink,
                Long.parseLong(source.group(4)),
                source.group(5)));
      } else if (!line.startsWith("Supported trace sources")) {
        throw reply.failed(line);
      }
    }
    return List.copyOf(sources);
  }

  private static State state(String mark) {
    return switch (mark) {
      case "R" -> State.RUNNING;
      case "w" -> State.WAITING;
      default -> State.STOPPED;
    };
  }

  /**
   * {@code trace <source> sink <sink>}: where its traces go, {@code none} for nowhere.
   *
   * @param source the name of a {@link TraceSource}
   * @param sink the name of an {@link EventSink}, or {@code none}
   * @return a command with an empty answer
   * @throws UnsendableValueException if the source is {@code 0}, which means all of them, or a word
   *     cannot be sent
   */
  public static Command<String> setSink(String source, String sink) {
    return change(source, "sink", sink);
  }

  /**
   * {@code trace <source> level <level>}: how much is traced.
   *
   * @param source the name of a {@link TraceSource}
   * @param level the last one that is traced; those before it are, too
   * @return a command with an empty answer
   * @throws UnsendableValueException if the source is {@code 0}, which means all of them, or cannot
   *     be sent
   */
  public static Command<String> setLevel(String source, TraceLevel level) {
    return change(source, "level", level.toString());
  }

  /**
   * {@code trace <source> verbosity <word>}: how much each trace tells.
   *
   * @param source the name of a {@link TraceSource}
   * @param verbosity one of the source's own words, such as {@code minimal} or {@code complete};
   *     HAProxy lists them when it refuses one
   * @return a command with an empty answer
   * @throws UnsendableValueException if the source is {@code 0}, which means all of them, or a word
   *     cannot be sent
   */
  public static Command<String> setVerbosity(String source, String verbosity) {
    return change(source, "verbosity", verbosity);
  }

  /**
   * {@code trace <source> event +<event>}: traces an event of the source.
   *
   * @param source the name of a {@link TraceSource}
   * @param event one of the source's own words without a sign before it, or {@code any} for all
   * @return a command with an empty answer
   * @throws UnsendableValueException if the source is {@code 0}, which means all of them, or a word
   *     cannot be sent
   */
  public static Command<String> addEvent(String source, String event) {
    return change(source, "event", "+" + event);
  }

  /**
   * {@code trace <source> event -<event>}: traces an event of the source no more.
   *
   * @param source the name of a {@link TraceSource}
   * @param event one of the source's own words without a sign before it, or {@code any} for all
   * @return a command with an empty answer
   * @throws UnsendableValueException if the source is {@code 0}, which means all of them, or a word
   *     cannot be sent
   */
  public static Command<String> removeEvent(String source, String event) {
    return change(source, "event", "-" + event);
  }

  /**
   * {@code trace <source> lock <criterion>}: traces one thing alone, the first that comes.
   *
   * @param source the name of a {@link TraceSource}
   * @param criterion what the thing is, such as {@code connection} or {@code session}; {@code
   *     nothing} traces all
   * @return a command with an empty answer
   * @throws UnsendableValueException if the source is {@code 0}, which means all of them, or a word
   *     cannot be sent
   */
  public static Command<String> setLock(String source, String criterion) {
    return change(source, "lock", criterion);
  }

  /**
   * {@code trace <source> start now}: begins to trace.
   *
   * @param source the name of a {@link TraceSource}
   * @return a command with an empty answer
   * @throws UnsendableValueException if the source is {@code 0}, which means all of them, or cannot
   *     be sent
   */
  public static Command<String> start(String source) {
    return change(source, "start", "now");
  }

  /**
   * {@code trace <source> pause now}: until an event of the source starts it again.
   *
   * @param source the name of a {@link TraceSource}
   * @return a command with an empty answer
   * @throws UnsendableValueException if the source is {@code 0}, which means all of them, or cannot
   *     be sent
   */
  public static Command<String> pause(String source) {
    return change(source, "pause", "now");
  }

  /**
   * {@code trace <source> stop now}: traces the source no more.
   *
   * @param source the name of a {@link TraceSource}
   * @return a command with an empty answer
   * @throws UnsendableValueException if the source is {@code 0}, which means all of them, or cannot
   *     be sent
   */
  public static Command<String> stop(String source) {
    return change(source, "stop", "now");
  }

  private static Command<String> change(String source, String what, String value) {
    if (source.equals("0")) {
      throw new UnsendableValueException(
          "'0' is no source of traces: HAProxy would stop all of them, see stopAll()");
    }
    return Command.named("trace")
        .argument(source)
        .argument(what)
        .argument(value)
        .needs(NEEDS)
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code trace 0}: stops the traces of all sources.
   *
   * @return a command that gives HAProxy's message, the same each time
   */
  public static Command<String> stopAll() {
    return Command.named("trace")
        .argument(0)
        .needs(NEEDS)
        .repeatable()
        .succeeds(Success.line("All traces now stopped"));
  }
}
