package org.haproxystats.integration;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The receiver behind a sink. It does not run until it is started. */
interface SinkPeer extends AutoCloseable {

  /** Those of all sinks that can be on at once. A new sink is one more of them. */
  static List<SinkPeer> all(Path directory) throws IOException {
    var all = new ArrayList<SinkPeer>(CarbonPeer.two(directory));
    all.add(new LocalStorePeer(directory));
    all.add(new PrometheusPeer(directory));
    all.add(new ExampleSinkPeer());
    all.add(new OtlpPeer());
    all.add(new KafkaPeer(directory));
    return all;
  }

  /** What reports call it. */
  String name();

  /** The lines of the configuration that switch its sink on. */
  List<String> configuration();

  /** Starts it, or lets it return with what it has. */
  void start() throws IOException;

  /** Takes it away as trouble would, until it is started again. */
  void die() throws IOException;

  /** The seconds of the snapshots that it has got so far. */
  Set<Long> snapshots() throws IOException;

  /** The values that it has got of a snapshot. */
  Map<Series, Double> values(long second) throws IOException;

  /** Whether it only ever looks at the newest snapshot. */
  default boolean wantsOnlyTheNewest() {
    return false;
  }

  /** Whether its sink has no such value, for the reasons in the manual. */
  default boolean lacks(Series series) {
    return false;
  }

  @Override
  void close();
}
