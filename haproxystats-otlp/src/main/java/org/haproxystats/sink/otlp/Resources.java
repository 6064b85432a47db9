package org.haproxystats.sink.otlp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.sdk.resources.Resource;
import java.util.IdentityHashMap;
import java.util.Map;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;

/**
 * The resources that metrics are of: one for each object, as the collector's HAProxy receiver has
 * them. An object is the same instance in each snapshot. For one thread at a time.
 */
final class Resources {
  private static final int TO_SPARE = 1_000;

  private final String host;
  private final Map<String, String> more;
  private final IdentityHashMap<StatObject, Sized> known = new IdentityHashMap<>();

  /**
   * A resource.
   *
   * @param bytes about what it takes in a request
   */
  record Sized(Resource resource, int bytes) {}

  /**
   * @param host the name of this load balancer
   * @param more attributes that all have; they replace ours
   */
  Resources(String host, Map<String, String> more) {
    this.host = host;
    this.more = more;
  }

  Sized of(StatObject object) {
    return known.computeIfAbsent(object, this::make);
  }

  private Sized make(StatObject object) {
    var attributes = attributes(object);
    int bytes = 0;
    for (var attribute : attributes.asMap().entrySet()) {
      bytes += length(attribute.getKey().getKey()) + length(attribute.getValue().toString()) + 16;
    }
    return new Sized(Resource.create(attributes), bytes);
  }

  private static int length(String text) {
    return text.getBytes(UTF_8).length;
  }

  private Attributes attributes(StatObject object) {
    var own = object.kind() == ObjectKind.COLLECTOR ? "haproxystats" : "haproxy";
    var all = Attributes.builder().put("service.name", own);
    all.put("host.name", host).put("haproxy.addr", host);
    switch (object.kind()) {
      case DAEMON -> {}
      case PROCESS -> all.put("haproxy.process", object.name());
      case FRONTEND -> names(all, object.name(), "FRONTEND");
      case BACKEND -> names(all, object.name(), "BACKEND");
      case SERVER, LISTENER -> names(all, object.proxy(), object.name());
      case SERVER_IN_ALL_BACKENDS -> all.put("haproxy.service_name", object.name());
      case COLLECTOR -> {
        if (!object.name().isEmpty()) {
          all.put("haproxystats.sink", object.name());
        }
      }
    }
    more.forEach(all::put);
    return all.build();
  }

  private static void names(AttributesBuilder attributes, String proxy, String service) {
    attributes.put("haproxy.proxy_name", proxy).put("haproxy.service_name", service);
  }

  /**
   * Servers come and go. When most of what is kept is not in use, all is made anew.
   *
   * @param objects how many there are now
   */
  void forgetVanished(int objects) {
    if (known.size() > 2 * objects + TO_SPARE) {
      known.clear();
    }
  }
}
