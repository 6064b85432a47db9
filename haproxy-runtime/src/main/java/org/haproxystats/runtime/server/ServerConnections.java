package org.haproxystats.runtime.server;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The connections to one server, in use and idle: a row of {@code show servers conn} (management
 * guide, section 9.3).
 *
 * @param name which server
 * @param address empty for a UNIX socket, and for a name that is not resolved
 * @param port empty if there is none
 * @param purgeDelay how often idle connections are closed
 * @param used connections in use
 * @param usedMax the highest number in use, which HAProxy lowers again by and by
 * @param needed how many connections HAProxy expects to need
 * @param unsafe idle connections that only requests may take that can be sent again
 * @param safe idle connections that any request may take
 * @param idleLimit how many may be idle; empty without a limit
 * @param idle idle connections
 * @param idlePerThread the same by thread; empty where HAProxy does not say
 * @param columns every column as HAProxy wrote it, by its name, without those of the threads
 */
public record ServerConnections(
    ServerName name,
    Optional<String> address,
    OptionalInt port,
    Duration purgeDelay,
    int used,
    int usedMax,
    int needed,
    int unsafe,
    int safe,
    OptionalInt idleLimit,
    int idle,
    List<Integer> idlePerThread,
    Map<String, String> columns) {

  static ServerConnections of(Cells cells) {
    int limit = cells.number("idle_lim");
    return new ServerConnections(
        ServerName.parse(cells.text("bkname/svname")),
        cells.optional("addr"),
        cells.port("port"),
        Duration.ofMillis(cells.number("purge_delay")),
        cells.number("used_cur"),
        cells.number("used_max"),
        cells.number("need_est"),
        cells.number("unsafe_nb"),
        cells.number("safe_nb"),
        limit < 0 ? OptionalInt.empty() : OptionalInt.of(limit),
        cells.number("idle_cur"),
        cells.rest().stream().map(Integer::valueOf).toList(),
        Collections.unmodifiableMap(cells.columns()));
  }
}
