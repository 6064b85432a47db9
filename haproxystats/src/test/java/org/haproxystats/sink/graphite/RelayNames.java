package org.haproxystats.sink.graphite;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.security.Security;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Names of relays for tests, which lead to whatever addresses a test says. All other names are
 * looked up as ever. Java finds this class by itself, so what it holds is static.
 */
public final class RelayNames extends InetAddressResolverProvider {
  private static final Map<String, List<String>> ADDRESSES = new ConcurrentHashMap<>();

  /** Called by Java. */
  public RelayNames() {
    // Java would keep an answer for 30 s otherwise.
    Security.setProperty("networkaddress.cache.ttl", "0");
  }

  /** From now on the name leads to these addresses, in this order. */
  static void lead(String name, String... addresses) {
    ADDRESSES.put(name, List.of(addresses));
  }

  @Override
  public InetAddressResolver get(Configuration configuration) {
    var builtIn = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        var addresses = ADDRESSES.get(host);
        return addresses == null
            ? builtIn.lookupByName(host, policy)
            : addresses.stream().map(InetAddress::ofLiteral);
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return builtIn.lookupByAddress(address);
      }
    };
  }

  @Override
  public String name() {
    return "relays of tests";
  }
}
