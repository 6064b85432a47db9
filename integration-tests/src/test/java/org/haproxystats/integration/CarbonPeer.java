package org.haproxystats.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Graphite's carbon-cache, which gets everything as text, by pickle, or with tags. */
final class CarbonPeer implements SinkPeer {
  private static final String LAST_OF_SNAPSHOT =
      "loadbalancers.lb-01_example_com.haproxy.haproxystats.TotalWallClockTime";

  private final Path directory;
  private final boolean hangs;
  private final List<String> configuration;
  private final RealCarbon.Ports ports;
  private @Nullable RealCarbon carbon;

  private CarbonPeer(
      Path directory, boolean hangs, RealCarbon.Ports ports, List<String> configuration) {
    this.directory = directory;
    this.hangs = hangs;
    this.ports = ports;
    this.configuration = configuration;
  }

  /** Two, to both of which everything is sent. When they die, the second one hangs. */
  static List<CarbonPeer> two(Path directory) {
    var first = RealCarbon.Ports.free();
    var second = RealCarbon.Ports.free();
    var lines =
        List.of(
            "[graphite]",
            "relays = 127.0.0.1:%d, 127.0.0.1:%d".formatted(first.text(), second.text()),
            "relay-mode = all");
    return List.of(
        new CarbonPeer(directory.resolve("carbon1"), false, first, lines),
        new CarbonPeer(directory.resolve("carbon2"), true, second, List.of()));
  }

  /** One that gets everything by pickle. */
  static CarbonPeer pickle(Path directory) {
    var ports = RealCarbon.Ports.free();
    return new CarbonPeer(
        directory.resolve("carbon"),
        false,
        ports,
        List.of("[graphite]", "port = " + ports.pickle(), "protocol = pickle"));
  }

  /** One that gets everything with tags. */
  static CarbonPeer tags(Path directory) {
    var ports = RealCarbon.Ports.free();
    return new CarbonPeer(
        directory.resolve("carbon"),
        false,
        ports,
        List.of("[graphite]", "port = " + ports.text(), "tags = yes"));
  }

  @Override
  public String name() {
    return directory.getFileName().toString();
  }

  @Override
  public List<String> configuration() {
    return configuration;
  }

  @Override
  public void start() throws IOException {
    if (carbon == null) {
      carbon = RealCarbon.start(Files.createDirectory(directory), ports);
    } else if (hangs) {
      carbon.signal("CONT");
    } else {
      carbon.startAgain();
    }
  }

  private RealCarbon running() {
    if (carbon == null) {
      throw new IllegalStateException("carbon was not started");
    }
    return carbon;
  }

  @Override
  public void die() {
    if (hangs) {
      running().signal("STOP");
    } else {
      running().kill();
    }
  }

  @Override
  public Set<Long> snapshots() throws IOException {
    return running().seconds(LAST_OF_SNAPSHOT);
  }

  @Override
  public Map<Series, Double> values(long second) throws IOException {
    var values = new HashMap<Series, Double>();
    running().values(second).forEach((name, value) -> values.put(Series.ofGraphite(name), value));
    return values;
  }

  @Override
  public void close() {
    if (carbon != null) {
      carbon.close();
    }
  }
}
