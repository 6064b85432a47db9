package org.haproxystats.integration.runtime;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** Certificates that sign themselves, made with the JDK's own tool. */
public final class Certificates {
  private static final String PASSWORD = "secret";

  private Certificates() {}

  /**
   * Makes a key and a certificate for a host, in one PEM file as HAProxy wants them.
   *
   * @return the file
   */
  public static Path make(Path file, String host)
      throws IOException, InterruptedException, GeneralSecurityException {
    var store = file.resolveSibling(file.getFileName() + ".p12");
    var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    var made =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-alias",
                "one",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + host,
                "-ext",
                "san=dns:" + host,
                "-storetype",
                "PKCS12",
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD)
            .redirectErrorStream(true)
            .start();
    var output = new String(made.getInputStream().readAllBytes(), UTF_8);
    if (made.waitFor() != 0) {
      throw new IOException("keytool failed: " + output);
    }
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    var mime = Base64.getMimeEncoder(64, new byte[] {'\n'});
    return Files.writeString(
        file,
        """
        -----BEGIN PRIVATE KEY-----
        %s
        -----END PRIVATE KEY-----
        -----BEGIN CERTIFICATE-----
        %s
        -----END CERTIFICATE-----
        """
            .formatted(
                mime.encodeToString(keys.getKey("one", PASSWORD.toCharArray()).getEncoded()),
                mime.encodeToString(keys.getCertificate("one").getEncoded())));
  }
}
