package org.haproxystats.integration;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** A client that looks at the certificate of a TLS server on a UNIX socket. */
public final class TlsVisitor {
  private TlsVisitor() {}

  /** Takes every certificate, since it is here to see which one there is. */
  private static final class Curious implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  /** The certificate that a new connection gets. */
  public static X509Certificate certificate(Path socket)
      throws IOException, GeneralSecurityException {
    var context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new Curious()}, new SecureRandom());
    // The JDK speaks TLS over TCP, so one connection is passed on.
    try (var listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> passOn(listener, socket));
      try (var client =
          (SSLSocket)
              context
                  .getSocketFactory()
                  .createSocket(listener.getInetAddress(), listener.getLocalPort())) {
        client.setSoTimeout(20_000);
        client.startHandshake();
        return (X509Certificate) client.getSession().getPeerCertificates()[0];
      }
    }
  }

  private static void passOn(ServerSocket listener, Path socket) {
    try (var client = listener.accept();
        var server = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      var back =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (var out = client.getOutputStream()) {
                      Channels.newInputStream(server).transferTo(out);
                    } catch (IOException _) {
                      // The client has seen enough.
                    }
                  });
      client.getInputStream().transferTo(Channels.newOutputStream(server));
      server.shutdownOutput();
      back.join();
    } catch (IOException | InterruptedException _) {
      // The client learns of it by the end of its connection.
    }
  }
}
