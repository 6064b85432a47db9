package org.haproxystats.runtime.proxy;

import static org.haproxystats.runtime.AccessLevel.ADMIN;
import static org.haproxystats.runtime.AccessLevel.USER;

import java.util.List;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Requirement.Mode;
import org.haproxystats.runtime.Success;

/**
 * Commands for backends: which ones there are, and their dynamic cookies. Those that change
 * something need level admin, and answer that there is no such backend where there is none ({@link
 * org.haproxystats.runtime.Failure#NOT_FOUND}).
 */
public final class BackendCommands {
  private BackendCommands() {}

  /**
   * {@code show backend}: the names of all backends, at level user. Since 1.6.
   *
   * @return a command that gives the names in HAProxy's order
   */
  public static Command<List<String>> names() {
    return Command.named("show backend")
        .needs(Requirement.of(USER).since(1, 6))
        .reads(
            reply -> {
              var lines = reply.lines();
              if (lines.isEmpty() || !lines.getFirst().equals("# name")) {
                throw reply.failed(String.join("\n", lines));
              }
              return lines.subList(1, lines.size());
            });
  }

  /**
   * {@code show defaults}: the named {@code defaults} sections, at level user. Since 3.5.
   *
   * @return a command that gives their names
   */
  public static Command<List<String>> defaults() {
    return Command.named("show defaults")
        .needs(Requirement.of(USER).since(3, 5))
        .reads(reply -> reply.lines());
  }

  /**
   * {@code add backend ... from}: makes a backend without servers. No traffic comes to it until
   * {@link #publish}.
   *
   * @param backend the new backend's name, which no other proxy may have
   * @param defaults the {@code defaults} section that it takes its settings from, mode included
   * @return a command that gives HAProxy's answer; its last line says if the backend cannot have
   *     {@linkplain org.haproxystats.runtime.server.ServerCommands#add servers}
   */
  public static Command<String> add(String backend, String defaults) {
    return added(adding(backend, defaults));
  }

  /**
   * The same, with a mode, for {@code defaults} that do not say it.
   *
   * @param backend the new backend's name, which no other proxy may have
   * @param defaults the {@code defaults} section that it takes its settings from
   * @param mode what it carries
   * @return a command as that of {@link #add(String, String)}
   */
  public static Command<String> add(String backend, String defaults, ProxyMode mode) {
    return added(adding(backend, defaults).argument("mode").argument(mode.toString()));
  }

  /**
   * The same, with an identifier that stays the same over reloads.
   *
   * @param backend the new backend's name, which no other proxy may have
   * @param defaults the {@code defaults} section that it takes its settings from
   * @param mode what it carries
   * @param guid unique among all frontends, backends, listeners and servers
   * @return a command as that of {@link #add(String, String)}
   */
  public static Command<String> add(String backend, String defaults, ProxyMode mode, String guid) {
    return added(
        adding(backend, defaults)
            .argument("mode")
            .argument(mode.toString())
            .argument("guid")
            .argument(guid));
  }

  private static Command.Builder adding(String backend, String defaults) {
    return Command.named("add backend").name(backend).argument("from").name(defaults);
  }

  private static Command<String> added(Command.Builder command) {
    return command.needs(dynamicBackends()).succeeds(Success.lastLine("New backend registered"));
  }

  /**
   * {@code publish backend}: lets traffic come to it.
   *
   * @param backend its name
   * @return a command that gives HAProxy's message, with warnings before its last line
   */
  public static Command<String> publish(String backend) {
    return Command.named("publish backend")
        .name(backend)
        .needs(dynamicBackends())
        .repeatable()
        .succeeds(Success.lastLine("Backend published."));
  }

  /**
   * {@code unpublish backend}: lets no more traffic come to it.
   *
   * @param backend its name
   * @return a command that gives HAProxy's message, with warnings before its last line
   */
  public static Command<String> unpublish(String backend) {
    return Command.named("unpublish backend")
        .name(backend)
        .needs(dynamicBackends())
        .repeatable()
        .succeeds(Success.lastLine("Backend unpublished."));
  }

  /**
   * {@code del backend}: takes a backend away. It must be {@linkplain #unpublish unpublished} and
   * have no servers; while it has sessions, the answer is {@link
   * org.haproxystats.runtime.Failure#BUSY} and it may work later.
   *
   * @param backend its name
   * @return a command that gives HAProxy's message, with warnings before its last line
   */
  public static Command<String> delete(String backend) {
    return Command.named("del backend")
        .name(backend)
        .needs(dynamicBackends())
        .succeeds(Success.lastLine("Backend deleted."));
  }

  /** HAProxy 3.4 wants the mode, newer ones do not mind it. */
  private static Requirement dynamicBackends() {
    return Requirement.of(ADMIN).since(3, 4).in(Mode.EXPERIMENTAL);
  }

  /**
   * {@code enable dynamic-cookie backend}: makes the servers' cookies from their addresses.
   *
   * @param backend its name
   * @return a command with an empty answer
   */
  public static Command<String> enableDynamicCookie(String backend) {
    return cookie(Command.named("enable dynamic-cookie backend").name(backend));
  }

  /**
   * {@code disable dynamic-cookie backend}: makes no more cookies so, and drops those that were
   * made; cookies of the configuration stay.
   *
   * @param backend its name
   * @return a command with an empty answer
   */
  public static Command<String> disableDynamicCookie(String backend) {
    return cookie(Command.named("disable dynamic-cookie backend").name(backend));
  }

  /**
   * {@code set dynamic-cookie-key backend}: the secret that dynamic cookies are made with; it must
   * be the same on all load balancers. It is shown in no message.
   *
   * @param backend its name
   * @param key the secret
   * @return a command with an empty answer
   */
  public static Command<String> setDynamicCookieKey(String backend, String key) {
    return cookie(Command.named("set dynamic-cookie-key backend").name(backend).secret(key));
  }

  private static Command<String> cookie(Command.Builder command) {
    return command.needs(Requirement.of(ADMIN).since(1, 8)).repeatable().succeeds(Success.silent());
  }
}
