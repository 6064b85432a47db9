package org.haproxystats.runtime;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/**
 * Whom a TLS connection trusts, and who it is itself. All files are PEM.
 *
 * @param ca the certificates that are trusted; empty: those of the Java that runs this
 * @param certificate the client's own certificate and its private key (PKCS #8, not encrypted) in
 *     one file, the chain after it; empty: none
 * @param checkName whether the server's certificate must be for the host that was asked for
 */
public record TlsSettings(Optional<Path> ca, Optional<Path> certificate, boolean checkName) {
  /** Trusts what Java trusts, and shows no certificate. */
  public static final TlsSettings USUAL = new TlsSettings(Optional.empty(), Optional.empty(), true);

  private static final Pattern KEY =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]*)-----END PRIVATE KEY-----");
  private static final List<String> ALGORITHMS = List.of("RSA", "EC", "EdDSA");
  private static final char[] NO_PASSWORD = {};

  /**
   * The same with one option of a URL: {@code ca=FILE}, {@code cert=FILE} or {@code check-name=no}.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  TlsSettings with(String option) {
    var value = option.substring(option.indexOf('=') + 1);
    return switch (option.substring(0, option.length() - value.length())) {
      case "ca=" -> new TlsSettings(Optional.of(Path.of(value)), certificate, checkName);
      case "cert=" -> new TlsSettings(ca, Optional.of(Path.of(value)), checkName);
      case "check-name=" -> new TlsSettings(ca, certificate, isYes(option, value));
      default -> throw unknown(option);
    };
  }

  private static boolean isYes(String option, String value) {
    return switch (value) {
      case "yes" -> true;
      case "no" -> false;
      default -> throw unknown(option);
    };
  }

  private static IllegalArgumentException unknown(String option) {
    return new IllegalArgumentException(
        "'" + option + "' is none of ca=FILE, cert=FILE, check-name=yes, check-name=no");
  }

  /**
   * {@return what a client of TLS is set up with; reads the files each time}
   *
   * @throws IOException if one cannot be read or holds nothing of use; the message names it
   */
  public SSLContext context() throws IOException {
    try {
      var context = SSLContext.getInstance("TLS");
      context.init(keys(), trust(), null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  /**
   * {@return the engine for one connection to a server, in client mode} The files are read each
   * time, so that new ones count.
   *
   * @param host the server's name or address, for its certificate to be checked against
   * @param port the server's; for sessions to be resumed
   * @throws IOException if a file cannot be read or holds nothing of use; the message names it
   */
  public SSLEngine engine(String host, int port) throws IOException {
    var engine = context().createSSLEngine(host, port);
    engine.setUseClientMode(true);
    var parameters = engine.getSSLParameters();
    if (checkName) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    engine.setSSLParameters(parameters);
    return engine;
  }

  /**
   * {@return whom it trusts; for clients that want to know it beside the {@link #context}}
   *
   * @throws IOException if the file cannot be read or holds nothing of use; the message names it
   */
  public X509TrustManager trustManager() throws IOException {
    try {
      for (var manager : trust()) {
        if (manager instanceof X509TrustManager ofCertificates) {
          return ofCertificates;
        }
      }
      throw new IOException("TLS cannot be set up: this Java cannot check certificates");
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot be set up: " + e.getMessage(), e);
    }
  }

  private TrustManager[] trust() throws IOException, GeneralSecurityException {
    var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    if (ca.isEmpty()) {
      factory.init((KeyStore) null);
    } else {
      var trusted = emptyStore();
      int number = 0;
      for (var certificate : certificates(ca.get())) {
        trusted.setCertificateEntry("ca" + number++, certificate);
      }
      factory.init(trusted);
    }
    return factory.getTrustManagers();
  }

  private KeyManager[] keys() throws IOException, GeneralSecurityException {
    if (certificate.isEmpty()) {
      return new KeyManager[0];
    }
    var file = certificate.get();
    var chain = certificates(file).toArray(Certificate[]::new);
    var own = emptyStore();
    own.setKeyEntry("client", privateKey(file), NO_PASSWORD, chain);
    var factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(own, NO_PASSWORD);
    return factory.getKeyManagers();
  }

  private static KeyStore emptyStore() throws IOException, GeneralSecurityException {
    var store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    return store;
  }

  private static Collection<Certificate> certificates(Path file) throws IOException {
    // The factory reads one certificate after the other, and stumbles over a key in between.
    var text = KEY.matcher(Files.readString(file)).replaceAll("");
    try (var in = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))) {
      return List.copyOf(CertificateFactory.getInstance("X.509").generateCertificates(in));
    } catch (GeneralSecurityException e) {
      throw new IOException(file + ": there is no certificate in it (PEM)", e);
    }
  }

  private static PrivateKey privateKey(Path file) throws IOException {
    var key = KEY.matcher(Files.readString(file));
    if (!key.find()) {
      throw new IOException(
          file
              + ": there is no 'PRIVATE KEY' in it (PKCS #8, not encrypted; 'openssl pkcs8 -topk8 -nodes' makes one)");
    }
    var encoded = new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(key.group(1)));
    for (var algorithm : ALGORITHMS) {
      try {
        return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
      } catch (GeneralSecurityException _) {
        // Of another kind, then.
      }
    }
    throw new IOException(file + ": its private key is none of " + ALGORITHMS);
  }
}
