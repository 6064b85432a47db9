package org.haproxystats.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.haproxystats.runtime.EndpointException.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class RuntimeConnectionTest {
  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(50);

  @TempDir private Path folder;
  private Path path;
  private Endpoint endpoint;

  @BeforeEach
  void nameTheSocket() {
    path = folder.resolve("admin.sock");
    endpoint = new Endpoint.Unix(path);
  }

  /** What the peer does with the one connection that it takes. */
  private interface Peer {
    void serve(SocketChannel connection) throws Exception;
  }

  private ServerSocketChannel listen() throws IOException {
    return ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path));
  }

  private static void serveOne(ServerSocketChannel server, Peer peer) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (var connection = server.accept()) {
                peer.serve(connection);
              } catch (Exception _) {
                // The test ended first.
              }
            });
  }

  private static String readLine(SocketChannel connection) throws IOException {
    var line = new StringBuilder();
    var one = ByteBuffer.allocate(1);
    while (connection.read(one) == 1 && one.get(0) != '\n') {
      line.append((char) one.get(0));
      one.clear();
    }
    return line.toString();
  }

  private static void write(SocketChannel connection, String text) throws IOException {
    var bytes = US_ASCII.encode(text);
    while (bytes.hasRemaining()) {
      connection.write(bytes);
    }
  }

  private static String ask(Endpoint endpoint, Duration limit)
      throws IOException, InterruptedException {
    var answer = new ByteArrayOutputStream();
    try (var connection = RuntimeConnection.open(endpoint, LONG, Deadline.never())) {
      connection.ask(
          "show info",
          Deadline.after(limit),
          bytes -> answer.writeBytes(US_ASCII.decode(bytes).toString().getBytes(US_ASCII)));
    }
    return answer.toString(US_ASCII);
  }

  private Reason failureOfAsk(Duration limit) {
    var failure = catchThrowableOfType(EndpointException.class, () -> ask(endpoint, limit));
    assertThat(failure).hasMessageStartingWith(endpoint + ": ");
    assertThat(failure.endpoint()).isEqualTo(endpoint);
    return failure.reason();
  }

  private Reason failureOfOpen(Endpoint endpoint, Duration timeout) {
    var failure =
        catchThrowableOfType(
            EndpointException.class,
            () -> RuntimeConnection.open(endpoint, timeout, Deadline.never()).close());
    assertThat(failure).hasMessageStartingWith(endpoint + ": ");
    return failure.reason();
  }

  @Test
  void theLineIsSentAndTheAnswerIsReadToItsEnd() throws Exception {
    var asked = new CompletableFuture<String>();
    try (var server = listen()) {
      serveOne(
          server,
          connection -> {
            asked.complete(readLine(connection));
            write(connection, "Name: HAProxy\n\n");
          });
      assertThat(ask(endpoint, LONG)).isEqualTo("Name: HAProxy\n\n");
      assertThat(asked.get()).isEqualTo("show info");
    }
  }

  @Test
  void aLineThatWouldBeTwoIsRefused() throws Exception {
    try (var server = listen();
        var connection = RuntimeConnection.open(endpoint, LONG, Deadline.never())) {
      assertThat(server.isOpen()).isTrue();
      assertThatThrownBy(() -> connection.ask("show info\nclear counters all", Deadline.never()))
          .isInstanceOf(UnsendableValueException.class)
          .hasMessageContaining("line feed");
    }
  }

  @Test
  void anAnswerLargerThanAllBuffersComesInFull() throws Exception {
    var answer = "0123456789abcde\n".repeat(100_000);
    try (var server = listen()) {
      serveOne(
          server,
          connection -> {
            readLine(connection);
            write(connection, answer);
          });
      assertThat(ask(endpoint, LONG)).isEqualTo(answer);
    }
  }

  @Test
  void aTcpEndpointIsAskedTheSameWay() throws Exception {
    try (var server =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      serveOne(
          server,
          connection -> {
            readLine(connection);
            write(connection, "\n");
          });
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      assertThat(ask(new Endpoint.Tcp("localhost", port), LONG)).isEqualTo("\n");
    }
  }

  @Test
  void aSocketThatIsNotThereIsToldFromOneThatNobodyListensOn() throws Exception {
    assertThat(failureOfOpen(endpoint, LONG)).isEqualTo(Reason.NO_SOCKET);
    listen().close();
    assertThat(failureOfOpen(endpoint, LONG)).isEqualTo(Reason.REFUSED);
  }

  @Test
  void aTcpPortThatNobodyListensOnIsRefused() throws Exception {
    try (var bound = new Socket()) { // So that nobody else listens there meanwhile.
      bound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      assertThat(failureOfOpen(new Endpoint.Tcp("127.0.0.1", bound.getLocalPort()), LONG))
          .isEqualTo(Reason.REFUSED);
    }
  }

  @Test
  void aNameWithoutAnAddressIsAnUnknownHost() {
    // No resolver knows a name below the top-level domain that is reserved for this.
    assertThat(failureOfOpen(new Endpoint.Tcp("nobody.invalid", 9), LONG))
        .isEqualTo(Reason.UNKNOWN_HOST);
  }

  @Test
  void aFullQueueOfConnectionsIsTriedUntilTheConnectTimeout() throws Exception {
    try (var server =
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
            .bind(UnixDomainSocketAddress.of(path), 1)) {
      try (var _ = RuntimeConnection.open(endpoint, LONG, Deadline.never());
          var _ = RuntimeConnection.open(endpoint, LONG, Deadline.never())) {
        assertThat(failureOfOpen(endpoint, SHORT)).isEqualTo(Reason.CONNECT_TIMEOUT);
        var waiting =
            new FutureTask<>(() -> RuntimeConnection.open(endpoint, LONG, Deadline.never()));
        var thread = Thread.ofVirtual().start(waiting);
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        server.accept().close();
        waiting.get().close();
      }
    }
  }

  @Test
  void aPeerThatClosesWithoutAnAnswerGaveNone() throws Exception {
    try (var server = listen()) {
      serveOne(server, RuntimeConnectionTest::readLine);
      assertThat(failureOfAsk(LONG)).isEqualTo(Reason.NO_ANSWER);
    }
  }

  @Test
  void aResetInTheMiddleIsTold() throws Exception {
    try (var server =
        ServerSocketChannel.open()
            .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
      var gotFirst = new CountDownLatch(1);
      serveOne(
          server,
          connection -> {
            readLine(connection);
            write(connection, "Name: ");
            gotFirst.await();
            connection.setOption(StandardSocketOptions.SO_LINGER, 0);
          });
      int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
      var tcp = new Endpoint.Tcp("127.0.0.1", port);
      try (var connection = RuntimeConnection.open(tcp, LONG, Deadline.never())) {
        assertThatThrownBy(
                () -> connection.ask("show info", Deadline.never(), _ -> gotFirst.countDown()))
            .isInstanceOfSatisfying(
                EndpointException.class, e -> assertThat(e.reason()).isEqualTo(Reason.BROKEN))
            .hasMessageContaining("broken off after 6 bytes");
      }
    }
  }

  @Test
  void aPeerThatNeverAnswersIsGivenUpAtTheDeadline() throws Exception {
    var end = new CountDownLatch(1);
    try (var server = listen()) {
      serveOne(server, _ -> end.await());
      assertThat(failureOfAsk(SHORT)).isEqualTo(Reason.TIMEOUT);
      end.countDown();
    }
  }

  @Test
  void aPeerThatNeverStopsSendingIsGivenUpAtTheDeadline() throws Exception {
    try (var server = listen()) {
      serveOne(
          server,
          connection -> {
            while (true) {
              write(connection, "Name: HAProxy\n");
            }
          });
      assertThat(failureOfAsk(SHORT)).isEqualTo(Reason.TIMEOUT);
    }
  }

  @Test
  void anInterruptEndsTheWaitForAnAnswer() throws Exception {
    var end = new CountDownLatch(1);
    try (var server = listen()) {
      var taken = new CountDownLatch(1);
      serveOne(
          server,
          connection -> {
            readLine(connection);
            taken.countDown();
            end.await();
          });
      var task = new FutureTask<>(() -> ask(endpoint, LONG));
      var thread = Thread.ofVirtual().start(task);
      taken.await();
      thread.interrupt();
      assertThatThrownBy(task::get)
          .isInstanceOf(ExecutionException.class)
          .hasCauseInstanceOf(InterruptedException.class);
      end.countDown();
    }
  }

  @Test
  void whatTheSinkThrowsComesOutAsItIs() throws Exception {
    try (var server = listen()) {
      serveOne(
          server,
          connection -> {
            readLine(connection);
            write(connection, "Name: ");
          });
      var full = new IOException("No space left on device");
      try (var connection = RuntimeConnection.open(endpoint, LONG, Deadline.never())) {
        assertThatThrownBy(
                () ->
                    connection.ask(
                        "show info",
                        Deadline.never(),
                        _ -> {
                          throw full;
                        }))
            .isSameAs(full);
      }
    }
  }
}
