package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.FutureTask;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.Site;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.CommandUnavailableException;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.event.EventCommands;
import org.haproxystats.runtime.event.EventSink;
import org.haproxystats.runtime.event.EventStream;
import org.haproxystats.runtime.event.TraceCommands;
import org.haproxystats.runtime.event.TraceLevel;
import org.haproxystats.runtime.event.TraceSource;
import org.haproxystats.runtime.event.TraceSource.State;
import org.junit.jupiter.api.io.TempDir;

/** Events and traces of real HAProxys. */
class EventCommandsIT {
  private static final String SINK = "buf0";

  @TempDir private Path directory;

  private void visit() throws Exception {
    var web = UnixDomainSocketAddress.of(directory.resolve("haproxy1").resolve("web.sock"));
    try (var channel = SocketChannel.open(web)) {
      var request = "GET /traced HTTP/1.1\r\nHost: localhost\r\n\r\n";
      channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      Channels.newInputStream(channel).readAllBytes();
    }
  }

  @EachHaproxy
  void tracesAreSetUpFollowedAndStopped(HaproxyLine line) throws Exception {
    try (var probe = Probe.start(line, directory, Site.PROXIES)) {
      assertThat(probe.run(EventCommands.sinks()))
          .extracting(EventSink::name)
          .contains(SINK, "stderr");
      // The proxies of the site speak HTTP/1, and every version traces that.
      var source = "h1";
      probe.run(TraceCommands.setSink(source, SINK));
      probe.run(TraceCommands.setLevel(source, TraceLevel.DEVELOPER));
      probe.run(TraceCommands.setVerbosity(source, "complete"));
      probe.run(TraceCommands.addEvent(source, "any"));
      probe.run(TraceCommands.setLock(source, "nothing"));
      probe.run(TraceCommands.start(source));
      assertThat(probe.run(TraceCommands.sources()))
          .filteredOn(traced -> traced.name().equals(source))
          .extracting(TraceSource::state, TraceSource::sink)
          .containsExactly(tuple(State.RUNNING, SINK));

      checkStream(probe);
      assertThat(probe.run(EventCommands.events(SINK)))
          .anyMatch(event -> event.contains("|" + source + "|"));
      probe.run(TraceCommands.pause(source));
      probe.run(TraceCommands.removeEvent(source, "any"));
      probe.run(TraceCommands.stop(source));
      probe.run(TraceCommands.stopAll());
      assertThat(probe.run(TraceCommands.sources()))
          .allMatch(traced -> traced.state() == State.STOPPED);

      checkFailures(probe);
      checkDebugCounters(probe);
    }
  }

  private void checkStream(Probe probe) throws Exception {
    FutureTask<Integer> rest;
    try (var events = EventStream.open(probe.admin(), SINK, true)) {
      var first = new FutureTask<>(events::next);
      Thread.startVirtualThread(first);
      // The stream has begun some time after its request was sent.
      await("an event")
          .until(
              () -> {
                visit();
                return first.isDone();
              });
      assertThat(first.get()).contains("|h1|");
      probe.run(TraceCommands.stopAll());

      rest = new FutureTask<>(() -> count(events));
      Thread.startVirtualThread(rest);
    }
    // The close ended the waiting of the other thread.
    assertThat(rest.get()).isNotNegative();
    probe.run(TraceCommands.start("h1"));
    visit();
  }

  private static int count(EventStream events) {
    int count = 0;
    while (events.hasNext()) {
      events.next();
      count++;
    }
    return count;
  }

  private static void checkFailures(Probe probe) throws Exception {
    assertThat(probe.failure(EventCommands.events("none")).failure()).isEqualTo(Failure.NOT_FOUND);
    try (var events = EventStream.open(probe.admin(), "none", false)) {
      assertThatThrownBy(events::hasNext)
          .isInstanceOf(UncheckedIOException.class)
          .hasCauseInstanceOf(CommandFailedException.class)
          .hasMessageContaining("No such event sink");
    }
    assertThat(probe.failure(TraceCommands.setSink("h2", "none-such")).failure())
        .isEqualTo(Failure.NOT_FOUND);
    assertThat(probe.failure(TraceCommands.start("none")).failure()).isEqualTo(Failure.NOT_FOUND);
    assertThat(probe.failure(TraceCommands.setVerbosity("h2", "loud")).failure())
        .isEqualTo(Failure.NOT_FOUND);
    for (var command :
        List.of(TraceCommands.start("h1"), EventCommands.events(SINK), TraceCommands.stopAll())) {
      assertThatThrownBy(() -> probe.user().run(command))
          .isInstanceOf(CommandUnavailableException.class)
          .hasMessageContaining("needs operator");
    }
  }

  private static void checkDebugCounters(Probe probe) throws Exception {
    var since = EventCommands.debugCounters().requirement().since();
    if (probe.admin().abilities().version().isAtLeast(since)) {
      assertThat(probe.run(EventCommands.debugCounters())).isNotEmpty();
      probe.run(EventCommands.resetDebugCounters());
    } else {
      probe.needsNewer(List.of(EventCommands.debugCounters(), EventCommands.resetDebugCounters()));
    }
  }
}
