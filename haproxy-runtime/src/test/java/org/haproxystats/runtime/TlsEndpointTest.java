package org.haproxystats.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.haproxystats.runtime.EndpointException.Reason;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class TlsEndpointTest {
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final String PASSWORD = "secret";

  @TempDir private static Path folder;

  @BeforeAll
  static void makeCertificates() throws Exception {
    makeCertificate("server", "localhost");
    makeCertificate("client", "somebody");
  }

  /** One PEM file with a key and its certificate, which is its own authority. */
  private static void makeCertificate(String name, String host) throws Exception {
    var file = folder.resolve(name + ".p12");
    var keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                name,
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-storetype",
                "PKCS12",
                "-keystore",
                file.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor()).isZero();
    var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
    var mime = Base64.getMimeEncoder(64, new byte[] {'\n'});
    Files.writeString(
        folder.resolve(name + ".pem"),
        """
        -----BEGIN PRIVATE KEY-----
        %s
        -----END PRIVATE KEY-----
        -----BEGIN CERTIFICATE-----
        %s
        -----END CERTIFICATE-----
        """
            .formatted(
                mime.encodeToString(store.getKey(name, PASSWORD.toCharArray()).getEncoded()),
                mime.encodeToString(store.getCertificate(name).getEncoded())));
  }

  private interface Peer {
    void serve(Socket connection) throws Exception;
  }

  /** The server's side. */
  private static TlsSettings own() {
    return new TlsSettings(
        Optional.of(folder.resolve("client.pem")),
        Optional.of(folder.resolve("server.pem")),
        false);
  }

  private static SSLServerSocket listen(boolean wantsClient, Peer peer) throws IOException {
    var server =
        (SSLServerSocket)
            own()
                .context()
                .getServerSocketFactory()
                .createServerSocket(0, 10, InetAddress.getLoopbackAddress());
    server.setNeedClientAuth(wantsClient);
    serve(server, peer);
    return server;
  }

  private static void serve(ServerSocket server, Peer peer) {
    Thread.ofVirtual()
        .start(
            () -> {
              try (var connection = server.accept()) {
                peer.serve(connection);
              } catch (Exception _) {
                // What the test is about, or its end.
              }
            });
  }

  private static void answer(Socket connection, String text) throws IOException {
    new BufferedReader(new InputStreamReader(connection.getInputStream(), UTF_8)).readLine();
    connection.getOutputStream().write(text.getBytes(UTF_8));
    connection.getOutputStream().flush();
  }

  private static Endpoint endpoint(ServerSocket server, String options) {
    return Endpoint.parse("tls://localhost:" + server.getLocalPort() + options);
  }

  private static String trusting() {
    return "?ca=" + folder.resolve("server.pem");
  }

  private static String ask(Endpoint endpoint) throws Exception {
    var deadline = Deadline.after(LONG);
    try (var connection = RuntimeConnection.open(endpoint, LONG, deadline)) {
      return new String(connection.ask("show info", deadline), UTF_8);
    }
  }

  @Test
  void aLongAnswerArrivesWholeOverTls() throws Exception {
    var text = "0123456789 äöü\n".repeat(200_000);
    try (var server = listen(false, connection -> answer(connection, text))) {
      assertThat(ask(endpoint(server, trusting()))).isEqualTo(text);
    }
  }

  @Test
  void aPeerThatIsNotTrustedIsRefused() throws Exception {
    try (var server = listen(false, connection -> answer(connection, "Name: HAProxy\n"))) {
      var failure = catchThrowableOfType(EndpointException.class, () -> ask(endpoint(server, "")));
      assertThat(failure.reason()).isEqualTo(Reason.TLS_FAILED);
    }
  }

  @Test
  void aCertificateForAnotherHostIsRefusedUnlessNamesAreNotChecked() throws Exception {
    var other = "?ca=" + folder.resolve("server.pem");
    try (var server = listen(false, connection -> answer(connection, "Name: HAProxy\n"))) {
      var endpoint = Endpoint.parse("tls://127.0.0.1:" + server.getLocalPort() + other);
      assertThat(catchThrowableOfType(EndpointException.class, () -> ask(endpoint)).reason())
          .isEqualTo(Reason.TLS_FAILED);
    }
    try (var server = listen(false, connection -> answer(connection, "Name: HAProxy\n"))) {
      var port = server.getLocalPort();
      assertThat(ask(Endpoint.parse("tls://127.0.0.1:" + port + other + "&check-name=no")))
          .isEqualTo("Name: HAProxy\n");
    }
  }

  @Test
  void aClientCertificateIsShownWhereItIsWanted() throws Exception {
    try (var server = listen(true, connection -> answer(connection, "Name: HAProxy\n"))) {
      assertThat(ask(endpoint(server, trusting() + "&cert=" + folder.resolve("client.pem"))))
          .isEqualTo("Name: HAProxy\n");
    }
    try (var server = listen(true, connection -> answer(connection, "Name: HAProxy\n"))) {
      assertThatThrownBy(() -> ask(endpoint(server, trusting())))
          .isInstanceOf(EndpointException.class);
    }
  }

  @Test
  void anAnswerThatEndsWithoutTheFarewellOfTlsFails() throws Exception {
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      serve(
          server,
          plain -> {
            var tls =
                (SSLSocket) own().context().getSocketFactory().createSocket(plain, null, true);
            tls.setUseClientMode(false);
            answer(tls, "Name: HAProxy\n");
            plain.close();
          });
      var failure =
          catchThrowableOfType(EndpointException.class, () -> ask(endpoint(server, trusting())));
      assertThat(failure.reason()).isEqualTo(Reason.BROKEN);
    }
  }

  @Test
  void aPeerWithoutTlsIsToldSo() throws Exception {
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      serve(server, connection -> answer(connection, "Name: HAProxy\n"));
      var failure =
          catchThrowableOfType(EndpointException.class, () -> ask(endpoint(server, trusting())));
      assertThat(failure.reason()).isIn(Reason.TLS_FAILED, Reason.CONNECT_FAILED);
    }
  }

  @Test
  void aHandshakeThatHangsEndsInTime() throws Exception {
    try (var server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
      var failure =
          catchThrowableOfType(
              EndpointException.class,
              () ->
                  RuntimeConnection.open(
                      endpoint(server, trusting()), Duration.ofMillis(50), Deadline.never()));
      assertThat(failure.reason()).isEqualTo(Reason.CONNECT_TIMEOUT);
    }
  }

  @Test
  void aFileWithoutAKeyIsNamed() {
    var ca = folder.resolve("none.pem");
    assertThatThrownBy(
            () -> {
              Files.writeString(ca, "nothing");
              new TlsSettings(Optional.empty(), Optional.of(ca), true).context();
            })
        .isInstanceOf(IOException.class)
        .hasMessageContaining(ca.toString());
  }
}
