package org.haproxystats.runtime.tls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.haproxystats.runtime.Reply;

/**
 * The certificates of authorities in one CA file of a process's memory.
 *
 * @param name as the commands take it
 * @param uncommitted whether this is the copy that a transaction is about
 * @param status what the process does with it
 * @param certificates in the file's order
 */
public record CaFile(
    String name, boolean uncommitted, StoreStatus status, List<X509Details> certificates) {
  /** Keeps a copy that nobody can change. */
  public CaFile {
    certificates = List.copyOf(certificates);
  }

  static CaFile read(Reply reply, String asked) throws IOException {
    var blocks = Blocks.read(reply, "Certificate #", asked);
    var certificates = new ArrayList<X509Details>();
    for (var block : blocks.blocks()) {
      var details = new Details();
      for (var line : block) {
        if (!details.add(line)) {
          throw reply.failed(line);
        }
      }
      certificates.add(X509Details.take(details));
    }
    return new CaFile(blocks.name(), blocks.uncommitted(), blocks.status(), certificates);
  }
}
