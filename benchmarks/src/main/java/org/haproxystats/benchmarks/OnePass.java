package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.haproxystats.admin.HAProxy;

/**
 * The library's answers to five questions about each of 10,000 servers on four processes, from one
 * pass; and between them what it takes to have the dumps that they come from.
 */
final class OnePass implements Measurement {
  @Override
  public List<Row> measure(Bench bench) throws IOException, InterruptedException {
    try (var haproxy = Haproxy.start(bench, Site.BIG)) {
      var dump = Files.writeString(bench.newFile("question"), "show stat\n");
      var library = HAProxy.ofDirectory(haproxy.sockets());
      int warmUp = bench.rounds(20, 8);
      int rounds = bench.rounds(31, 7);
      var own = new ArrayList<Double>();
      var floor = new ArrayList<Double>();
      for (int i = 0; i < warmUp + rounds; i++) {
        double pass = pass(library);
        double dumps = Socats.send(dump, haproxy.socketList());
        if (i >= warmUp) {
          own.add(pass);
          floor.add(dumps);
        }
      }
      return List.of(
          Row.ofTimes(
              "library: five values of 10,000 servers",
              Cost.median(own),
              Cost.median(floor),
              2.0,
              1.2));
    }
  }

  private static long pass(HAProxy library) throws IOException, InterruptedException {
    long start = System.nanoTime();
    double sum = 0;
    int servers = 0;
    for (var server : library.statistics().servers()) {
      sum += server.status().get().length();
      sum += server.weight().get().orElse(0);
      sum += server.metric("scur").orElse(0);
      sum += server.metric("stot").orElse(0);
      sum += server.metric("bin").orElse(0);
      servers++;
    }
    if (servers != 10_000 || sum == 0) {
      throw new IOException(
          "there are %d servers, and their values add up to %f".formatted(servers, sum));
    }
    return System.nanoTime() - start;
  }
}
