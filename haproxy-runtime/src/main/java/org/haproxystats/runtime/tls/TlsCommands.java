package org.haproxystats.runtime.tls;

import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Payload;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Success;

/** The smaller parts of TLS: server names, OpenSSL's providers, JWT, ECH and ACME. */
public final class TlsCommands {
  private static final Requirement ECH =
      Requirement.of(AccessLevel.ADMIN).since(3, 3).in(Requirement.Mode.EXPERIMENTAL);

  /** HAProxy 3.2 asked for no level at first, and does by now. */
  private static final Requirement ACME = Requirement.of(AccessLevel.ADMIN).since(3, 2);

  private TlsCommands() {}

  /**
   * {@code show ssl sni}: which certificate each server name gets, everywhere. Since 3.2.
   *
   * @return a command that gives the names in HAProxy's order
   */
  public static Command<List<SniEntry>> serverNames() {
    return sni(Command.named("show ssl sni"));
  }

  /**
   * {@code show ssl sni -f <frontend>}: the same for one frontend. Since 3.2.
   *
   * @param frontend its name
   * @return a command that gives the names in HAProxy's order
   */
  public static Command<List<SniEntry>> serverNames(String frontend) {
    return sni(Command.named("show ssl sni").argument("-f").argument(frontend));
  }

  private static Command<List<SniEntry>> sni(Command.Builder command) {
    return command
        .needs(Requirement.of(AccessLevel.USER).since(3, 2))
        .reads(
            reply -> Columns.read(reply, "# ", "\t").stream().map(TlsCommands::sniEntry).toList());
  }

  private static SniEntry sniEntry(Map<String, String> row) {
    return new SniEntry(
        taken(row, "Frontend/Bind"),
        taken(row, "SNI"),
        taken(row, "Filename"),
        Details.time(taken(row, "NotAfter")),
        Details.time(taken(row, "NotBefore")),
        Map.copyOf(row));
  }

  private static String taken(Map<String, String> row, String column) {
    var value = row.remove(column);
    return value == null ? "" : value;
  }

  /**
   * {@code show ssl providers}: the names of OpenSSL's providers. Since 2.6, with OpenSSL 3.
   *
   * @return a command that gives the names
   */
  public static Command<List<String>> providers() {
    return Command.named("show ssl providers")
        .needs(Requirement.of(AccessLevel.USER).since(2, 6))
        .reads(
            reply ->
                reply.lines().stream()
                    .skip(1)
                    .map(line -> line.strip().replaceFirst("^- ", ""))
                    .toList());
  }

  /**
   * {@code show ssl jwt}: the certificates that JWT may be checked with. Operator, since 3.3.
   *
   * @return a command that gives their names
   */
  public static Command<StoreList> jwtCertificates() {
    return Command.named("show ssl jwt")
        .needs(Requirement.of(AccessLevel.OPERATOR).since(3, 3))
        .reads(StoreList::read);
  }

  /**
   * {@code add ssl jwt <certificate>}: permits a certificate for checking JWT. Since 3.3.
   *
   * @param certificate its name
   * @return a command with an empty answer
   */
  public static Command<String> addJwtCertificate(String certificate) {
    return jwt("add ssl jwt", certificate);
  }

  /**
   * {@code del ssl jwt <certificate>}: permits it no longer. Since 3.3.
   *
   * @param certificate its name
   * @return a command with an empty answer
   */
  public static Command<String> deleteJwtCertificate(String certificate) {
    return jwt("del ssl jwt", certificate);
  }

  private static Command<String> jwt(String name, String certificate) {
    return Command.named(name)
        .argument(StoreNames.checked(certificate))
        .needs(Requirement.of(AccessLevel.USER).since(3, 3))
        .succeeds(Success.silent());
  }

  /**
   * {@code show ssl ech}: configurations of Encrypted Client Hello, in HAProxy's lines. Admin,
   * since 3.3, in builds with ECH.
   *
   * @return a command that gives the lines
   */
  public static Command<List<String>> ech() {
    return Command.named("show ssl ech").needs(ECH).reads(Reply::lines);
  }

  /**
   * {@code add ssl ech <bind> <<}: adds a key and configuration. Admin, since 3.3, in builds with
   * ECH.
   *
   * @param bind the {@code bind} line, as {@link #ech} names it
   * @param pem the private key and the configuration; in no message
   * @return a command that gives HAProxy's message
   */
  public static Command<String> addEch(String bind, String pem) {
    return ech("add ssl ech", bind)
        .payload(Payload.pem(pem))
        .succeeds(Success.line("added a new ECH config to "));
  }

  /**
   * {@code set ssl ech <bind> <<}: replaces all keys and configurations. Admin, since 3.3, in
   * builds with ECH.
   *
   * @param bind the {@code bind} line, as {@link #ech} names it
   * @param pem the private key and the configuration; in no message
   * @return a command that gives HAProxy's message
   */
  public static Command<String> setEch(String bind, String pem) {
    return ech("set ssl ech", bind)
        .payload(Payload.pem(pem))
        .succeeds(Success.line("set new ECH configs for "));
  }

  /**
   * {@code del ssl ech <bind>}: deletes all keys and configurations. Admin, since 3.3, in builds
   * with ECH.
   *
   * @param bind the {@code bind} line, as {@link #ech} names it
   * @return a command that gives HAProxy's message
   */
  public static Command<String> deleteEch(String bind) {
    return ech("del ssl ech", bind).succeeds(Success.line("deleted all ECH configs from "));
  }

  private static Command.Builder ech(String name, String bind) {
    return Command.named(name).argument(bind).needs(ECH);
  }

  /**
   * {@code acme status}: HAProxy's table of certificates that it renews. Admin, since 3.2.
   *
   * @return a command that gives each row by the names of its columns
   */
  public static Command<List<Map<String, String>>> acmeStatus() {
    return Command.named("acme status").needs(ACME).reads(reply -> Columns.read(reply, "# ", "\t"));
  }

  /**
   * {@code acme renew <certificate>}: begins a renewal, and does not wait for it. Admin, since 3.2.
   *
   * @param certificate its name
   * @return a command with an empty answer
   */
  public static Command<String> renew(String certificate) {
    return Command.named("acme renew").argument(certificate).needs(ACME).succeeds(Success.silent());
  }

  /**
   * {@code acme challenge_ready <certificate> domain <domain>}: tells HAProxy that the DNS has what
   * the challenge asks for. Since 3.2.10; from 3.2.4 on HAProxy knows the command, but does not say
   * what came of it. Admin.
   *
   * @param certificate as {@link #acmeStatus} lists it
   * @param domain the name that the challenge is about
   * @return a command that gives HAProxy's message, with the number of challenges that are not
   *     ready yet
   * @throws org.haproxystats.runtime.UnsendableValueException if a name cannot be sent
   */
  public static Command<String> challengeReady(String certificate, String domain) {
    return Command.named("acme")
        .argument("challenge_ready")
        .argument(certificate)
        .argument("domain")
        .argument(domain)
        .needs(ACME.since(3, 2, 10))
        .succeeds(answer -> answer.contains(" challenge(s) ready!"));
  }
}
