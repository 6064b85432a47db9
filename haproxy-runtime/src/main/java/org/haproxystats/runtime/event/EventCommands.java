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

/**
 * Events in ring buffers, and debug counters. {@link EventStream} follows the events of a buffer.
 */
public final class EventCommands {
  private static final Pattern SINK =
      Pattern.compile(" +(\\S+) *: type=(\\w+), (\\d+) dropped, (.*)");
  private static final Pattern COUNTER = Pattern.compile("(\\d+) +(\\S+) +(.*)");

  private EventCommands() {}

  /**
   * {@code show events}: the sinks. Level user, since 2.1.
   *
   * @return a command that gives the sinks in HAProxy's order
   */
  public static Command<List<EventSink>> sinks() {
    return Command.named("show events")
        .needs(Requirement.of(AccessLevel.USER).since(2, 1))
        .reads(EventCommands::readSinks);
  }

  private static List<EventSink> readSinks(Reply reply) throws IOException {
    var sinks = new ArrayList<EventSink>();
    for (var line : reply.message().lines().toList()) {
      var sink = SINK.matcher(line);
      if (sink.matches()) {
        sinks.add(
            new EventSink(
                sink.group(1), sink.group(2), Long.parseLong(sink.group(3)), sink.group(4)));
      } else if (!line.startsWith("Supported events sinks")) {
        throw reply.failed(line);
      }
    }
    return List.copyOf(sinks);
  }

  /**
   * {@code show events <sink>}: the events that are in a buffer now, a line each. Level operator,
   * since 2.1.
   *
   * @param sink a sink of type {@code buffer}, such as {@code buf0}; HAProxy refuses others
   * @return a command that gives the events, the oldest first, empty lines left out
   */
  public static Command<List<String>> events(String sink) {
    return shown(sink).reads(Reply::lines);
  }

  /** {@code show events <sink> -w}, with further options; its answer does not end by itself. */
  static Command<List<String>> follow(String sink, boolean onlyNew, boolean zeroEnded) {
    var command = shown(sink).argument("-w");
    if (onlyNew) {
      command.argument("-n");
    }
    if (zeroEnded) {
      command.argument("-0");
    }
    return command.reads(Reply::lines);
  }

  private static Command.Builder shown(String sink) {
    return Command.named("show events")
        .argument(sink)
        .needs(Requirement.of(AccessLevel.OPERATOR).since(2, 1));
  }

  /**
   * {@code debug counters show all}. Level operator, since 3.0.8.
   *
   * @return a command that gives the counters, those at zero included, in HAProxy's order
   */
  public static Command<List<DebugCounter>> debugCounters() {
    return Command.named("debug counters show all")
        .needs(Requirement.of(AccessLevel.OPERATOR).since(3, 0, 8))
        .reads(EventCommands::readCounters);
  }

  private static List<DebugCounter> readCounters(Reply reply) throws IOException {
    var counters = new ArrayList<DebugCounter>();
    for (var line : reply.message().lines().toList()) {
      var counter = COUNTER.matcher(line);
      if (counter.matches()) {
        counters.add(
            new DebugCounter(Long.parseLong(counter.group(1)), counter.group(2), counter.group(3)));
      } else if (!counters.isEmpty() && hasOpenRemark(counters.getLast())) {
        var last = counters.removeLast();
        counters.add(new DebugCounter(last.count(), last.type(), last.place() + "\n" + line));
      } else if (!line.startsWith("Count ")) {
        throw reply.failed(line);
      }
    }
    return List.copyOf(counters);
  }

  /** A remark, in brackets, may have a line feed in it. */
  private static boolean hasOpenRemark(DebugCounter counter) {
    return counter.place().lastIndexOf('[') > counter.place().lastIndexOf(']');
  }

  /**
   * {@code debug counters reset}: sets all debug counters to zero. Level admin, since 3.0.8.
   *
   * @return a command with an empty answer
   */
  public static Command<String> resetDebugCounters() {
    return Command.named("debug counters reset")
        .needs(Requirement.of(AccessLevel.ADMIN).since(3, 0, 8))
        .repeatable()
        .succeeds(Success.silent());
  }
}
