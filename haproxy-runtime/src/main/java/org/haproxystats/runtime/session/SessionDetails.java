package org.haproxystats.runtime.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.haproxystats.runtime.Reply;

/**
 * All that HAProxy knows of a session, in a form that it changes at will and that is meant for
 * readers.
 *
 * @param pointer HAProxy's own name of the session
 * @param text all lines, without the line feed at their end
 */
public record SessionDetails(String pointer, String text) {

  static List<SessionDetails> readAll(Reply reply) throws IOException {
    var sessions = new ArrayList<SessionDetails>();
    reply.forEachLine(
        line -> {
          var first = Session.LINE.matcher(line);
          if (first.matches()) {
            sessions.add(new SessionDetails(first.group("pointer"), line));
          } else if (line.startsWith(" ") && !sessions.isEmpty()) {
            var session = sessions.removeLast();
            sessions.add(new SessionDetails(session.pointer, session.text + "\n" + line));
          } else {
            throw reply.failed(line);
          }
        });
    return List.copyOf(sessions);
  }
}
