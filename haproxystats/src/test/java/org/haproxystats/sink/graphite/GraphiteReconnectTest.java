package org.haproxystats.sink.graphite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.logging.Level;
import org.haproxystats.ClosedPort;
import org.haproxystats.Log;
import org.haproxystats.config.TestConfiguration;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How often, with which pauses, and to which addresses a relay that is away is connected. */
@Timeout(60)
class GraphiteReconnectTest {
  private static final AggregatedSnapshot SNAPSHOT =
      new AggregatedSnapshot(
          7,
          List.of(
              new MetricTable(
                  ObjectKind.DAEMON,
                  List.of(new StatObject(ObjectKind.DAEMON, "", "")),
                  List.of(
                      new MetricColumn.Longs(
                          new Metric("CurrConns", "", false), new long[] {5})))));

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

  private Receiver receiver() throws IOException {
    return new Receiver(
        socket -> received.add(new String(socket.getInputStream().readAllBytes(), US_ASCII)));
  }

  private static GraphiteSink sink(String options) {
    var settings = TestConfiguration.graphite("namespace = n\nprefix-hostname = no\n" + options);
    return new GraphiteSink(settings, new GraphiteNames(settings));
  }

  /** What the log says after each failed connect but the last. */
  private static List<String> pauses(String options) throws IOException {
    try (var closed = ClosedPort.take();
        var log = new Log(GraphiteSink.class.getPackage())) {
      int port = closed.number();
      var sink = sink("port = %d\n%s".formatted(port, options));
      assertThatThrownBy(() -> sink.deliver(SNAPSHOT))
          .isInstanceOf(IOException.class)
          .hasMessage("Graphite at 127.0.0.1:%d: Connection refused", port);
      return log.messages(Level.FINE).stream()
          .filter(message -> message.startsWith("Graphite at 127.0.0.1:" + port))
          .map(message -> message.substring(message.indexOf("; ") + 2))
          .toList();
    }
  }

  @Test
  void eachPauseIsTheOneBeforeTimesTheBackoff() throws Exception {
    assertThat(pauses("retries = 4\ninterval = 0.002\nbackoff = 3"))
        .containsExactly(
            "next attempt in 2.0 ms",
            "next attempt in 6.0 ms",
            "next attempt in 18.0 ms",
            "next attempt in 54.0 ms");
  }

  @Test
  void aBackoffOfOneKeepsThePause() throws Exception {
    assertThat(pauses("retries = 2\ninterval = 0.003\nbackoff = 1"))
        .containsExactly("next attempt in 3.0 ms", "next attempt in 3.0 ms");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "1, 1", "3, 3"})
  void aRoundHasOneConnectMoreThanRetries(int retries, int pauses) throws Exception {
    assertThat(pauses("retries = %d\ninterval = 0.001".formatted(retries))).hasSize(pauses);
  }

  @Test
  void everyAddressOfARelayIsTried() throws Exception {
    try (var receiver = receiver()) {
      // Nobody listens on the first two.
      RelayNames.lead("several.relay.test", "127.0.0.2", "127.0.0.3", "127.0.0.1");
      sink("server = several.relay.test\nport = %d\nretries = 0".formatted(receiver.port()))
          .deliver(SNAPSHOT);
      assertThat(received.take()).isEqualTo("n.haproxy.daemon.CurrConns 5 7\n");
    }
  }

  @Test
  void aRelayThatMovesIsFoundAtItsNewAddress() throws Exception {
    try (var receiver = receiver()) {
      RelayNames.lead("moving.relay.test", "127.0.0.2");
      var sink =
          sink("server = moving.relay.test\nport = %d\nretries = 0".formatted(receiver.port()));
      assertThatThrownBy(() -> sink.deliver(SNAPSHOT))
          .isInstanceOf(IOException.class)
          .hasMessage("Graphite at moving.relay.test:%d: Connection refused", receiver.port());
      RelayNames.lead("moving.relay.test", "127.0.0.1");
      sink.deliver(SNAPSHOT);
      assertThat(received.take()).isEqualTo("n.haproxy.daemon.CurrConns 5 7\n");
    }
  }

  @Test
  void delayAndQueueSizeAreThoseOfTheConfiguration() {
    assertThat(sink("delay = 2.5").retryDelay()).isEqualTo(Duration.ofMillis(2500));
    assertThat(sink("queue-size = 77").mostWaiting()).hasValue(77);
    assertThat(sink("").mostWaiting()).isEmpty();
  }
}
