package org.haproxystats.runtime.server;

import static org.haproxystats.runtime.AccessLevel.ADMIN;

import java.net.InetAddress;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Success;

/**
 * Commands for the health and agent checks of servers: their results, whether they run, and where
 * they go. All need level admin. Each answers {@code No such backend.} or {@code No such server.}
 * where there is none, and nearly all fail for a server without such a check in its configuration.
 */
public final class CheckCommands {
  private static final Requirement SINCE_2_4 = Requirement.of(ADMIN).since(2, 4);

  private CheckCommands() {}

  /**
   * {@code set server b/s health}: makes the health check have a result, until the next one comes.
   * HAProxy refuses it for a server that tracks another one.
   *
   * @param server which server
   * @param health the result
   * @return a command with an empty answer
   */
  public static Command<String> setHealth(ServerName server, Health health) {
    return ServerCommands.set(server, "health", health.toString())
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code set server b/s agent up}, or {@code down}: makes the agent check have a result.
   *
   * @param server which server
   * @param up true for {@code up}, false for {@code down}
   * @return a command with an empty answer
   */
  public static Command<String> setAgent(ServerName server, boolean up) {
    return ServerCommands.set(server, "agent", up ? "up" : "down")
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code enable health b/s}: lets the health check run. A server without one is refused; before
   * HAProxy 2.4 it may be passed over in silence.
   *
   * @param server which server
   * @return a command with an empty answer
   */
  public static Command<String> enableHealth(ServerName server) {
    return toggle("enable health", server);
  }

  /**
   * {@code disable health b/s}: stops the health check; the server keeps its last state.
   *
   * @param server which server
   * @return a command with an empty answer
   */
  public static Command<String> disableHealth(ServerName server) {
    return toggle("disable health", server);
  }

  /**
   * {@code enable agent b/s}: lets the agent check run.
   *
   * @param server which server
   * @return a command with an empty answer
   */
  public static Command<String> enableAgent(ServerName server) {
    return toggle("enable agent", server);
  }

  /**
   * {@code disable agent b/s}: stops the agent check.
   *
   * @param server which server
   * @return a command with an empty answer
   */
  public static Command<String> disableAgent(ServerName server) {
    return toggle("disable agent", server);
  }

  private static Command<String> toggle(String name, ServerName server) {
    return ServerCommands.change(name, server).repeatable().succeeds(Success.silent());
  }

  /**
   * {@code set server b/s check-port}: sends the health check to another port. Since 1.7.
   *
   * @param server which server
   * @param port 1 to 65535
   * @return a command that gives HAProxy's message, empty from 2.4 on
   * @throws IllegalArgumentException if the port is out of its range
   */
  public static Command<String> setCheckPort(ServerName server, int port) {
    return ServerCommands.set(server, "check-port", Ranges.port(port, 1))
        .needs(Requirement.of(ADMIN).since(1, 7))
        .repeatable()
        .succeeds(Success.silentOr("health check port updated")); // up to 2.3
  }

  /**
   * {@code set server b/s check-addr}: sends the health check to another address. Since 2.4.
   *
   * @param server which server
   * @param address where the check goes, at the port that it has
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the address has a scope, which HAProxy does not know
   */
  public static Command<String> setCheckAddress(ServerName server, InetAddress address) {
    return ServerCommands.set(server, "check-addr", Ranges.text(address))
        .needs(SINCE_2_4)
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code set server b/s check-addr ... port}: sends the health check to another address and port.
   * Since 2.4.
   *
   * @param server which server
   * @param address where the check goes
   * @param port 1 to 65535
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the address has a scope, which HAProxy does not know, or
   *     the port is out of its range
   */
  public static Command<String> setCheckAddress(ServerName server, InetAddress address, int port) {
    return ServerCommands.set(server, "check-addr", Ranges.text(address))
        .argument("port")
        .argument(Ranges.port(port, 1))
        .needs(SINCE_2_4)
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code set server b/s agent-addr}: sends the agent check to another address. Since 1.8.
   *
   * @param server which server
   * @param address where the check goes, at the port that it has
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the address has a scope, which HAProxy does not know
   */
  public static Command<String> setAgentAddress(ServerName server, InetAddress address) {
    return ServerCommands.set(server, "agent-addr", Ranges.text(address))
        .needs(Requirement.of(ADMIN).since(1, 8))
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code set server b/s agent-addr ... port}: sends the agent check to another address and port.
   * Since 2.4.
   *
   * @param server which server
   * @param address where the check goes
   * @param port 1 to 65535
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the address has a scope, which HAProxy does not know, or
   *     the port is out of its range
   */
  public static Command<String> setAgentAddress(ServerName server, InetAddress address, int port) {
    return ServerCommands.set(server, "agent-addr", Ranges.text(address))
        .argument("port")
        .argument(Ranges.port(port, 1))
        .needs(SINCE_2_4)
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code set server b/s agent-port}: sends the agent check to another port. Since 2.4.
   *
   * @param server which server
   * @param port 1 to 65535
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the port is out of its range
   */
  public static Command<String> setAgentPort(ServerName server, int port) {
    return ServerCommands.set(server, "agent-port", Ranges.port(port, 1))
        .needs(SINCE_2_4)
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code set server b/s agent-send}: what the agent check sends when it has connected. Since 1.8.
   *
   * @param server which server
   * @param text sent as it is, so with a line feed of its own where the agent wants one; HAProxy
   *     adds none
   * @return a command with an empty answer
   */
  public static Command<String> setAgentSend(ServerName server, String text) {
    return ServerCommands.set(server, "agent-send", text)
        .needs(Requirement.of(ADMIN).since(1, 8))
        .repeatable()
        .succeeds(Success.silent());
  }
}
