package org.haproxystats.admin;

import java.io.IOException;
import java.util.List;
import java.util.OptionalDouble;
import org.haproxystats.runtime.process.StatQuery;
import org.haproxystats.runtime.proxy.BackendCommands;
import org.haproxystats.runtime.stats.ObjectKind;

/** A backend in all processes that have it. */
public final class Backend extends ProxyObject {
  Backend(ObjectName name, RowSource source) {
    super(name, ObjectKind.BACKEND, source);
  }

  @Override
  public String name() {
    return objectName().proxy();
  }

  /** Sessions so far, over all processes ({@code stot}). */
  public OptionalDouble requests() throws IOException, InterruptedException {
    return metric("stot");
  }

  /** Its servers, in HAProxy's order. */
  public List<Server> servers() throws IOException, InterruptedException {
    var all =
        switch (source()) {
          case Statistics statistics -> statistics;
          case LiveRows live -> Statistics.of(live.processes(), StatQuery.ALL);
        };
    return all.servers(name()).stream()
        .map(server -> new Server(server.objectName(), source()))
        .toList();
  }

  /**
   * Its server of that name.
   *
   * @throws NoSuchObjectException if it has none
   */
  public Server server(String server) throws IOException, InterruptedException {
    var found = ObjectName.server(name(), server);
    source().rows(found);
    return new Server(found, source());
  }

  /** Lets servers be chosen by a cookie that is made from their address. Since HAProxy 1.8. */
  public Results<String> enableDynamicCookie() throws IOException, InterruptedException {
    return run(BackendCommands.enableDynamicCookie(name())).orThrow();
  }

  /** The reverse of {@link #enableDynamicCookie}. Since HAProxy 1.8. */
  public Results<String> disableDynamicCookie() throws IOException, InterruptedException {
    return run(BackendCommands.disableDynamicCookie(name())).orThrow();
  }

  /** Sets the secret that dynamic cookies are made with. Since HAProxy 1.8. */
  public Results<String> setDynamicCookieKey(String key) throws IOException, InterruptedException {
    return run(BackendCommands.setDynamicCookieKey(name(), key)).orThrow();
  }
}
