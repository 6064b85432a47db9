package org.haproxystats.admin.cli;

import java.util.List;
import java.util.function.Function;
import org.haproxystats.admin.Backend;
import org.haproxystats.admin.Frontend;
import org.haproxystats.admin.ProxyObject;
import org.haproxystats.admin.Server;
import org.haproxystats.admin.Statistics;

/**
 * What an operator can name.
 *
 * @param name as people write it
 * @param keyFields the fields that name an object
 * @param keys their values
 * @param all the objects in one pass over all processes
 */
record ObjectType<T extends ProxyObject>(
    String name,
    List<String> keyFields,
    Function<T, List<String>> keys,
    Function<Statistics, List<T>> all) {
  static final ObjectType<Frontend> FRONTEND =
      new ObjectType<>(
          "frontend",
          List.of("frontend"),
          frontend -> List.of(frontend.name()),
          Statistics::frontends);
  static final ObjectType<Backend> BACKEND =
      new ObjectType<>(
          "backend", List.of("backend"), backend -> List.of(backend.name()), Statistics::backends);
  static final ObjectType<Server> SERVER =
      new ObjectType<>(
          "server",
          List.of("backend", "server"),
          server -> List.of(server.backend(), server.name()),
          Statistics::servers);

  /** Such as {@code app/web3}. */
  String fullName(T object) {
    return String.join("/", keys.apply(object));
  }

  /** Such as {@code web3}. */
  String shortName(T object) {
    return keys.apply(object).getLast();
  }
}
