package org.haproxystats.sink.graphite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.haproxystats.ClosedPort;
import org.haproxystats.config.TestConfiguration;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;
import org.haproxystats.sink.Sink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several relays in place of one. */
@Timeout(60)
class RelaysTest {
  private static final String LINE = "x.haproxy.frontend.web.stot 5 7\n";

  private final List<AutoCloseable> open = new ArrayList<>();
  private final BlockingQueue<String> first = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> second = new LinkedBlockingQueue<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable resource : open) {
      resource.close();
    }
  }

  private static AggregatedSnapshot snapshot() {
    var column = new MetricColumn.Longs(new Metric("stot", "", true), new long[] {5});
    var web = new StatObject(ObjectKind.FRONTEND, "", "web");
    return new AggregatedSnapshot(
        7, List.of(new MetricTable(ObjectKind.FRONTEND, List.of(web), List.of(column))));
  }

  private Receiver receiver(Receiver.Behaviour behaviour) throws IOException {
    var receiver = new Receiver(behaviour);
    open.add(receiver);
    return receiver;
  }

  private static Receiver.Behaviour readInto(BlockingQueue<String> all) {
    return socket -> all.add(new String(socket.getInputStream().readAllBytes(), US_ASCII));
  }

  private static List<GraphiteSink> sinks(String mode, int... ports) throws IOException {
    return sinks(60, mode, ports);
  }

  private static List<GraphiteSink> sinks(int confirmTimeout, String mode, int... ports)
      throws IOException {
    var relays = new ArrayList<String>();
    for (int port : ports) {
      relays.add("127.0.0.1:" + port);
    }
    var settings =
        TestConfiguration.graphite(
            """
            relays = %s
            relay-mode = %s
            namespace = x
            prefix-hostname = no
            retries = 0
            confirm-timeout = %d
            """
                .formatted(String.join(", ", relays), mode, confirmTimeout));
    return GraphiteSink.of(settings, new GraphiteNames(settings));
  }

  private int closedPort() throws IOException {
    var closed = ClosedPort.take();
    open.add(closed);
    return closed.number();
  }

  @Test
  void theFirstRelayThatWorksGetsTheSnapshot() throws Exception {
    var a = receiver(readInto(first));
    var b = receiver(readInto(second));

    var sink = sinks("failover", a.port(), b.port()).getFirst();
    assertThat(sink.name()).isEqualTo("graphite");
    assertThat(sink.deliver(snapshot())).isEqualTo(1);
    assertThat(first).containsExactly(LINE);
    assertThat(second).isEmpty();

    sink = sinks("failover", closedPort(), b.port()).getFirst();
    assertThat(sink.deliver(snapshot())).isEqualTo(1);
    assertThat(second).containsExactly(LINE);
  }

  @Test
  void aRelayThatDoesNotConfirmIsFollowedByTheNextAndThenTriedLast() throws Exception {
    var end = new CountDownLatch(1);
    open.add(end::countDown);
    var a =
        receiver(
            socket -> {
              readInto(first).handle(socket);
              end.await();
            });
    var b = receiver(readInto(second));
    // Long enough for the one that is well.
    var sink = sinks(3, "failover", a.port(), b.port()).getFirst();

    assertThat(sink.deliver(snapshot())).isEqualTo(1);
    assertThat(sink.deliver(snapshot())).isEqualTo(1);

    assertThat(first).containsExactly(LINE);
    assertThat(second).containsExactly(LINE, LINE);
  }

  @Test
  void whenNoRelayWorksTheErrorNamesEachOfThem() throws Exception {
    int a = closedPort();
    int b = closedPort();
    var sink = sinks("failover", a, b).getFirst();

    assertThatIOException()
        .isThrownBy(() -> sink.deliver(snapshot()))
        .withMessageContainingAll(
            "Graphite at 127.0.0.1:%d: ".formatted(a), "; Graphite at 127.0.0.1:%d: ".formatted(b));
  }

  @Test
  void whereAllHaveToConfirmEachRelayIsASinkOfItsOwn() throws Exception {
    var works = new AtomicBoolean();
    var a =
        receiver(
            socket -> {
              if (works.get()) {
                readInto(first).handle(socket);
              }
            });
    var b = receiver(readInto(second));

    var sinks = sinks("all", a.port(), b.port());

    assertThat(sinks)
        .extracting(Sink::name)
        .containsExactly("graphite-127-0-0-1-" + a.port(), "graphite-127-0-0-1-" + b.port());
    assertThatIOException().isThrownBy(() -> sinks.get(0).deliver(snapshot()));
    assertThat(sinks.get(1).deliver(snapshot())).isEqualTo(1);
    works.set(true);
    assertThat(sinks.get(0).deliver(snapshot())).isEqualTo(1);
    assertThat(first).containsExactly(LINE);
    assertThat(second).containsExactly(LINE);
  }
}
