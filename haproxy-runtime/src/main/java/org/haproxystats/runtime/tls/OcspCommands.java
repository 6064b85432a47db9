package org.haproxystats.runtime.tls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Success;
import org.haproxystats.runtime.UnsendableValueException;

/**
 * OCSP responses, which tell clients that a certificate is not revoked. Any level before 3.4, from
 * then on level admin.
 */
public final class OcspCommands {
  private static final Requirement NEEDS =
      Requirement.of(AccessLevel.USER).but(AccessLevel.ADMIN, 3, 4);

  private OcspCommands() {}

  /**
   * {@code show ssl ocsp-response}: the certificates that have one. Since 2.5.
   *
   * @return a command that gives their OCSP ids
   */
  public static Command<List<OcspId>> list() {
    return Command.named("show ssl ocsp-response")
        .needs(NEEDS.since(2, 5))
        .reads(OcspCommands::readIds);
  }

  private static List<OcspId> readIds(Reply reply) throws IOException {
    var ids = new ArrayList<OcspId>();
    var details = new Details();
    var lines = new ArrayList<>(reply.lines());
    lines.add("Certificate ID key : ");
    for (var line : lines) {
      if (line.startsWith("Certificate ID key")) {
        var key = details.take("Certificate ID key");
        if (!key.isEmpty()) {
          ids.add(new OcspId(key, details.take("Certificate path"), details.rest()));
        }
        details = new Details();
      }
      if (!line.startsWith("#") && !details.add(line)) {
        throw reply.failed(line);
      }
    }
    return List.copyOf(ids);
  }

  /**
   * {@code show ssl ocsp-response <id or name>}: the response as OpenSSL describes it, empty if
   * there is none yet. Since 2.5.
   *
   * @param certificate its OCSP id; from 2.8 on its name does as well
   * @return a command that gives the text
   * @throws UnsendableValueException if the certificate is {@code text} or {@code base64}, which
   *     HAProxy takes for a format
   */
  public static Command<String> show(String certificate) {
    if (certificate.equals("text") || certificate.equals("base64")) {
      throw new UnsendableValueException(
          "'%s' is no certificate here: HAProxy takes it for a format".formatted(certificate));
    }
    return Command.named("show ssl ocsp-response")
        .argument(certificate)
        .needs(NEEDS.since(2, 5))
        .reads(reply -> String.join("\n", reply.lines()));
  }

  /**
   * {@code show ssl ocsp-response base64 <id or name>}: the response itself, DER. Since 2.8.
   *
   * @param certificate its OCSP id, or its name
   * @return a command that gives the response's bytes
   */
  public static Command<byte[]> response(String certificate) {
    return Command.named("show ssl ocsp-response base64")
        .argument(certificate)
        .needs(NEEDS.since(2, 8))
        .reads(
            reply -> {
              var text = String.join("", reply.lines());
              try {
                return Base64.getDecoder().decode(text);
              } catch (IllegalArgumentException _) {
                throw reply.failed(text);
              }
            });
  }

  /**
   * {@code set ssl ocsp-response <base64>}: replaces the response of the certificate that it is
   * for. Since 1.5.
   *
   * @param response DER
   * @return a command that gives HAProxy's message
   */
  public static Command<String> set(byte[] response) {
    return Command.named("set ssl ocsp-response")
        .argument(Base64.getEncoder().encodeToString(response))
        .needs(NEEDS)
        .repeatable()
        .succeeds(Success.line("OCSP Response updated!"));
  }

  /**
   * {@code update ssl ocsp-response <name>}: has HAProxy ask the certificate's responder. HAProxy
   * answers at once and asks then. Since 2.8.
   *
   * @param certificate its name
   * @return a command with an empty answer
   */
  public static Command<String> update(String certificate) {
    return Command.named("update ssl ocsp-response")
        .argument(certificate)
        .needs(NEEDS.since(2, 8))
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code show ssl ocsp-updates}: what HAProxy updates by itself, in the columns of its table.
   * Since 2.8.
   *
   * @return a command that gives each row by the names of its columns
   */
  public static Command<List<Map<String, String>>> updates() {
    return Command.named("show ssl ocsp-updates")
        .needs(NEEDS.since(2, 8))
        .reads(reply -> Columns.read(reply, "", " | "));
  }
}
