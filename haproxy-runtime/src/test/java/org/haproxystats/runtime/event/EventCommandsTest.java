package org.haproxystats.runtime.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.haproxystats.runtime.RecordedAnswer.read;

import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.UnsendableValueException;
import org.haproxystats.runtime.event.TraceSource.State;
import org.junit.jupiter.api.Test;

class EventCommandsTest {

  @Test
  void sinksHaveATypeAndWhatTheyDropped() throws Exception {
    assertThat(
            read(
                EventCommands.sinks(),
                """
                [4]: Supported events sinks are listed below. Add -0(zero), -w(wait), -n(new). Any key to stop.
                    stderr     : type=fd, 0 dropped, standard error (fd#2)
                    buf0       : type=buffer, 17 dropped, in-memory ring buffer

                """))
        .containsExactly(
            new EventSink("stderr", "fd", 0, "standard error (fd#2)"),
            new EventSink("buf0", "buffer", 17, "in-memory ring buffer"));
  }

  @Test
  void sourcesOfTracesHaveAStateAndASink() throws Exception {
    assertThat(
            read(
                TraceCommands.sources(),
                """
                [4]: Supported trace sources and states (.=stopped, w=waiting, R=running) :
                 [R] h2         -> buf0 [drp 3]  [HTTP/2 multiplexer]
                 [w] h1         -> none [drp 0]  [HTTP/1 multiplexer]
                 [.] fcgi       -> none [drp 0]  [FastCGI multiplexer]

                """))
        .containsExactly(
            new TraceSource("h2", State.RUNNING, "buf0", 3, "HTTP/2 multiplexer"),
            new TraceSource("h1", State.WAITING, "", 0, "HTTP/1 multiplexer"),
            new TraceSource("fcgi", State.STOPPED, "", 0, "FastCGI multiplexer"));
  }

  @Test
  void debugCountersHaveTheirPlace() throws Exception {
    assertThat(
            read(
                EventCommands.debugCounters(),
                """
                Count     Type Location function(): "condition" [comment]
                12         CNT ev_epoll.c:315 _do_poll(): "1" [a just closed fd (harmless)] (stopped)
                0          BUG mworker.c:766 mworker_parse(): "1" [Triggered by unsupported keyword.
                ]
                3          BUG task.h:619 __task_free(): "(ulong)t->caller & 1"

                """))
        .containsExactly(
            new DebugCounter(
                12,
                "CNT",
                "ev_epoll.c:315 _do_poll(): \"1\" [a just closed fd (harmless)] (stopped)"),
            new DebugCounter(
                0,
                "BUG",
                "mworker.c:766 mworker_parse(): \"1\" [Triggered by unsupported keyword.\n]"),
            new DebugCounter(3, "BUG", "task.h:619 __task_free(): \"(ulong)t->caller & 1\""));
  }

  @Test
  void aListOfWhatIsPossibleIsNoSuccess() {
    assertThatThrownBy(
            () ->
                read(
                    TraceCommands.setVerbosity("h2", "x"),
                    "\n[4]: Supported trace verbosities for source h2:\n    quiet\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void aSourceThatWouldStopAllTracesIsRefused() {
    assertThatThrownBy(() -> TraceCommands.setSink("0", "buf0"))
        .isInstanceOf(UnsendableValueException.class)
        .hasMessageContaining("stopAll");
    assertThat(TraceCommands.setSink("h1", "buf0")).hasToString("trace h1 sink buf0");
  }
}
