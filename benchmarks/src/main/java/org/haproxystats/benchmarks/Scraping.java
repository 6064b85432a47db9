package org.haproxystats.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * How long a scrape of the page for Prometheus takes with 10,000 servers, and one of the page of
 * HAProxy's own exporter between them. The two pages are nearly of the same size; the times are
 * those of as many bytes.
 */
final class Scraping implements Measurement {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int LARGE = 10_000_000;

  /** One page: how many bytes, and how long it took until the last of them was there. */
  private record Page(long bytes, long nanos) {
    double nanosFor(long asManyBytes) {
      return (double) nanos * asManyBytes / bytes;
    }
  }

  @Override
  public List<Row> measure(Bench bench) throws IOException, InterruptedException {
    int theirPort = freePort();
    int ownPort = freePort();
    var exporter =
        """
        frontend exporter
          bind 127.0.0.1:%d
          http-request use-service prometheus-exporter
        """
            .formatted(theirPort);
    try (var haproxy = Haproxy.start(bench, Site.SINGLE, exporter)) {
      // The section [graphite] is the last one, so another one can follow it.
      var configuration =
          Spool.create(bench)
              .configuration(
                  haproxy.sockets(),
                  1,
                  "graphite:enabled = false",
                  "graphite:[prometheus]",
                  "graphite:port = " + ownPort);
      try (var run =
          Program.start(bench, bench.program("haproxystats") + " run -f " + configuration)) {
        awaitPage(run, ownPort);
        return List.of(compare(bench, run, ownPort, theirPort));
      }
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static void awaitPage(Program run, int port) throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (System.nanoTime() - start < LIMIT.toNanos()) {
      run.requireAlive();
      try {
        if (scrape(port).bytes() > LARGE) {
          return;
        }
      } catch (ConnectException e) {
        // It does not listen yet.
      }
      Thread.sleep(Duration.ofMillis(200));
    }
    throw new IOException("there is no page with all servers:\n" + run.lastOutput());
  }

  private static Row compare(Bench bench, Program run, int ownPort, int theirPort)
      throws IOException {
    int warmUp = bench.rounds(30, 8);
    int rounds = bench.rounds(50, 8);
    var own = new ArrayList<Double>();
    var theirs = new ArrayList<Double>();
    for (int i = 0; i < warmUp + rounds; i++) {
      run.requireAlive();
      var page = scrape(ownPort);
      var theirPage = scrape(theirPort);
      if (i >= warmUp) {
        own.add(page.nanosFor(theirPage.bytes()));
        theirs.add((double) theirPage.nanos());
      }
    }
    return Row.ofTimes("prometheus: scrape", Cost.median(own), Cost.median(theirs), 1.0, 0.5);
  }

  private static Page scrape(int port) throws IOException {
    long start = System.nanoTime();
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket
          .getOutputStream()
          .write(
              "GET /metrics HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                  .getBytes(US_ASCII));
      var buffer = new byte[256 * 1024];
      var in = socket.getInputStream();
      long bytes = 0;
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        bytes += read;
      }
      return new Page(bytes, System.nanoTime() - start);
    }
  }
}
