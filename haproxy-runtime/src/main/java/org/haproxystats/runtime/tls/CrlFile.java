package org.haproxystats.runtime.tls;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.Reply;

/**
 * The lists of revoked certificates in one CRL file of a process's memory.
 *
 * @param name as the commands take it
 * @param uncommitted whether this is the copy that a transaction is about
 * @param status what the process does with it
 * @param lists in the file's order
 */
public record CrlFile(
    String name, boolean uncommitted, StoreStatus status, List<RevocationList> lists) {

  /**
   * What one authority has revoked.
   *
   * @param issuer the authority, such as {@code /CN=Example CA}
   * @param signatureAlgorithm what the list is signed with, such as {@code sha256WithRSAEncryption}
   * @param lastUpdate when the list was made
   * @param nextUpdate when there will be a newer one; empty if the list does not say
   * @param revoked serial numbers in hexadecimal digits
   */
  public record RevocationList(
      String issuer,
      String signatureAlgorithm,
      Optional<Instant> lastUpdate,
      Optional<Instant> nextUpdate,
      List<String> revoked) {}

  /** Keeps a copy that nobody can change. */
  public CrlFile {
    lists = List.copyOf(lists);
  }

  static CrlFile read(Reply reply, String asked) throws IOException {
    var blocks = Blocks.read(reply, "Certificate Revocation List #", asked);
    return new CrlFile(
        blocks.name(),
        blocks.uncommitted(),
        blocks.status(),
        blocks.blocks().stream().map(CrlFile::list).toList());
  }

  /** Lines that are not of interest, such as the reasons of each revocation, are passed over. */
  private static RevocationList list(List<String> lines) {
    var details = new Details();
    var revoked = new ArrayList<String>();
    for (var line : lines) {
      var text = line.strip();
      if (text.startsWith("Serial Number:")) {
        revoked.add(text.substring("Serial Number:".length()).strip());
      } else {
        details.add(text);
      }
    }
    return new RevocationList(
        details.take("Issuer"),
        details.take("Signature Algorithm"),
        details.takeTime("Last Update"),
        details.takeTime("Next Update"),
        List.copyOf(revoked));
  }
}
