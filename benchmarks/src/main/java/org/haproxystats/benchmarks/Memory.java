package org.haproxystats.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The memory of {@code haproxystats run}, which pulls and processes a site once a second: the
 * median of what is resident after each snapshot once it is warm, and the most that ever was.
 */
final class Memory implements Measurement {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Duration UNTIL_DELIVERED = Duration.ofMillis(700);

  @Override
  public List<Row> measure(Bench bench) throws IOException, InterruptedException {
    return List.of(resident(bench, Site.BIG, 160, 110), resident(bench, Site.SMALL, 80, 60));
  }

  private static Row resident(Bench bench, Site site, double target, double stretch)
      throws IOException, InterruptedException {
    var spool = Spool.create(bench);
    try (var haproxy = Haproxy.start(bench, site);
        var receiver = Receiver.start();
        var arrivals = Arrivals.in(spool.incoming());
        var run =
            Program.start(
                bench,
                bench.program("haproxystats")
                    + " run -f "
                    + spool.configuration(
                        haproxy.sockets(), receiver.port(), "pull:pull-interval = 1"))) {
      int rounds = bench.rounds(60, 8);
      var samples = new ArrayList<Double>();
      for (int i = 0; i < rounds; i++) {
        arrivals.next(run, LIMIT);
        Thread.sleep(UNTIL_DELIVERED);
        if (i >= rounds / 2) {
          samples.add(run.residentBytes() / 1e6);
        }
      }
      double median = Cost.median(samples);
      return Row.of("run: memory, %s site".formatted(site.name()), median, "MB", target, stretch)
          .withMeasured("at most %.0f MB".formatted(run.peakBytes() / 1e6));
    }
  }
}
