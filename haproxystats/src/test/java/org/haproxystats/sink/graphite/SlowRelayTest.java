package org.haproxystats.sink.graphite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.haproxystats.config.GraphiteSettings;
import org.haproxystats.config.TestConfiguration;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A relay that is well, but busy with something else for longer than a write may take. */
@Timeout(60)
class SlowRelayTest {
  private static final int PAUSE_MILLIS = 1000;

  /** More than the buffers of both ends can hold. */
  private static final AggregatedSnapshot LARGE = large();

  private static final String LINE = "lb.haproxy.frontend.f100000.stot 0 7\n";

  @Test
  void aRelayThatPausesLongerThanAWriteMayTakeGetsEverythingInTheEnd() throws Exception {
    var mostRead = new AtomicLong();
    try (var listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Thread.startVirtualThread(() -> acceptAll(listener, mostRead));
      var settings = settings(listener.getLocalPort());
      var sink = new GraphiteSink(settings, new GraphiteNames(settings));

      int attempts = 1;
      while (!delivered(sink)) {
        assertThat(attempts++).isLessThan(9);
      }
      assertThat(mostRead).hasValue(400_000L * LINE.length());
    }
  }

  private static boolean delivered(GraphiteSink sink) throws InterruptedException {
    try {
      return sink.deliver(LARGE) == 400_000;
    } catch (IOException e) {
      assertThat(e).hasMessageContaining("it took nothing for");
      return false;
    }
  }

  private static void acceptAll(ServerSocket listener, AtomicLong mostRead) {
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        Thread.startVirtualThread(() -> pauseAndRead(socket, mostRead));
      } catch (IOException e) {
        return;
      }
    }
  }

  private static void pauseAndRead(Socket socket, AtomicLong mostRead) {
    try (socket) {
      Thread.sleep(PAUSE_MILLIS);
      long length = socket.getInputStream().readAllBytes().length;
      mostRead.accumulateAndGet(length, Math::max);
    } catch (IOException | InterruptedException e) {
      // The sender went away; it comes again.
    }
  }

  private static GraphiteSettings settings(int port) {
    return TestConfiguration.graphite(
        """
        namespace = lb
        prefix-hostname = no
        port = %d
        retries = 0
        connect-timeout = 10
        write-timeout = 0.05
        delay = 0
        """
            .formatted(port));
  }

  private static AggregatedSnapshot large() {
    int rows = 400_000;
    var objects =
        IntStream.range(0, rows)
            .mapToObj(i -> new StatObject(ObjectKind.FRONTEND, "", "f" + (100_000 + i)))
            .toList();
    var column = new MetricColumn.Longs(new Metric("stot", "", true), new long[rows]);
    return new AggregatedSnapshot(
        7, List.of(new MetricTable(ObjectKind.FRONTEND, objects, List.of(column))));
  }
}
