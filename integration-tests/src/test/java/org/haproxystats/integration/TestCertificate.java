package org.haproxystats.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that signs itself, made by the JDK's keytool. */
public final class TestCertificate {
  private static final String PASSWORD = "changeit";

  private final Path store;
  private final X509Certificate certificate;
  private final Key key;

  private TestCertificate(Path store, X509Certificate certificate, Key key) {
    this.store = store;
    this.certificate = certificate;
    this.key = key;
  }

  /**
   * Makes one.
   *
   * @param name the subject's common name, and a DNS name that the certificate is for
   */
  public static TestCertificate make(Path directory, String name)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path store = directory.resolve(name + ".p12");
    keytool(
        store,
        List.of(
            "-genkeypair",
            "-keyalg",
            "RSA",
            "-keysize",
            "2048",
            "-validity",
            "3650",
            "-dname",
            "CN=" + name,
            "-ext",
            "san=dns:" + name,
            "-ext",
            "bc=ca:true"));
    var loaded = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    return new TestCertificate(
        store,
        (X509Certificate) loaded.getCertificate("mykey"),
        loaded.getKey("mykey", PASSWORD.toCharArray()));
  }

  private static String keytool(Path store, List<String> arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(arguments);
    command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    var output =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed: " + output);
    }
    return output;
  }

  /** A list, signed by this certificate, of revoked ones, PEM. */
  public String revocationList(long... serials) throws IOException, InterruptedException {
    Path file = Files.createTempFile(store.getParent(), "list", ".pem");
    var arguments = new ArrayList<>(List.of("-gencrl", "-rfc", "-file", file.toString()));
    for (long serial : serials) {
      arguments.addAll(List.of("-id", String.valueOf(serial)));
    }
    keytool(store, arguments);
    return Files.readString(file);
  }

  /** The certificate without its key. */
  public String pem() throws GeneralSecurityException {
    return block("CERTIFICATE", certificate.getEncoded());
  }

  public String keyPem() {
    return block("PRIVATE KEY", key.getEncoded());
  }

  public String pemWithKey() throws GeneralSecurityException {
    return pem() + keyPem();
  }

  private static String block(String type, byte[] content) {
    var encoder = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(type, encoder.encodeToString(content), type);
  }

  /** For a server that has this certificate, and lets in whoever has the other one. */
  public SSLContext contextThatTrusts(TestCertificate other)
      throws IOException, GeneralSecurityException {
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray()), PASSWORD.toCharArray());
    var trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    trusted.setCertificateEntry("other", other.certificate);
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    var context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /** As HAProxy writes it. */
  public String serial() {
    var digits = certificate.getSerialNumber().toString(16).toUpperCase(Locale.ROOT);
    return digits.length() % 2 == 0 ? digits : "0" + digits;
  }

  public X509Certificate certificate() {
    return certificate;
  }
}
