package org.haproxystats.runtime.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.haproxystats.runtime.RecordedAnswer.read;
import static org.haproxystats.runtime.RecordedAnswer.readWithoutSeverity;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.Payload;
import org.haproxystats.runtime.UnsendableValueException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as real HAProxys gave them, and those of versions that the tests have not at hand. */
class TlsCommandsTest {
  private static final String KEY_LINE = "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcw";
  private static final String PEM =
      "-----BEGIN PRIVATE KEY-----\n" + KEY_LINE + "\n-----END PRIVATE KEY-----\n";

  @Test
  void aTextThatWentIntoAnotherTransactionIsAFailure() {
    var set = CertificateCommands.set("/etc/other.pem", CertificatePart.ALL, PEM);

    assertThatThrownBy(
            () -> read(set, "\n[5]: Transaction updated for certificate /etc/site.pem!\n\n"))
        .isInstanceOf(CommandFailedException.class)
        .hasMessageContaining("/etc/site.pem");
  }

  @Test
  void aCommitSucceedsOnlyIfItEndsWithSuccess() throws Exception {
    var commit = CertificateCommands.commit("/etc/site.pem");

    assertThat(
            read(
                commit,
                "\nCommitting /etc/site.pem..\nparsing [/etc/h.cfg:14]: a warning!\nSuccess!\n\n"))
        .endsWith("Success!");
    assertThatThrownBy(() -> read(commit, "\nCommitting /etc/site.pem.\nError!\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }

  @Test
  void aFailureOfADumpTellsNothingOfTheKey() throws Exception {
    var dump = CertificateCommands.dump("/etc/site.pem");

    assertThat(read(dump, "\n" + PEM + "\n").reveal()).isEqualTo(PEM);
    assertThat(catchThrowable(() -> read(dump, "\n" + KEY_LINE + "\n\n")).toString())
        .doesNotContain(KEY_LINE);
  }

  @Test
  void aFailureToReadTicketKeysTellsNoneOfThem() throws Exception {
    var keys = TicketKeyCommands.keys();

    assertThat(
            catchThrowable(
                    () -> readWithoutSeverity(keys, "# id secret\nnew form " + KEY_LINE + "\n\n"))
                .toString())
        .doesNotContain(KEY_LINE);
    assertThat(
            read(keys, "# id secret\n# 0 (/etc/a.keys)\n0.0 " + KEY_LINE + "\n# 1 (/b)\n\n")
                .toString())
        .contains("/etc/a.keys")
        .doesNotContain(KEY_LINE);
  }

  @Test
  void noCommandAndNoMessageShowsAKey() {
    var set = CertificateCommands.set("site.pem", CertificatePart.ALL, PEM);
    var ticket = TicketKeyCommands.set("a.keys", new Secret(KEY_LINE));

    assertThat(Stream.of(set, ticket, TlsCommands.addEch("b", PEM)).map(Command::toString))
        .noneMatch(text -> text.contains(KEY_LINE));
    assertThat(ticket).hasToString("set ssl tls-key a.keys ***");
    assertThat(Payload.pem(PEM).toString()).doesNotContain(KEY_LINE);
    assertThat(new Secret(KEY_LINE).toString()).doesNotContain(KEY_LINE);
    for (var bad : List.of("\n", "\0", "\r", "\ud800")) {
      assertThatThrownBy(() -> TicketKeyCommands.set("a", new Secret(KEY_LINE + bad)))
          .isInstanceOf(UnsendableValueException.class)
          .hasMessageNotContaining("MII");
    }
    assertThatThrownBy(
            () -> CertificateCommands.set("s", CertificatePart.ALL, PEM + KEY_LINE + "\0"))
        .isInstanceOf(UnsendableValueException.class)
        .hasMessageNotContaining("MII");
    assertThatThrownBy(
            () -> read(set, "\n[3]: unable to load certificate from file 'site.pem'.\n\n"))
        .hasMessageNotContaining("MII");
  }

  @Test
  void entriesOfACrtListHaveTheirOptionsAndFilters() throws Exception {
    assertThat(
            read(
                CrtListCommands.show("l"),
                """
                # /etc/list.txt
                /etc/site.pem:1 [alpn h2,http/1.1\0 ssl-min-ver TLSv1.2] old.example.org !no.example.org
                /etc/other.pem:2
                /etc/other.pem:3 *.x.org

                """))
        .containsExactly(
            new CrtListEntry(
                "/etc/site.pem",
                OptionalInt.of(1),
                "alpn h2,http/1.1 ssl-min-ver TLSv1.2",
                List.of("old.example.org", "!no.example.org")),
            new CrtListEntry("/etc/other.pem", OptionalInt.of(2), "", List.of()),
            new CrtListEntry("/etc/other.pem", OptionalInt.of(3), "", List.of("*.x.org")));
  }

  @Test
  void whatACrtListWouldTakeForSomethingElseIsRefused() {
    for (var filter : List.of("a b", "", "[x", "#x", "a\tb", "a\nb")) {
      assertThatThrownBy(() -> CrtListCommands.add("l", CrtListEntry.of("c", "", List.of(filter))))
          .isInstanceOf(UnsendableValueException.class);
    }
    assertThatThrownBy(() -> CrtListCommands.add("l", CrtListEntry.of("c", "a] b", List.of())))
        .isInstanceOf(UnsendableValueException.class);
    assertThatThrownBy(() -> CrtListCommands.delete("l", "c:1"))
        .isInstanceOf(UnsendableValueException.class);
    assertThatThrownBy(() -> CaFileCommands.show("ca.pem:1"))
        .isInstanceOf(UnsendableValueException.class);
  }

  @Test
  void aRevocationListHasItsSerials() throws Exception {
    var file =
        read(
            CrlFileCommands.show("c"),
            """
            Filename: /etc/crl.pem
            Status: Used
            \s
            Certificate Revocation List #1:
            Version 2
            Signature Algorithm: sha256WithRSAEncryption
            Issuer: /CN=Test CA
            Last Update: Nov 21 06:47:00 2026 GMT
            Next Update: Feb  7 06:47:00 2035 GMT
            Revoked Certificates:
                Serial Number: 03BCE77C129AC52DE69750F4AAE64347F25318AF
                    Revocation Date: Nov 21 06:47:00 2026 GMT

            """);

    var list = file.lists().getFirst();
    assertThat(list.revoked()).containsExactly("03BCE77C129AC52DE69750F4AAE64347F25318AF");
    assertThat(list.nextUpdate()).contains(Instant.parse("2035-02-07T06:47:00Z"));
    assertThat(list.issuer()).isEqualTo("/CN=Test CA");
  }

  @Test
  void certificatesWithAnOcspResponseHaveAnId() throws Exception {
    assertThat(
            read(
                OcspCommands.list(),
                """
                # Certificate IDs
                Certificate ID key : 304d30
                Certificate path : /etc/site.pem
                 Certificate ID:
                   Issuer Name Hash: BF70
                   Serial Number: 03BC
                Certificate ID key : 304d31
                 Certificate ID:
                   Issuer Name Hash: BF71
                   Serial Number: 03BD

                """))
        .containsExactly(
            new OcspId(
                "304d30",
                "/etc/site.pem",
                Map.of("Issuer Name Hash", "BF70", "Serial Number", "03BC")),
            new OcspId("304d31", "", Map.of("Issuer Name Hash", "BF71", "Serial Number", "03BD")));
    assertThat(read(OcspCommands.set(new byte[] {1}), "\n[6]: OCSP Response updated!\n\n"))
        .isEqualTo("OCSP Response updated!");
    assertThat(read(OcspCommands.response("c"), "\nAQID\n\n")).containsExactly(1, 2, 3);
    assertThat(
            read(
                OcspCommands.updates(),
                "\nOCSP Certid | Path | Next Update\n304d | /a.pem | 30/Jan/2026:00:08:09 +0000\n\n"))
        .containsExactly(
            Map.of(
                "OCSP Certid",
                "304d",
                "Path",
                "/a.pem",
                "Next Update",
                "30/Jan/2026:00:08:09 +0000"));
  }

  @Test
  void commandsOfNewerVersionsSucceedAndFailAsTheyDoThere() throws Exception {
    assertThat(read(TlsCommands.jwtCertificates(), "\n# filename\n/etc/jwt.pem\n\n").names())
        .containsExactly("/etc/jwt.pem");
    assertThat(read(TlsCommands.addJwtCertificate("/etc/jwt.pem"), "\n\n")).isEmpty();
    assertThatThrownBy(
            () -> read(TlsCommands.addJwtCertificate("x"), "\n[3]: Can't find the certificate\n"))
        .isInstanceOf(CommandFailedException.class);
    assertThat(read(TlsCommands.deleteJwtCertificate("/etc/jwt.pem"), "\n\n")).isEmpty();
    assertThat(read(TlsCommands.renew("/a.pem"), "\n\n")).isEmpty();
    assertThat(read(TlsCommands.ech(), "***\nfrontend: web\n\n"))
        .containsExactly("***", "frontend: web");
    assertThat(read(TlsCommands.addEch("b", PEM), "\n[6]: added a new ECH config to b\n\n"))
        .startsWith("added");
    assertThat(read(TlsCommands.setEch("b", PEM), "\n[6]: set new ECH configs for b\n\n"))
        .startsWith("set");
    assertThat(read(TlsCommands.deleteEch("b"), "\n[6]: deleted all ECH configs from b\n\n"))
        .startsWith("deleted");
    assertThatThrownBy(() -> read(TlsCommands.deleteEch("b"), "\n[3]: unable to locate\n\n"))
        .isInstanceOf(CommandFailedException.class);
    assertThat(
            read(
                TlsCommands.challengeReady("/a.pem", "a.org"),
                "\n[6]: '1' challenge(s) ready! All challenges ready, starting the validation!\n"))
        .contains("ready");
    assertThat(
            read(
                TlsCommands.acmeStatus(),
                "\n# certificate\tsection\tstate\n/a.pem\tletsencrypt\tScheduled\n\n"))
        .containsExactly(
            Map.of("certificate", "/a.pem", "section", "letsencrypt", "state", "Scheduled"));
  }

  @Test
  void aCertificateThatWouldBeAFormatIsRefused() {
    for (var name : List.of("text", "base64")) {
      assertThatThrownBy(() -> OcspCommands.show(name))
          .isInstanceOf(UnsendableValueException.class)
          .hasMessageContaining(name);
    }
    assertThat(OcspCommands.show("text.pem")).hasToString("show ssl ocsp-response text.pem");
  }

  @ParameterizedTest
  @ValueSource(strings = {"*a", "\\a", "# filename", "# transaction"})
  void aNameThatHaproxyWouldTakeForSomethingElseIsRefused(String name) {
    List.<Function<String, Command<?>>>of(
            CertificateCommands::create,
            CertificateCommands::show,
            CaFileCommands::create,
            CrlFileCommands::delete)
        .forEach(
            command ->
                assertThatThrownBy(() -> command.apply(name))
                    .isInstanceOf(UnsendableValueException.class)
                    .hasMessageContaining(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:7", "a:b", ":", "C:/a.pem"})
  void aNameThatHaproxyEndsAtItsColonIsRefused(String name) {
    List.<Function<String, Command<?>>>of(
            CaFileCommands::show,
            CrlFileCommands::showUncommitted,
            certificate -> CrtListCommands.delete("list", certificate),
            certificate -> CrtListCommands.delete("list", certificate, 3))
        .forEach(
            command ->
                assertThatThrownBy(() -> command.apply(name))
                    .isInstanceOf(UnsendableValueException.class)
                    .hasMessageContaining(name));
    assertThat(CertificateCommands.show(name)).hasToString("show ssl cert " + name);
  }

  @Test
  void aCaFileWithoutContentIsEmpty() throws Exception {
    assertThat(read(CaFileCommands.show("new.pem"), "\n"))
        .isEqualTo(new CaFile("new.pem", false, StoreStatus.EMPTY, List.of()));
    assertThat(read(CaFileCommands.showUncommitted("new.pem"), "\n").uncommitted()).isTrue();
  }

  @Test
  void blanksAroundANameBelongToIt() throws Exception {
    assertThat(read(CrlFileCommands.show(" a "), "\nFilename:  a \nStatus: Empty\n\n").name())
        .isEqualTo(" a ");
  }
}
