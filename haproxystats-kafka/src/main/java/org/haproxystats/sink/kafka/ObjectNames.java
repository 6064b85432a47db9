package org.haproxystats.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Locale;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;

/** What an object is called in records. */
final class ObjectNames {
  private ObjectNames() {}

  /** Such as {@code server} or {@code server-in-all-backends}. */
  static String kind(ObjectKind kind) {
    return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The frontend or backend that the object is or belongs to; empty: none. */
  static String proxy(StatObject object) {
    return switch (object.kind()) {
      case FRONTEND, BACKEND -> object.name();
      case SERVER, LISTENER -> object.proxy();
      case DAEMON, PROCESS, SERVER_IN_ALL_BACKENDS, COLLECTOR -> "";
    };
  }

  /** What tells it apart from others of its kind and proxy; empty: nothing needs to. */
  static String own(StatObject object) {
    return switch (object.kind()) {
      case DAEMON, FRONTEND, BACKEND -> "";
      case SERVER, LISTENER, PROCESS, SERVER_IN_ALL_BACKENDS, COLLECTOR -> object.name();
    };
  }

  /**
   * The key of an object's records: load balancer, kind, proxy and own name, with slashes between
   * them. All records with one key are in one partition, in the order in which they were sent.
   */
  static byte[] key(String loadBalancer, StatObject object) {
    return String.join(
            "/", part(loadBalancer), kind(object.kind()), part(proxy(object)), part(own(object)))
        .getBytes(UTF_8);
  }

  /** HAProxy allows no slash in a name, but a damaged dump may have one. */
  private static String part(String name) {
    return name.replace("%", "%25").replace("/", "%2F");
  }
}
