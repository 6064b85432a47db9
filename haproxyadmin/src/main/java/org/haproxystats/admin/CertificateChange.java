package org.haproxystats.admin;

import static org.haproxystats.runtime.tls.CertificatePart.ALL;

import java.io.IOException;
import java.util.Optional;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.tls.CertificateCommands;
import org.haproxystats.runtime.tls.CertificateDetails;
import org.haproxystats.runtime.tls.Secret;
import org.haproxystats.runtime.tls.X509Details;
import org.jspecify.annotations.Nullable;

/** Another certificate in one process. */
final class CertificateChange extends ProcessChange {
  private final String name;
  private final String pem;
  private boolean mayHaveTransaction;
  private String newFingerprint = "";
  private @Nullable Secret before;

  CertificateChange(RuntimeClient process, String name, String pem) {
    super(process);
    this.name = name;
    this.pem = pem;
  }

  @Override
  void prepare() throws IOException, InterruptedException {
    var ongoing = process.run(CertificateCommands.list()).transaction();
    if (ongoing.isPresent()) {
      // HAProxy 2.6 would put the new certificate into that transaction.
      throw new TransactionOngoingException(process.endpoint(), ongoing.get());
    }
    var dump = CertificateCommands.dump(name);
    if (process.abilities().version().isAtLeast(dump.requirement().since())) {
      before = process.run(dump);
    }
    mayHaveTransaction = true;
    try {
      process.run(CertificateCommands.set(name, ALL, pem));
    } catch (CommandFailedException e) {
      if (e.failure() != Failure.BAD_REQUEST) {
        throw e;
      }
      // HAProxy 2.2 blames a text once for what was wrong with the one before.
      process.run(CertificateCommands.set(name, ALL, pem));
    }
    newFingerprint = fingerprint(process.run(CertificateCommands.showUncommitted(name)));
  }

  private static String fingerprint(CertificateDetails details) {
    return details.certificate().map(X509Details::sha1Fingerprint).orElse("");
  }

  @Override
  void cancel() throws IOException, InterruptedException {
    if (!mayHaveTransaction) {
      return;
    }
    checkIsThere(); // The transaction in another process is another's.
    try {
      process.run(CertificateCommands.abort(name));
    } catch (CommandFailedException e) {
      if (e.failure() != Failure.NOT_FOUND) {
        throw e;
      }
    }
    mayHaveTransaction = false;
  }

  /** A transaction that is over already is not found, which does no harm. */
  @Override
  Optional<Command<String>> cleanup() {
    return mayHaveTransaction ? Optional.of(CertificateCommands.abort(name)) : Optional.empty();
  }

  @Override
  void commit() throws IOException, InterruptedException {
    process.run(CertificateCommands.commit(name));
    mayHaveTransaction = false;
  }

  @Override
  boolean isCommitted() throws IOException, InterruptedException {
    boolean isUsed =
        fingerprint(process.run(CertificateCommands.show(name))).equals(newFingerprint);
    mayHaveTransaction &= !isUsed;
    return isUsed;
  }

  @Override
  boolean restore() throws IOException, InterruptedException {
    if (before == null) {
      return false;
    }
    mayHaveTransaction = true;
    process.run(CertificateCommands.set(name, ALL, before.reveal()));
    commit();
    return true;
  }
}
