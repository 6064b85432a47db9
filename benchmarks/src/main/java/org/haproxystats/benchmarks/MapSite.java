package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.haproxystats.runtime.map.PatternEntry;

/**
 * HAProxys of one process each, with the same large map. A frontend of each answers with what the
 * map has for the header {@code Host}.
 */
final class MapSite implements AutoCloseable {
  private static final Site ALONE = new Site("mapped", "newest", 1, 0, 0, 0);

  private final Path directory;
  private final int entries;
  private final List<Haproxy> haproxys = new ArrayList<>();

  private MapSite(Path directory, int entries) {
    this.directory = directory;
    this.entries = entries;
  }

  static MapSite start(Bench bench, int processes, int entries)
      throws IOException, InterruptedException {
    var site = new MapSite(bench.newDirectory("mapped"), entries);
    Files.writeString(site.map(), lines(site.round(0)));
    for (int i = 0; i < processes; i++) {
      site.haproxys.add(Haproxy.start(bench, ALONE, site.frontend(i)));
    }
    return site;
  }

  private String frontend(int number) {
    return """
    frontend mapped
      bind unix@%s
      http-request return status 200 content-type text/plain lf-string "%%[req.hdr(host),map(%s,none)]"
    """
        .formatted(socket(number), map());
  }

  int entries() {
    return entries;
  }

  Path map() {
    return directory.resolve("hosts.map");
  }

  /** Where a process serves requests. */
  Path socket(int number) {
    return directory.resolve("frontend" + number);
  }

  List<Path> statsSockets() throws IOException {
    var sockets = new ArrayList<Path>();
    for (var haproxy : haproxys) {
      sockets.addAll(haproxy.socketList());
    }
    return sockets;
  }

  static String host(int number) {
    return "host%06d.example.com".formatted(number);
  }

  static String value(int number, int round) {
    return "backend%06d.%d".formatted(number, round);
  }

  /** The contents of a round, in which every value is another one. */
  List<PatternEntry> round(int round) {
    return IntStream.range(0, entries)
        .mapToObj(i -> new PatternEntry(host(i), value(i, round)))
        .toList();
  }

  /** As a file has them, and a payload. */
  static String lines(List<PatternEntry> contents) {
    var lines = new StringBuilder();
    for (var entry : contents) {
      lines.append(entry.key()).append(' ').append(entry.value()).append('\n');
    }
    return lines.toString();
  }

  @Override
  public void close() {
    haproxys.forEach(Haproxy::close);
  }
}
