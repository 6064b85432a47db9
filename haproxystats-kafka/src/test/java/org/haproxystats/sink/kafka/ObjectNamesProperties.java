package org.haproxystats.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;

class ObjectNamesProperties {

  private static String key(String loadBalancer, StatObject object) {
    return new String(ObjectNames.key(loadBalancer, object), UTF_8);
  }

  @Example
  void aKeyIsLoadBalancerKindProxyAndServer() {
    assertThat(key("lb-01", Snapshots.DAEMON)).isEqualTo("lb-01/daemon//");
    assertThat(key("lb-01", Snapshots.WWW)).isEqualTo("lb-01/frontend/www/");
    assertThat(key("lb-01", Snapshots.WEB1)).isEqualTo("lb-01/server/shop/web1");
    assertThat(key("lb-01", new StatObject(ObjectKind.SERVER_IN_ALL_BACKENDS, "", "web1")))
        .isEqualTo("lb-01/server-in-all-backends//web1");
  }

  /** The letters are those that could confuse the parts. */
  @Property
  void noTwoServersHaveTheSameKey(
      @ForAll @CharRange(from = '%', to = '/') @StringLength(max = 4) String backend,
      @ForAll @CharRange(from = '%', to = '/') @StringLength(max = 4) String server,
      @ForAll @CharRange(from = '%', to = '/') @StringLength(max = 4) String otherBackend,
      @ForAll @CharRange(from = '%', to = '/') @StringLength(max = 4) String otherServer) {
    boolean same = backend.equals(otherBackend) && server.equals(otherServer);
    var one = new StatObject(ObjectKind.SERVER, backend, server);
    var other = new StatObject(ObjectKind.SERVER, otherBackend, otherServer);
    assertThat(key("lb", one).equals(key("lb", other))).isEqualTo(same);
    assertThat(key("lb", one).chars().filter(c -> c == '/')).hasSize(3);
  }
}
