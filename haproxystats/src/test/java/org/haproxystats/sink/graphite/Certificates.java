package org.haproxystats.sink.graphite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** Certificates that sign themselves, made with the JDK's own tool. */
final class Certificates {
  private static final String PASSWORD = "secret";

  private Certificates() {}

  /** Makes a PEM file with a key and a certificate for a host. */
  static Path make(Path folder, String host)
      throws IOException, InterruptedException, GeneralSecurityException {
    var store = folder.resolve(host + ".p12");
    var command =
        "%s -genkeypair -alias one -keyalg EC -dname CN=%s -ext san=dns:%s -keystore %s -storepass %s"
            .formatted(
                Path.of(System.getProperty("java.home"), "bin", "keytool"),
                host,
                host,
                store,
                PASSWORD);
    var made = new ProcessBuilder(command.split(" ", -1)).redirectErrorStream(true).start();
    var output = new String(made.getInputStream().readAllBytes(), UTF_8);
    if (made.waitFor() != 0) {
      throw new IOException("keytool failed: " + output);
    }
    var keys = KeyStore.getInstance(store.toFile(), PASSWORD.toCharArray());
    return Files.writeString(
        folder.resolve(host + ".pem"),
        block("PRIVATE KEY", keys.getKey("one", PASSWORD.toCharArray()).getEncoded())
            + block("CERTIFICATE", keys.getCertificate("one").getEncoded()));
  }

  private static String block(String type, byte[] content) {
    var text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(type, text, type);
  }
}
