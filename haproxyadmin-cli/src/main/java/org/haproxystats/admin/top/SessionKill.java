package org.haproxystats.admin.top;

import java.io.IOException;
import java.util.List;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.session.SessionCommands;

/** Ends one session. */
final class SessionKill {
  private SessionKill() {}

  static Action of(Listings.SessionKey session) {
    var step =
        new Action.Step(
            session.process(),
            SessionCommands.shutdown(session.pointer()).toString(),
            process -> kill(process, session));
    return new Action("kill the session of " + session.source(), List.of(step));
  }

  /**
   * The pointer may belong to another session by now, since HAProxy uses it again, so it is looked
   * at first.
   */
  private static String kill(RuntimeClient process, Listings.SessionKey session)
      throws IOException, InterruptedException {
    var now = process.run(SessionCommands.details(session.pointer()));
    if (!now.text().contains("source=" + session.source())) {
      throw new IOException("the session has ended by itself");
    }
    return process.run(SessionCommands.shutdown(session.pointer()));
  }
}
