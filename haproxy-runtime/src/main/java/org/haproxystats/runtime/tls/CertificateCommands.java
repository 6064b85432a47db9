package org.haproxystats.runtime.tls;

import java.io.IOException;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;

/**
 * Certificates with their keys. Reading needs level operator, changing level admin. To replace one:
 * {@link #set}, then {@link #commit} or {@link #abort}. Names that begin with {@code *} or a
 * backslash are refused with {@link org.haproxystats.runtime.UnsendableValueException}, in changes
 * also those that end in {@code .key}, {@code .ocsp}, {@code .issuer} or {@code .sctl}: HAProxy
 * takes them for something else.
 */
public final class CertificateCommands {
  private static final Transaction COMMANDS = new Transaction("cert", "certificate", 2, 2);
  private static final Requirement READING = Requirement.of(AccessLevel.OPERATOR).since(2, 2);

  private CertificateCommands() {}

  /**
   * {@code show ssl cert}: all certificates, and what a transaction is about. Since 2.2.
   *
   * @return a command that gives their names
   */
  public static Command<StoreList> list() {
    return Command.named("show ssl cert").needs(READING).reads(StoreList::read);
  }

  /**
   * {@code show ssl cert <name>}: the certificate that is used. Since 2.2.
   *
   * @param name as {@link #list} has it
   * @return a command that gives what is known of it, without its key
   */
  public static Command<CertificateDetails> show(String name) {
    return show("", name);
  }

  /**
   * {@code show ssl cert *<name>}: the certificate that waits for a commit. Since 2.2.
   *
   * @param name as {@link #list} has it
   * @return a command that gives what is known of it, without its key
   */
  public static Command<CertificateDetails> showUncommitted(String name) {
    return show("*", name);
  }

  private static Command<CertificateDetails> show(String mark, String name) {
    return Command.named("show ssl cert")
        .argument(mark + StoreNames.checked(name))
        .needs(READING)
        .reads(CertificateDetails::read);
  }

  /**
   * {@code new ssl cert <name>}: a name without content, to be {@link #set}. Since 2.2.
   *
   * @param name a new one, as the configuration would have it
   * @return a command that gives HAProxy's message
   */
  public static Command<String> create(String name) {
    return COMMANDS.create(
        StoreNames.wholeCertificate(name), "New empty certificate store '" + name + "'!");
  }

  /**
   * {@code set ssl cert <name> <<}: begins a transaction or adds to it. Since 2.1.
   *
   * <p>HAProxy 2.6 puts the text into another certificate's transaction if there is one; that is
   * told as a failure, and that transaction should be aborted.
   *
   * @param name as {@link #list} has it
   * @param part what the text is of the certificate
   * @param text PEM, for {@link CertificatePart#OCSP} base64; it is in no message
   * @return a command that gives HAProxy's message, with warnings before its last line
   */
  public static Command<String> set(String name, CertificatePart part, String text) {
    var whole = StoreNames.wholeCertificate(name);
    return COMMANDS.load("set", 2, 1, whole + part.suffix(), whole, text);
  }

  /**
   * {@code commit ssl cert <name>}: has every use of the certificate take the new one. Since 2.1.
   * Takes long where there are thousands of uses, so the client's time-outs must allow for it.
   *
   * @param name the one that the transaction is about
   * @return a command that gives HAProxy's message, with warnings before its last line
   */
  public static Command<String> commit(String name) {
    return COMMANDS.commit(StoreNames.wholeCertificate(name));
  }

  /**
   * {@code abort ssl cert <name>}: drops what was set and not committed. Since 2.2.
   *
   * @param name the one that the transaction is about
   * @return a command that gives HAProxy's message
   */
  public static Command<String> abort(String name) {
    return COMMANDS.abort(StoreNames.wholeCertificate(name));
  }

  /**
   * {@code del ssl cert <name>}: HAProxy refuses it while the certificate is used. Since 2.2.
   *
   * @param name as {@link #list} has it
   * @return a command that gives HAProxy's message
   */
  public static Command<String> delete(String name) {
    return COMMANDS.delete(
        StoreNames.wholeCertificate(name), "Certificate '" + name + "' deleted!");
  }

  /**
   * {@code dump ssl cert <name>}: the certificate and its private key as PEM. Admin, since 3.1.
   *
   * @param name as {@link #list} has it
   * @return a command that gives the PEM text, hidden from logs
   */
  public static Command<Secret> dump(String name) {
    return Command.named("dump ssl cert")
        .argument(StoreNames.checked(name))
        .needs(Requirement.of(AccessLevel.ADMIN).since(3, 1))
        .reads(CertificateCommands::readPem);
  }

  /** What does not look as it should is not quoted: it may have a key in it. */
  private static Secret readPem(Reply reply) throws IOException {
    var text = reply.text();
    if (!text.startsWith("-----BEGIN ")) {
      throw reply.failed(reply.severity().isPresent() ? text : "what is no PEM text");
    }
    return new Secret(text + "\n");
  }
}
