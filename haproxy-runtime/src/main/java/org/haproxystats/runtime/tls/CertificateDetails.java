package org.haproxystats.runtime.tls;

import java.io.IOException;
import java.util.Optional;
import org.haproxystats.runtime.Reply;

/**
 * A certificate in a process's memory.
 *
 * @param name as the commands take it
 * @param uncommitted whether this is the copy that a transaction is about
 * @param status what the process does with it
 * @param certificate empty if nothing has been loaded yet
 */
public record CertificateDetails(
    String name, boolean uncommitted, StoreStatus status, Optional<X509Details> certificate) {

  static CertificateDetails read(Reply reply) throws IOException {
    var details = new Details();
    reply.forEachLine(
        line -> {
          if (!details.add(line)) {
            throw reply.failed(line);
          }
        });
    var name = details.takeFilename(reply);
    boolean uncommitted = name.startsWith("*");
    var status = details.takeStatus(reply);
    var certificate = X509Details.take(details);
    return new CertificateDetails(
        uncommitted ? name.substring(1) : name,
        uncommitted,
        status,
        certificate.serial().isEmpty() ? Optional.empty() : Optional.of(certificate));
  }
}
