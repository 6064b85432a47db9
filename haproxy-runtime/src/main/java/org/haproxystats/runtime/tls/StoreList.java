package org.haproxystats.runtime.tls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.Reply;

/**
 * The certificates, CA files or CRL files in a process's memory.
 *
 * @param transaction what the ongoing transaction is about; empty if there is none
 * @param names of all, as the commands take them
 */
public record StoreList(Optional<String> transaction, List<String> names) {
  static final String TRANSACTION = "# transaction";
  static final String FILES = "# filename";

  /** Keeps a copy that nobody can change. */
  public StoreList {
    names = List.copyOf(names);
  }

  static StoreList read(Reply reply) throws IOException {
    var names = new ArrayList<String>();
    Optional<String> transaction = Optional.empty();
    boolean inTransaction = false;
    for (var line : reply.lines()) {
      // CA files are followed by how many certificates they have.
      var name = line.replaceFirst(" - \\d+ certificate\\(s\\)$", "");
      if (StoreNames.HEADINGS.contains(line)) {
        inTransaction = line.equals(TRANSACTION);
      } else if (!inTransaction) {
        names.add(name);
      } else if (name.startsWith("*")) {
        transaction = Optional.of(name.substring(1));
      } else {
        throw reply.failed(line);
      }
    }
    return new StoreList(transaction, names);
  }
}
