package org.haproxystats.runtime.server;

import static org.haproxystats.runtime.AccessLevel.ADMIN;

import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Change;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Success;

/**
 * Commands that change servers: whether and how they take traffic, where they are, and which ones
 * there are. All need level admin but {@link #weight}. Each answers {@code No such backend.} or
 * {@code No such server.} where there is none ({@link org.haproxystats.runtime.Failure#NOT_FOUND}).
 *
 * <p>Changes last until HAProxy is reloaded.
 */
public final class ServerCommands {
  private static final int MAX_WEIGHT = 256;
  private static final Pattern WEIGHT = Pattern.compile("(\\d+) \\(initial (\\d+)\\)");

  private ServerCommands() {}

  /**
   * {@code set server b/s state}: takes a server out of the traffic, or back into it.
   *
   * @param server which server
   * @param state what it shall do
   * @return a command with an empty answer
   */
  public static Command<String> setState(ServerName server, AdminState state) {
    return set(server, "state", state.toString()).repeatable().succeeds(Success.silent());
  }

  /**
   * {@code enable server b/s}: ends the maintenance of a server, but leaves it in drain state if it
   * is. {@link #setState} with {@link AdminState#READY} ends both.
   *
   * @param server which server
   * @return a command with an empty answer
   */
  public static Command<String> enable(ServerName server) {
    return change("enable server", server).repeatable().succeeds(Success.silent());
  }

  /**
   * {@code disable server b/s}: as {@link #setState} with {@link AdminState#MAINT}.
   *
   * @param server which server
   * @return a command with an empty answer
   */
  public static Command<String> disable(ServerName server) {
    return change("disable server", server).repeatable().succeeds(Success.silent());
  }

  /**
   * {@code set server b/s weight n}. A backend whose algorithm is static refuses every weight but
   * its initial one and 0, and takes them only as a {@linkplain #setRelativeWeight percentage}.
   *
   * @param server which server
   * @param weight 0 to 256; 0 takes no new sessions
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the weight is out of its range
   */
  public static Command<String> setWeight(ServerName server, int weight) {
    var text = Ranges.checked("weight", weight, 0, MAX_WEIGHT);
    return set(server, "weight", text).repeatable().succeeds(Success.silent());
  }

  /**
   * {@code set server b/s weight n%}: a weight in relation to that of the configuration.
   *
   * @param server which server
   * @param percent of the initial weight, 0 or more; HAProxy ends at a weight of 256
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the percentage is less than zero
   */
  public static Command<String> setRelativeWeight(ServerName server, int percent) {
    var text = Ranges.checked("weight in per cent", percent, 0, Integer.MAX_VALUE) + "%";
    return set(server, "weight", text).repeatable().succeeds(Success.silent());
  }

  /**
   * {@code get weight b/s}: its weights now and in the configuration, at level user.
   *
   * @param server which server
   * @return a command that gives both
   */
  public static Command<ServerWeight> weight(ServerName server) {
    return Command.named("get weight")
        .argument(server.toString())
        .reads(ServerCommands::readWeight);
  }

  private static ServerWeight readWeight(Reply reply) throws IOException {
    var text = String.join("\n", reply.lines());
    var weight = WEIGHT.matcher(text);
    if (!weight.matches()) {
      throw reply.failed(text);
    }
    return new ServerWeight(Integer.parseInt(weight.group(1)), Integer.parseInt(weight.group(2)));
  }

  /**
   * {@code set server b/s addr}: sends traffic to another address, at the same port. Since 1.6.
   * HAProxy refuses it for a server with a UNIX socket.
   *
   * @param server which server
   * @param address where its traffic goes
   * @return a command that gives what it has changed
   * @throws IllegalArgumentException if the address has a scope, which HAProxy does not know
   */
  public static Command<AddressChange> setAddress(ServerName server, InetAddress address) {
    return set(server, "addr", Ranges.text(address))
        .needs(Requirement.of(ADMIN).since(1, 6))
        .repeatable()
        .changes(AddressChange::read);
  }

  /**
   * {@code set server b/s addr ... port}: sends traffic to another address and port. Since 1.7.
   *
   * @param server which server
   * @param address where its traffic goes
   * @param port 0 to 65535; 0 for the port that the client came to
   * @return a command that gives what it has changed
   * @throws IllegalArgumentException if the address has a scope, which HAProxy does not know, or
   *     the port is out of its range
   */
  public static Command<AddressChange> setAddress(
      ServerName server, InetAddress address, int port) {
    return set(server, "addr", Ranges.text(address))
        .argument("port")
        .argument(Ranges.port(port, 0))
        .needs(Requirement.of(ADMIN).since(1, 7))
        .repeatable()
        .changes(AddressChange::read);
  }

  /**
   * {@code set server b/s fqdn}: resolves the server from another name. HAProxy refuses it for a
   * server without {@code resolvers}. Since 1.8.
   *
   * @param server which server
   * @param name the name to resolve, fully qualified
   * @return a command that gives whether the name is another one than before
   */
  public static Command<Change> setFqdn(ServerName server, String name) {
    return set(server, "fqdn", name)
        .needs(Requirement.of(ADMIN).since(1, 8))
        .repeatable()
        .changes(
            reply -> {
              var text = reply.text();
              if (!reply.isError()
                  && (text.isEmpty() || text.contains(" changed its FQDN from "))) {
                return Change.MADE;
              }
              if (text.startsWith("no need to change the FDQN")) { // spelt so
                return Change.NOT_NEEDED;
              }
              throw reply.failed(text);
            });
  }

  /**
   * {@code set server b/s ssl}: speaks TLS to the server, or does not. HAProxy refuses it for a
   * server whose configuration says nothing of TLS, and for one that was added at run time. Since
   * 2.4.
   *
   * @param server which server
   * @param on whether to speak TLS
   * @return a command that gives HAProxy's message, empty on some versions
   */
  public static Command<String> setSsl(ServerName server, boolean on) {
    return set(server, "ssl", on ? "on" : "off")
        .needs(Requirement.of(ADMIN).since(2, 4))
        .repeatable()
        .succeeds(Success.silentOr("server ssl setting updated"));
  }

  /**
   * {@code set server b/s name}: gives a server another name. It must be in maintenance. Since 3.5.
   *
   * @param server which server, by the name that it has
   * @param name without its backend
   * @return a command that gives HAProxy's message, with warnings before its last line
   * @throws org.haproxystats.runtime.UnsendableValueException if the new name is empty, or HAProxy
   *     would take it for an id
   */
  public static Command<String> rename(ServerName server, String name) {
    return set(server, "name", new ServerName(server.backend(), name).server())
        .needs(Requirement.of(ADMIN).since(3, 5))
        .succeeds(Success.lastLine("Server name updated."));
  }

  /**
   * {@code set maxconn server b/s}: the most connections that it gets at once; more requests wait
   * in its queue. Since 1.7.
   *
   * @param server which server
   * @param connections 0 or more; 0 for no limit
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the number is less than zero
   */
  public static Command<String> setMaxconn(ServerName server, int connections) {
    return Command.named("set maxconn server")
        .argument(server.toString())
        .argument(Ranges.checked("maxconn", connections, 0, Integer.MAX_VALUE))
        .needs(Requirement.of(ADMIN).since(1, 7))
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code shutdown sessions server b/s}: ends every session that the server has, at once.
   *
   * @param server which server
   * @return a command with an empty answer
   */
  public static Command<String> shutdownSessions(ServerName server) {
    return change("shutdown sessions server", server).succeeds(Success.silent());
  }

  /**
   * {@code add server b/s}: adds a server to a backend. It is in maintenance, and is not checked,
   * until {@link CheckCommands#enableHealth} and {@link #setState} change that. The backend's
   * algorithm must be dynamic.
   *
   * @param server the backend, and the new server's name
   * @param address as in the configuration: {@code 192.0.2.1:80}, {@code [2001:db8::1]:80}, {@code
   *     unix@/path}
   * @param keywords what comes after it, word by word, such as {@code check}, {@code weight},
   *     {@code 10}; see {@link #keywords}
   * @return a command that gives HAProxy's answer, with warnings before its last line
   */
  public static Command<String> add(ServerName server, String address, List<String> keywords) {
    var command = change("add server", server).argument(address);
    keywords.forEach(command::argument);
    return command.needs(dynamicServers()).succeeds(Success.lastLine("New server registered."));
  }

  /**
   * {@link #add(ServerName, String, List)} with the keywords one by one.
   *
   * @param server the backend, and the new server's name
   * @param address as in the configuration
   * @param keywords what comes after it, word by word
   * @return a command that gives HAProxy's answer, with warnings before its last line
   */
  public static Command<String> add(ServerName server, String address, String... keywords) {
    return add(server, address, List.of(keywords));
  }

  /**
   * {@code add server help}: the keywords that {@link #add} can take. Since 3.2.
   *
   * @return a command that gives the keywords, without the values that they take
   */
  public static Command<List<String>> keywords() {
    return Command.named("add server help")
        .needs(Requirement.of(ADMIN).since(3, 2))
        .reads(
            reply -> {
              var lines = reply.lines();
              if (!lines.getFirst().startsWith("List of keywords ")) {
                throw reply.failed(lines.getFirst());
              }
              return lines.subList(1, lines.size());
            });
  }

  /**
   * {@code del server b/s}: takes a server out of its backend. It must be in maintenance and have
   * no connections, idle ones included; while it has some, the answer is {@link
   * org.haproxystats.runtime.Failure#BUSY} and it may work later.
   *
   * @param server which server
   * @return a command that gives HAProxy's message, with warnings before its last line
   */
  public static Command<String> delete(ServerName server) {
    return change("del server", server)
        .needs(dynamicServers())
        .succeeds(Success.lastLine("Server deleted."));
  }

  /** HAProxy 2.4 and 2.5 want the mode, newer ones do not mind it. */
  private static Requirement dynamicServers() {
    return Requirement.of(ADMIN).since(2, 4).in(Requirement.Mode.EXPERIMENTAL);
  }

  /** Begins a {@code set server} command, on every version. */
  static Command.Builder set(ServerName server, String what, String value) {
    return Command.named("set server")
        .argument(server.toString())
        .argument(what)
        .argument(value)
        .needs(Requirement.of(ADMIN));
  }

  /** Begins any other command for a server, on every version. */
  static Command.Builder change(String name, ServerName server) {
    return Command.named(name).argument(server.toString()).needs(Requirement.of(ADMIN));
  }
}
