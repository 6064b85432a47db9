package org.haproxystats.runtime.session;

import static java.util.stream.Collectors.toUnmodifiableList;
import static org.haproxystats.runtime.AccessLevel.ADMIN;
import static org.haproxystats.runtime.AccessLevel.OPERATOR;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collector;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Success;
import org.haproxystats.runtime.UnsendableValueException;
import org.haproxystats.runtime.session.SessionFilter.OfBackend;
import org.haproxystats.runtime.session.SessionFilter.OfFrontend;
import org.haproxystats.runtime.session.SessionFilter.OfServer;
import org.haproxystats.runtime.session.SessionFilter.Older;
import org.haproxystats.runtime.session.SessionFilter.Suspicious;

/**
 * The commands for sessions (HAProxy's management guide, section 9.3). Showing them needs level
 * operator, ending them level admin.
 */
public final class SessionCommands {
  private static final Requirement READ = Requirement.of(OPERATOR);
  private static final Pattern POINTER = Pattern.compile("0x[0-9a-f]{1,16}");

  private SessionCommands() {}

  /**
   * {@code show sess}: all sessions; some versions list the command's own too.
   *
   * @return a command that gives the sessions in HAProxy's order
   */
  public static Command<List<Session>> list() {
    return list(toUnmodifiableList());
  }

  /**
   * As {@link #list()}, for what may be large: each session goes to a collector as it comes.
   *
   * @param <A> what the collector gathers sessions in
   * @param <R> what the collector makes of them
   * @param collector takes the sessions, in HAProxy's order, in the thread that runs the command
   * @return a command that gives what the collector makes
   */
  public static <A, R> Command<R> list(Collector<? super Session, A, R> collector) {
    return Command.named("show sess")
        .needs(READ)
        .reads(
            reply -> {
              var container = collector.supplier().get();
              var accumulator = collector.accumulator();
              reply.forEachLine(line -> accumulator.accept(container, Session.parse(reply, line)));
              return collector.finisher().apply(container);
            });
  }

  /**
   * {@code show sess all}: all that HAProxy knows of each session.
   *
   * @return a command that gives the sessions in HAProxy's order
   */
  public static Command<List<SessionDetails>> details() {
    return Command.named("show sess all").needs(READ).reads(SessionDetails::readAll);
  }

  /**
   * {@code show sess <filter>}: all that HAProxy knows of the sessions that a filter chooses. It
   * has no short form for them; whoever wants that, or filters on an older version, takes {@link
   * #list(Collector)} and filters there.
   *
   * @param filter which ones; each filter has a version that it came with
   * @return a command that gives the sessions in HAProxy's order; none if the filter chooses none
   * @throws UnsendableValueException if a name cannot be sent
   */
  public static Command<List<SessionDetails>> details(SessionFilter filter) {
    var command = Command.named("show sess");
    switch (filter) {
      case Older older -> command.argument("older").argument(older.age().toSeconds() + "s");
      case Suspicious _ -> command.argument("susp");
      case OfFrontend frontend -> command.argument("frontend").name(frontend.name());
      case OfBackend backend -> command.argument("backend").name(backend.name());
      case OfServer server -> command.argument("server").name(server.name().toString());
    }
    return command.needs(requirement(filter)).reads(SessionDetails::readAll);
  }

  private static Requirement requirement(SessionFilter filter) {
    return switch (filter) {
      case Older _, Suspicious _ -> READ.since(2, 9);
      case OfFrontend _, OfBackend _, OfServer _ -> READ.since(3, 2);
    };
  }

  /**
   * {@code show sess <pointer>}: all that HAProxy knows of one session. It fails with {@link
   * org.haproxystats.runtime.Failure#NOT_FOUND} when the session has ended.
   *
   * @param pointer HAProxy's name of it, {@link Session#pointer}
   * @return a command that gives the session
   * @throws IllegalArgumentException if the pointer is none
   */
  public static Command<SessionDetails> details(String pointer) {
    return Command.named("show sess")
        .argument(checked(pointer))
        .needs(READ)
        .reads(
            reply -> {
              var sessions = SessionDetails.readAll(reply);
              if (sessions.size() != 1) {
                throw reply.failed("");
              }
              return sessions.getFirst();
            });
  }

  /**
   * {@code shutdown session <pointer>}: ends a session at once. It fails with {@link
   * org.haproxystats.runtime.Failure#NOT_FOUND} when the session has ended. HAProxy may give the
   * pointer to a new session then, so read it just before.
   *
   * @param pointer HAProxy's name of it, {@link Session#pointer}
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the pointer is none
   */
  public static Command<String> shutdown(String pointer) {
    return Command.named("shutdown session")
        .argument(checked(pointer))
        .needs(Requirement.of(ADMIN))
        .succeeds(Success.silent());
  }

  private static String checked(String pointer) {
    if (!POINTER.matcher(pointer).matches()) {
      throw new IllegalArgumentException("'" + pointer + "' is no pointer");
    }
    return pointer;
  }
}
