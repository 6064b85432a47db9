package org.haproxystats.runtime.server;

import static org.haproxystats.runtime.AccessLevel.USER;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;

/**
 * Commands that show servers, of all backends or of one. All work at level user. For one backend
 * they answer {@code Can't find backend.} if there is none ({@link
 * org.haproxystats.runtime.Failure#NOT_FOUND}).
 */
public final class ServerViews {
  private ServerViews() {}

  /**
   * {@code show servers state}: what state each server is in. Since 1.6.
   *
   * @return a command that gives the servers of all backends, in HAProxy's order
   */
  public static Command<List<ServerState>> states() {
    return states(Command.named("show servers state"));
  }

  /**
   * {@code show servers state} of one backend. Since 1.6.
   *
   * @param backend its name
   * @return a command that gives its servers, in HAProxy's order
   */
  public static Command<List<ServerState>> states(String backend) {
    return states(Command.named("show servers state").name(backend));
  }

  private static Command<List<ServerState>> states(Command.Builder command) {
    return command
        .needs(Requirement.of(USER).since(1, 6))
        .reads(reply -> HeadedRows.read(reply, ServerState::of));
  }

  /**
   * {@code show servers conn}: the connections to each server. Since 2.2.
   *
   * @return a command that gives the servers of all backends, in HAProxy's order
   */
  public static Command<List<ServerConnections>> connections() {
    return connections(Command.named("show servers conn"));
  }

  /**
   * {@code show servers conn} of one backend. Since 2.2.
   *
   * @param backend its name
   * @return a command that gives its servers, in HAProxy's order
   */
  public static Command<List<ServerConnections>> connections(String backend) {
    return connections(Command.named("show servers conn").name(backend));
  }

  private static Command<List<ServerConnections>> connections(Command.Builder command) {
    return command
        .needs(Requirement.of(USER).since(2, 2))
        .reads(reply -> HeadedRows.read(reply, ServerConnections::of));
  }

  /**
   * {@code show default-server}: the names of the {@code default-server} lines that {@code add
   * server ... from} can refer to, by backend. Since 3.5.
   *
   * @return a command that gives the names by backend
   */
  public static Command<Map<String, List<String>>> defaultServers() {
    return defaultServers(Command.named("show default-server"));
  }

  /**
   * {@code show default-server} of one backend. Since 3.5.
   *
   * @param backend its name
   * @return a command that gives the names by backend, of this one at most
   */
  public static Command<Map<String, List<String>>> defaultServers(String backend) {
    return defaultServers(Command.named("show default-server").name(backend));
  }

  private static Command<Map<String, List<String>>> defaultServers(Command.Builder command) {
    return command.needs(Requirement.of(USER).since(3, 5)).reads(ServerViews::readDefaultServers);
  }

  /** Lines of {@code * backend}, and below them of {@code backend/name}. */
  private static Map<String, List<String>> readDefaultServers(Reply reply) throws IOException {
    Map<String, List<String>> names = new LinkedHashMap<>();
    reply.forEachLine(
        line -> {
          var text = line.strip();
          if (text.startsWith("* ")) {
            names.put(text.substring(2), new ArrayList<>());
          } else {
            int slash = text.indexOf('/');
            var known = slash < 0 ? null : names.get(text.substring(0, slash));
            if (known == null) {
              throw reply.failed(line);
            }
            known.add(text.substring(slash + 1));
          }
        });
    return names;
  }
}
