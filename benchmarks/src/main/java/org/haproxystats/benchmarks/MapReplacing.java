package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.haproxystats.admin.HAProxy;
import org.haproxystats.admin.Outcome;
import org.haproxystats.admin.Patterns;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.map.MapCommands;
import org.haproxystats.runtime.map.MapRef;
import org.haproxystats.runtime.map.PatternContents;
import org.haproxystats.runtime.map.PatternEntry;

/**
 * The library's replacement of 100,000 entries of a map in four processes that serve requests; and
 * between them socat, which sends the same payloads to all four at once.
 */
final class MapReplacing implements Measurement {
  private static final int PROCESSES = 4;
  private static final int ENTRIES = 100_000;

  /** What fits into a buffer of HAProxy, with room for the command. */
  private static final int PAYLOAD_BYTES = 8 * 1024;

  @Override
  public List<Row> measure(Bench bench) throws IOException, InterruptedException {
    try (var site = MapSite.start(bench, PROCESSES, ENTRIES)) {
      var visitors = new ArrayList<MapVisitor>();
      try {
        for (int i = 0; i < PROCESSES; i++) {
          visitors.add(MapVisitor.start(site.socket(i), site));
        }
        return List.of(compare(bench, site, visitors));
      } finally {
        visitors.forEach(MapVisitor::close);
      }
    }
  }

  private static Row compare(Bench bench, MapSite site, List<MapVisitor> visitors)
      throws IOException, InterruptedException {
    var sockets = site.statsSockets();
    var library = HAProxy.open(sockets.stream().<Endpoint>map(Endpoint.Unix::new).toList());
    var map = library.patterns(MapRef.file(site.map().toString()));
    var own = new ArrayList<Double>();
    var floor = new ArrayList<Double>();
    int warmUp = bench.rounds(10, 4);
    int rounds = bench.rounds(15, 5);
    for (int round = 0; round < warmUp + rounds; round++) {
      double replacing = replace(map, site.round(2 * round + 1));
      requireWell(visitors, 2 * round + 1);
      double sending = send(bench, map, site.round(2 * round + 2), sockets);
      requireWell(visitors, 2 * round + 2);
      if (round >= warmUp) {
        own.add(replacing);
        floor.add(sending);
      }
    }
    return Row.ofTimes(
        "library: 100,000 map entries in four processes",
        Cost.median(own),
        Cost.median(floor),
        2.0,
        1.5);
  }

  private static void requireWell(List<MapVisitor> visitors, int newest) throws IOException {
    for (var visitor : visitors) {
      visitor.requireWell(newest);
    }
  }

  private static long replace(Patterns map, List<PatternEntry> contents)
      throws IOException, InterruptedException {
    System.gc(); // What is left of making the contents is not the library's to clear away.
    long start = System.nanoTime();
    var replaced = map.replace(contents);
    if (!replaced.isDone()) {
      throw new IOException("the map was not replaced: " + replaced);
    }
    return System.nanoTime() - start;
  }

  /** Has socat fill a version, and puts it in use afterwards. */
  private static long send(
      Bench bench, Patterns map, List<PatternEntry> contents, List<Path> sockets)
      throws IOException, InterruptedException {
    long version = 0;
    for (var prepared : map.run(MapCommands.prepare(map.ref()))) {
      if (!(prepared instanceof Outcome.Done<Long>(var _, var its))
          || (version != 0 && its != version)) {
        throw new IOException("the processes do not have the same versions: " + prepared);
      }
      version = its;
    }
    var commands = bench.newFile("commands");
    Files.writeString(commands, commands(map.ref().id(), version, MapSite.lines(contents)));
    long nanos = Socats.send(commands, sockets);
    var wanted = PatternContents.of(map.ref(), contents);
    for (var there : map.run(MapCommands.contents(map.ref(), version))) {
      if (!(there instanceof Outcome.Done<PatternContents>(var _, var its))
          || !its.equals(wanted)) {
        throw new IOException("socat did not send everything: " + there);
      }
    }
    map.run(MapCommands.commit(map.ref(), version));
    return nanos;
  }

  /** Everything that is to be sent on one connection, in payloads of whole lines. */
  private static String commands(String map, long version, String lines) {
    var commands = new StringBuilder("prompt\n");
    int from = 0;
    while (from < lines.length()) {
      int to = Math.min(from + PAYLOAD_BYTES, lines.length());
      to = lines.lastIndexOf('\n', to - 1) + 1;
      commands.append("add map @%d %s <<END\n".formatted(version, map));
      commands.append(lines, from, to).append("END\n");
      from = to;
    }
    return commands.append("quit\n").toString();
  }
}
