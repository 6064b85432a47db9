package org.haproxystats.sink.graphite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.haproxystats.ClosedPort;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GraphiteSinkTest {
  private static final AggregatedSnapshot SMALL = snapshot(3);

  /** More than the buffers of both ends can hold. */
  private static final AggregatedSnapshot LARGE = snapshot(400_000);

  private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final List<AutoCloseable> open = new ArrayList<>();

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable resource : open) {
      resource.close();
    }
  }

  private static AggregatedSnapshot snapshot(int rows) {
    var objects =
        IntStream.range(0, rows)
            .mapToObj(i -> new StatObject(ObjectKind.FRONTEND, "", "f" + i))
            .toList();
    var values = IntStream.range(0, rows).asLongStream().toArray();
    var column = new MetricColumn.Longs(new Metric("stot", "", true), values);
    return new AggregatedSnapshot(
        7, List.of(new MetricTable(ObjectKind.FRONTEND, objects, List.of(column))));
  }

  private Receiver receiver(Receiver.Behaviour behaviour) throws IOException {
    var receiver = new Receiver(behaviour);
    open.add(receiver);
    return receiver;
  }

  private Receiver.Behaviour readAll() {
    return socket -> received.add(new String(socket.getInputStream().readAllBytes(), US_ASCII));
  }

  private static GraphiteSink sinkTo(int port) {
    return sinkTo("127.0.0.1", port, 0);
  }

  private static GraphiteSink sinkTo(String server, int port, int retries) {
    var settings = Settings.receiver(server, port, retries);
    return new GraphiteSink(settings, new GraphiteNames(settings));
  }

  private int closedPort() throws IOException {
    var closed = ClosedPort.take();
    open.add(closed);
    return closed.number();
  }

  private static void assertNotConfirmed(int port, AggregatedSnapshot snapshot, String reason) {
    assertNotConfirmed(sinkTo(port), port, snapshot, reason);
  }

  private static void assertGivenUp(int port, AggregatedSnapshot snapshot, String reason) {
    var settings = Settings.impatient(port);
    var sink = new GraphiteSink(settings, new GraphiteNames(settings));
    assertNotConfirmed(sink, port, snapshot, reason);
  }

  private static void assertNotConfirmed(
      GraphiteSink sink, int port, AggregatedSnapshot snapshot, String reason) {
    assertThatThrownBy(() -> sink.deliver(snapshot))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Graphite at 127.0.0.1:" + port)
        .message()
        .containsPattern(reason);
  }

  @Test
  void aReceiverThatReadsAllAndClosesHasConfirmed() throws Exception {
    var receiver = receiver(readAll());
    assertThat(sinkTo(receiver.port()).deliver(SMALL)).isEqualTo(3);
    assertThat(received.take())
        .isEqualTo(
            """
            loadbalancers.lb-01_example_com.haproxy.frontend.f0.stot 0 7
            loadbalancers.lb-01_example_com.haproxy.frontend.f1.stot 1 7
            loadbalancers.lb-01_example_com.haproxy.frontend.f2.stot 2 7
            """);
  }

  @Test
  void aLargeSnapshotArrivesWhole() throws Exception {
    var receiver = receiver(readAll());
    assertThat(sinkTo(receiver.port()).deliver(LARGE)).isEqualTo(400_000);
    assertThat(received.take().lines())
        .hasSize(400_000)
        .endsWith("loadbalancers.lb-01_example_com.haproxy.frontend.f399999.stot 399999 7");
  }

  @Test
  void oneSinkDeliversOneSnapshotAfterTheOther() throws Exception {
    var receiver = receiver(readAll());
    var sink = sinkTo(receiver.port());
    sink.deliver(SMALL);
    sink.deliver(SMALL);
    assertThat(received.take()).isEqualTo(received.take());
  }

  @Test
  void aRefusedConnectIsNoConfirmation() throws Exception {
    assertNotConfirmed(closedPort(), SMALL, "refused");
  }

  @Test
  void aReceiverThatComesDuringTheRoundGetsTheSnapshot() throws Exception {
    int port = closedPort();
    var delivery =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return sinkTo("127.0.0.1", port, -1).deliver(SMALL);
              } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
              }
            });
    open.add(new Receiver(port, readAll()));
    assertThat(delivery.get(30, TimeUnit.SECONDS)).isEqualTo(3);
  }

  @Test
  void aConnectThatIsNotAnsweredEndsWithItsTimeout() throws Exception {
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      for (int i = 0; i < 4; i++) { // Nobody accepts, so these fill the listener's queue.
        var channel = SocketChannel.open();
        open.add(channel);
        channel.configureBlocking(false);
        channel.connect(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), listener.getLocalPort()));
      }
      assertNotConfirmed(listener.getLocalPort(), SMALL, "no connection within 1.0 s");
    }
  }

  @Test
  void aNameThatCannotBeResolvedIsTold() {
    assertThatThrownBy(() -> sinkTo("no-such-relay.invalid", 2003, 0).deliver(SMALL))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("Graphite at no-such-relay.invalid:2003")
        .hasMessageContaining("cannot be resolved");
  }

  @Test
  void aReceiverThatNeverReadsIsGivenUpWhenItTakesNothing() throws Exception {
    var done = new CountDownLatch(1);
    var receiver = receiver(socket -> done.await());
    assertGivenUp(receiver.port(), LARGE, "took nothing for 0.3 s");
    done.countDown();
  }

  @Test
  void whatLiesInTheBuffersOfAReceiverThatNeverReadsIsNotConfirmed() throws Exception {
    var done = new CountDownLatch(1);
    var receiver = receiver(socket -> done.await());
    assertGivenUp(receiver.port(), SMALL, "did not close its side");
    done.countDown();
  }

  @Test
  void aReceiverThatReadsAllButNeverClosesHasNotConfirmed() throws Exception {
    var done = new CountDownLatch(1);
    var receiver =
        receiver(
            socket -> {
              socket.getInputStream().readAllBytes();
              done.await();
            });
    assertGivenUp(receiver.port(), SMALL, "did not close its side");
    done.countDown();
  }

  @Test
  void aResetInTheMiddleIsNoConfirmation() throws Exception {
    var receiver =
        receiver(
            socket -> {
              socket.getInputStream().readNBytes(100_000);
              socket.setSoLinger(true, 0);
            });
    assertNotConfirmed(receiver.port(), LARGE, "reset|pipe|closed the connection");
  }

  @Test
  void anEndInTheMiddleIsNoConfirmation() throws Exception {
    var receiver = receiver(socket -> socket.getInputStream().readNBytes(100_000));
    assertNotConfirmed(receiver.port(), LARGE, "reset|pipe|closed the connection");
  }

  @Test
  void aReceiverThatHangsUpAtOnceHasNotConfirmed() throws Exception {
    var receiver = receiver(socket -> {});
    assertNotConfirmed(receiver.port(), SMALL, "reset|pipe|closed the connection");
  }

  @Test
  void aReceiverThatEndsItsSideBeforeItHasEverythingHasNotConfirmed() throws Exception {
    var receiver =
        receiver(
            socket -> {
              socket.shutdownOutput();
              socket.getInputStream().readAllBytes();
            });
    assertNotConfirmed(receiver.port(), LARGE, "closed the connection before");
  }

  @Test
  void afterAFailureTheWholeSnapshotComesAgain() throws Exception {
    var connections = new AtomicInteger();
    var readAll = readAll();
    var receiver =
        receiver(
            socket -> {
              if (connections.getAndIncrement() == 0) {
                socket.getInputStream().readNBytes(100_000);
              } else {
                readAll.handle(socket);
              }
            });
    var sink = sinkTo(receiver.port());
    assertThatThrownBy(() -> sink.deliver(LARGE)).isInstanceOf(IOException.class);
    sink.deliver(LARGE);
    assertThat(received.take().lines())
        .hasSize(400_000)
        .startsWith("loadbalancers.lb-01_example_com.haproxy.frontend.f0.stot 0 7");
  }

  @Test
  void anInterruptEndsTheWaitForTheReceiver() throws Exception {
    var accepted = new CountDownLatch(1);
    var done = new CountDownLatch(1);
    var receiver =
        receiver(
            socket -> {
              accepted.countDown();
              done.await();
            });
    var settings = Settings.receiver("127.0.0.1", receiver.port(), 0);
    var sink = new GraphiteSink(settings, new GraphiteNames(settings));
    var thrown = new AtomicReference<@Nullable Exception>();
    var thread =
        Thread.startVirtualThread(
            () -> {
              try {
                sink.deliver(SMALL);
              } catch (IOException | InterruptedException e) {
                thrown.set(e);
              }
            });
    accepted.await();
    thread.interrupt();
    await().until(() -> thrown.get() instanceof InterruptedException);
    done.countDown();
  }
}
