package org.haproxystats.admin.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.haproxystats.admin.Server;

/** Waits until servers have no session left, and tells how far it is. */
final class DrainWait {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

  private final Invocation invocation;
  private final List<Selected<Server>> servers;
  private final boolean isTerminal;
  private long told = -1;

  DrainWait(Invocation invocation, List<Selected<Server>> servers) {
    this.invocation = invocation;
    this.servers = servers;
    isTerminal = invocation.shell().terminals().err();
  }

  /** Waits, and tells of servers that have sessions even then. */
  void await(Duration atMost) throws IOException, InterruptedException {
    long start = System.nanoTime();
    var rest = servers;
    for (var pause = FIRST_PAUSE; ; pause = longer(pause)) {
      rest = withSessions(rest);
      var passed = Duration.ofNanos(System.nanoTime() - start);
      if (rest.isEmpty()) {
        progress("no session left after " + Units.duration(passed), true);
        return;
      }
      if (passed.compareTo(atMost) >= 0) {
        endProgress();
        for (var server : rest) {
          invocation.trouble(
              "%s%s has %s left after %s"
                  .formatted(
                      server.balancer().target().prefix(),
                      server.object(),
                      counted(sessions(server)),
                      Units.duration(passed)));
        }
        return;
      }
      Thread.sleep(pause);
    }
  }

  private static Duration longer(Duration pause) {
    var twice = pause.multipliedBy(2);
    return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
  }

  private List<Selected<Server>> withSessions(List<Selected<Server>> some)
      throws IOException, InterruptedException {
    var rest = new ArrayList<Selected<Server>>();
    long left = 0;
    for (var server : some) {
      long sessions = sessions(server);
      left += sessions;
      if (sessions > 0) {
        rest.add(server);
      }
    }
    if (left > 0 && left != told) {
      told = left;
      progress(
          counted(left) + " left" + (rest.size() > 1 ? " in " + rest.size() + " servers" : ""),
          false);
    }
    return rest;
  }

  private static String counted(long sessions) {
    return sessions == 1 ? "1 session" : sessions + " sessions";
  }

  /** At this moment, in all processes, those that wait for a place included. */
  private static long sessions(Selected<Server> server) throws IOException, InterruptedException {
    var now = server.balancer().haproxy().server(server.object().backend(), server.object().name());
    return (long) (now.metric("scur").orElse(0) + now.metric("qcur").orElse(0));
  }

  /** On a terminal one line that changes, otherwise a line for each change. */
  private void progress(String text, boolean isLast) {
    if (invocation.output().format() == Output.Format.QUIET) {
      return;
    }
    invocation.shell().out().flush();
    var err = invocation.shell().err();
    if (isTerminal) {
      err.print("\r\033[K" + text + (isLast ? System.lineSeparator() : ""));
      err.flush();
    } else {
      err.println(text);
    }
  }

  private void endProgress() {
    if (isTerminal && told >= 0) {
      invocation.shell().err().println();
    }
  }
}
