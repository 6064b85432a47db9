package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.TestCertificate;
import org.haproxystats.integration.TlsVisitor;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.UnsendableValueException;
import org.haproxystats.runtime.tls.CaFileCommands;
import org.haproxystats.runtime.tls.CertificateCommands;
import org.haproxystats.runtime.tls.CertificatePart;
import org.haproxystats.runtime.tls.CrlFileCommands;
import org.haproxystats.runtime.tls.CrtListCommands;
import org.haproxystats.runtime.tls.CrtListEntry;
import org.haproxystats.runtime.tls.OcspCommands;
import org.haproxystats.runtime.tls.Secret;
import org.haproxystats.runtime.tls.StoreStatus;
import org.haproxystats.runtime.tls.TicketKeyCommands;
import org.haproxystats.runtime.tls.TicketKeys;
import org.haproxystats.runtime.tls.TlsCommands;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Certificates and what belongs to them, in real HAProxys with TLS listeners. */
class TlsCommandsIT {
  private static final String SITE =
      """
      frontend tls
        bind unix@{dir}/tls.sock ssl crt {dir}/site.pem ca-file {dir}/ca.pem crl-file {dir}/crl.pem verify optional tls-ticket-keys {dir}/tickets.keys
      frontend listed
        bind unix@{dir}/listed.sock ssl crt-list {dir}/list.txt
      """;

  @TempDir private static Path store;
  @TempDir private Path directory;

  private static TestCertificate old;
  private static TestCertificate fresh;

  @BeforeAll
  static void makeCertificates() throws Exception {
    old = TestCertificate.make(store, "old.example.org");
    fresh = TestCertificate.make(store, "new.example.org");
  }

  /** The files of one HAProxy. */
  private record SiteFiles(Path dir) {
    String name(String file) {
      return dir.resolve(file).toString();
    }
  }

  private SiteFiles prepare() throws Exception {
    var dir = Files.createDirectories(directory.resolve("haproxy1"));
    Files.writeString(dir.resolve("site.pem"), old.pemWithKey());
    Files.writeString(dir.resolve("other.pem"), old.pemWithKey());
    Files.writeString(dir.resolve("ca.pem"), old.pem());
    Files.writeString(dir.resolve("crl.pem"), old.revocationList(4711));
    var random = new Random(1);
    Files.write(
        dir.resolve("tickets.keys"), IntStream.range(0, 3).mapToObj(i -> key(random)).toList());
    Files.writeString(
        dir.resolve("list.txt"),
        "%1$s/other.pem\n%1$s/site.pem [alpn h2,http/1.1] *.example.org !no.example.org\n"
            .formatted(dir));
    return new SiteFiles(dir);
  }

  private static String key(Random random) {
    var bytes = new byte[48];
    random.nextBytes(bytes);
    return Base64.getEncoder().encodeToString(bytes);
  }

  @EachHaproxy
  void everyTlsCommandSaysWhatCameOfItOrFailsAndTakesAnyName(HaproxyLine line) throws Exception {
    var files = prepare();
    try (var probe = Probe.start(line, directory, SITE)) {
      checkCertificates(probe, files);
      checkDump(probe, files);
      checkCrtLists(probe, files);
      checkCaFiles(probe, files);
      checkCrlFiles(probe, files);
      checkTicketKeys(probe, files);
      checkOcsp(probe, files);
      checkSmallerParts(probe, files);
      checkNames(probe);
      probe.needsAdmin(
          List.of(
              CertificateCommands.set("x", CertificatePart.ALL, "pem"),
              CertificateCommands.commit("x"),
              CertificateCommands.abort("x"),
              CertificateCommands.create("x"),
              CertificateCommands.delete("x"),
              CrtListCommands.list(),
              CrtListCommands.show("x"),
              CrtListCommands.delete("x", "y")));
    }
  }

  private static void checkCertificates(Probe probe, SiteFiles files) throws Exception {
    var site = files.name("site.pem");
    var other = files.name("other.pem");
    assertThat(probe.run(CertificateCommands.list()).names()).containsExactly(other, site);

    var shown = probe.run(CertificateCommands.show(site));
    assertThat(shown.name()).isEqualTo(site);
    assertThat(shown.uncommitted()).isFalse();
    assertThat(shown.status()).isEqualTo(StoreStatus.USED);
    var details = shown.certificate().orElseThrow();
    assertThat(details.serial()).isEqualTo(old.serial());
    assertThat(details.subject()).isEqualTo("/CN=old.example.org");
    assertThat(details.alternativeNames()).containsExactly("DNS:old.example.org");
    assertThat(details.algorithm()).isEqualTo("RSA2048");
    assertThat(details.notAfter()).contains(old.certificate().getNotAfter().toInstant());

    var set = CertificateCommands.set(site, CertificatePart.ALL, fresh.pemWithKey());
    assertThat(probe.run(set)).startsWith("Transaction created");
    assertThat(probe.run(set)).startsWith("Transaction updated");
    assertThat(probe.run(CertificateCommands.list()).transaction()).contains(site);
    var waiting = probe.run(CertificateCommands.showUncommitted(site));
    assertThat(waiting.uncommitted()).isTrue();
    assertThat(waiting.certificate().orElseThrow().serial()).isEqualTo(fresh.serial());
    // On 2.6 this goes into the transaction of the other one.
    probe.failure(CertificateCommands.set(other, CertificatePart.ALL, old.pemWithKey()));
    assertThat(probe.failure(CertificateCommands.commit(other)).failure()).isEqualTo(Failure.BUSY);
    assertThat(probe.failure(CertificateCommands.abort(other)).failure()).isEqualTo(Failure.BUSY);
    assertThat(TlsVisitor.certificate(files.dir.resolve("tls.sock"))).isEqualTo(old.certificate());

    probe.run(set);
    probe.run(CertificateCommands.commit(site));
    assertThat(TlsVisitor.certificate(files.dir.resolve("tls.sock")))
        .isEqualTo(fresh.certificate());

    assertThat(probe.failure(CertificateCommands.commit(site)).failure())
        .isEqualTo(Failure.NOT_FOUND);
    assertThat(probe.failure(CertificateCommands.abort(site)).failure())
        .isEqualTo(Failure.NOT_FOUND);
    probe.run(CertificateCommands.set(site, CertificatePart.KEY, old.keyPem()));
    assertThat(probe.failure(CertificateCommands.commit(site)).failure())
        .isEqualTo(Failure.BAD_REQUEST);
    probe.run(CertificateCommands.abort(site));

    probe.run(CertificateCommands.create(files.name("more.pem")));
    assertThat(probe.run(CertificateCommands.show(files.name("more.pem"))).status())
        .isEqualTo(StoreStatus.EMPTY);
    assertThat(probe.failure(CertificateCommands.create(files.name("more.pem"))).answer())
        .contains("already exists");
    var more =
        CertificateCommands.set(files.name("more.pem"), CertificatePart.ALL, fresh.pemWithKey());
    try {
      probe.run(more);
    } catch (CommandFailedException _) {
      probe.run(more); // HAProxy 2.2 blames a later payload, once, for the mismatch above.
    }
    probe.run(CertificateCommands.commit(files.name("more.pem")));

    assertThat(probe.failure(CertificateCommands.show("none")).failure())
        .isEqualTo(Failure.NOT_FOUND);
    assertThat(
            probe
                .failure(CertificateCommands.set("none", CertificatePart.ALL, old.pemWithKey()))
                .failure())
        .isEqualTo(Failure.NOT_FOUND);
    assertThat(probe.failure(CertificateCommands.delete(site)).answer()).contains("in use");

    // What HAProxy refuses tells nothing of the key.
    var keyLine = old.keyPem().lines().skip(1).findFirst().orElseThrow();
    assertThat(
            probe
                .failure(CertificateCommands.set(site, CertificatePart.ALL, old.keyPem()))
                .toString())
        .doesNotContain(keyLine)
        .doesNotContain("BEGIN");
  }

  private static void checkDump(Probe probe, SiteFiles files) throws Exception {
    var dump = CertificateCommands.dump(files.name("site.pem"));
    if (!probe.isAtLeast(3, 1)) {
      probe.needsNewer(List.of(dump));
      return;
    }
    probe.needsAdmin(List.of(dump));
    var secret = probe.run(dump);
    assertThat(secret.reveal())
        .contains(fresh.pem().lines().skip(1).findFirst().orElseThrow())
        .contains("PRIVATE KEY");
    assertThat(secret.toString()).isEqualTo("(secret)");
    assertThat(probe.failure(CertificateCommands.dump("none")).failure())
        .isEqualTo(Failure.NOT_FOUND);
    // It can be put back as it is.
    probe.run(
        CertificateCommands.set(files.name("site.pem"), CertificatePart.ALL, secret.reveal()));
    probe.run(CertificateCommands.abort(files.name("site.pem")));
  }

  private static void checkCrtLists(Probe probe, SiteFiles files) throws Exception {
    var list = files.name("list.txt");
    var more = files.name("more.pem");
    assertThat(probe.run(CrtListCommands.list())).containsExactly(list);
    assertThat(probe.run(CrtListCommands.show(list)))
        .containsExactly(
            new CrtListEntry(files.name("other.pem"), OptionalInt.of(1), "", List.of()),
            new CrtListEntry(
                files.name("site.pem"),
                OptionalInt.of(2),
                "alpn h2,http/1.1",
                List.of("*.example.org", "!no.example.org")));

    probe.run(CrtListCommands.add(list, CrtListEntry.of(more, "", List.of())));
    probe.run(
        CrtListCommands.add(
            list, CrtListEntry.of(more, "alpn h2", List.of("a.example.org", "b.example.org"))));
    var added = probe.run(CrtListCommands.show(list)).getLast();
    assertThat(added.options()).isEqualTo("alpn h2");
    assertThat(added.filters()).containsExactly("a.example.org", "b.example.org");

    assertThat(probe.failure(CrtListCommands.delete(list, more)).answer())
        .contains("several entries");
    assertThat(probe.failure(CrtListCommands.delete(list, more, 1)).answer())
        .contains("line number is incorrect");
    probe.run(CrtListCommands.delete(list, more, added.line().orElseThrow()));
    assertThat(probe.failure(CertificateCommands.delete(more)).answer()).contains("in use");
    probe.run(CrtListCommands.delete(list, more));
    probe.run(CertificateCommands.delete(more));
    assertThat(probe.failure(CertificateCommands.delete(more)).answer()).contains("doesn't exist");

    assertThat(
            probe
                .failure(CrtListCommands.add(list, CrtListEntry.of("none", "", List.of())))
                .answer())
        .contains("does not exist");
    assertThat(probe.failure(CrtListCommands.delete(list, "none")).answer())
        .contains("does not exist");
    assertThat(probe.failure(CrtListCommands.show("none")).failure()).isEqualTo(Failure.NOT_FOUND);
  }

  private static void checkCaFiles(Probe probe, SiteFiles files) throws Exception {
    var ca = files.name("ca.pem");
    var pem = fresh.pem();
    if (!probe.isAtLeast(2, 5)) {
      probe.needsNewer(
          List.of(
              CaFileCommands.list(),
              CaFileCommands.show(ca),
              CaFileCommands.create("x"),
              CaFileCommands.set("x", pem),
              CaFileCommands.commit("x"),
              CaFileCommands.abort("x"),
              CaFileCommands.delete("x")));
      return;
    }
    assertThat(probe.run(CaFileCommands.list()).names()).contains(ca);
    var shown = probe.run(CaFileCommands.show(ca));
    assertThat(shown.status()).isEqualTo(StoreStatus.USED);
    assertThat(shown.certificates()).hasSize(1);
    assertThat(shown.certificates().getFirst().subject()).isEqualTo("/CN=old.example.org");

    probe.run(CaFileCommands.create("x"));
    assertThat(probe.failure(CaFileCommands.create("x")).answer()).contains("already exists");
    probe.run(CaFileCommands.set("x", old.pem()));
    assertThat(probe.run(CaFileCommands.list()).transaction()).contains("x");
    assertThat(probe.run(CaFileCommands.showUncommitted("x")).certificates()).hasSize(1);
    if (probe.isAtLeast(2, 7)) {
      probe.run(CaFileCommands.add("x", pem));
    } else {
      probe.needsNewer(List.of(CaFileCommands.add("x", pem)));
      probe.run(CaFileCommands.set("x", old.pem() + pem));
    }
    probe.run(CaFileCommands.commit("x"));
    assertThat(probe.run(CaFileCommands.show("x")).certificates()).hasSize(2);
    probe.run(CaFileCommands.set("x", pem));
    probe.run(CaFileCommands.abort("x"));
    assertThat(probe.failure(CaFileCommands.abort("x")).failure()).isEqualTo(Failure.NOT_FOUND);
    assertThat(probe.failure(CaFileCommands.commit("x")).failure()).isEqualTo(Failure.NOT_FOUND);
    probe.run(CaFileCommands.delete("x"));
    assertThat(probe.failure(CaFileCommands.delete("x")).answer()).contains("doesn't exist");
    assertThat(probe.failure(CaFileCommands.delete(ca)).answer()).contains("in use");
    assertThat(probe.failure(CaFileCommands.show("x")).failure()).isEqualTo(Failure.NOT_FOUND);
    assertThat(probe.failure(CaFileCommands.set("x", pem)).failure()).isEqualTo(Failure.NOT_FOUND);
  }

  private static void checkCrlFiles(Probe probe, SiteFiles files) throws Exception {
    var crl = files.name("crl.pem");
    var pem = fresh.revocationList(1, 2);
    if (!probe.isAtLeast(2, 5)) {
      probe.needsNewer(
          List.of(
              CrlFileCommands.list(),
              CrlFileCommands.show(crl),
              CrlFileCommands.create("y"),
              CrlFileCommands.set("y", pem),
              CrlFileCommands.commit("y"),
              CrlFileCommands.abort("y"),
              CrlFileCommands.delete("y")));
      return;
    }
    assertThat(probe.run(CrlFileCommands.list()).names()).containsExactly(crl);
    var lists = probe.run(CrlFileCommands.show(crl)).lists();
    assertThat(lists).hasSize(1);
    assertThat(lists.getFirst().issuer()).isEqualTo("/CN=old.example.org");
    assertThat(lists.getFirst().revoked()).containsExactly("1267");
    assertThat(lists.getFirst().lastUpdate()).isPresent();

    probe.run(CrlFileCommands.create("y"));
    assertThat(probe.failure(CrlFileCommands.create("y")).answer()).contains("already exists");
    probe.run(CrlFileCommands.set("y", pem));
    assertThat(probe.run(CrlFileCommands.list()).transaction()).contains("y");
    probe.run(CrlFileCommands.abort("y"));
    probe.run(CrlFileCommands.set("y", pem));
    probe.run(CrlFileCommands.commit("y"));
    assertThat(probe.run(CrlFileCommands.show("y")).lists().getFirst().revoked())
        .containsExactly("01", "02");
    assertThat(probe.failure(CrlFileCommands.abort("y")).failure()).isEqualTo(Failure.NOT_FOUND);
    assertThat(probe.failure(CrlFileCommands.commit("y")).failure()).isEqualTo(Failure.NOT_FOUND);
    probe.run(CrlFileCommands.delete("y"));
    assertThat(probe.failure(CrlFileCommands.delete("y")).answer()).contains("doesn't exist");
    assertThat(probe.failure(CrlFileCommands.delete(crl)).answer()).contains("in use");
    assertThat(probe.failure(CrlFileCommands.show("y")).failure()).isEqualTo(Failure.NOT_FOUND);
  }

  private static void checkTicketKeys(Probe probe, SiteFiles files) throws Exception {
    var file = files.name("tickets.keys");
    assertThat(probe.run(TicketKeyCommands.files()))
        .containsExactly(new TicketKeys(0, file, List.of()));
    var before = reveal(probe.run(TicketKeyCommands.keys()).getFirst());
    assertThat(before).containsExactlyElementsOf(Files.readAllLines(Path.of(file)));

    var key = key(new Random(2));
    probe.run(TicketKeyCommands.set(file, new Secret(key)));
    var after = probe.run(TicketKeyCommands.keys());
    assertThat(reveal(after.getFirst())).containsExactly(before.get(1), before.get(2), key);
    assertThat(after.toString()).doesNotContain(key);

    var wrong = probe.failure(TicketKeyCommands.set(file, new Secret("c2VjcmV0LWtleQ==")));
    assertThat(wrong).hasMessageContaining("wrong size");
    assertThat(wrong.toString()).doesNotContain("c2VjcmV0");
    assertThat(probe.failure(TicketKeyCommands.set("none", new Secret(key))))
        .hasMessageContaining("unable to locate");
  }

  private static List<String> reveal(TicketKeys keys) {
    return keys.keys().stream().map(Secret::reveal).toList();
  }

  private static void checkOcsp(Probe probe, SiteFiles files) throws Exception {
    var site = files.name("site.pem");
    var wrong = "no response".getBytes(StandardCharsets.UTF_8);
    assertThat(probe.failure(OcspCommands.set(wrong))).hasMessageContaining("OCSP");
    List<Command<?>> since28 =
        List.of(OcspCommands.update(site), OcspCommands.updates(), OcspCommands.response(site));
    if (!probe.isAtLeast(2, 5)) {
      probe.needsNewer(List.of(OcspCommands.list(), OcspCommands.show(site)));
    } else {
      assertThat(probe.run(OcspCommands.list())).isEmpty();
      probe.failure(OcspCommands.show("none"));
    }
    if (!probe.isAtLeast(2, 8)) {
      probe.needsNewer(since28);
    } else {
      assertThat(probe.run(OcspCommands.updates())).isEmpty();
      assertThat(probe.failure(OcspCommands.update("none")).failure()).isEqualTo(Failure.NOT_FOUND);
      probe.failure(OcspCommands.response("none"));
    }
  }

  private static void checkSmallerParts(Probe probe, SiteFiles files) throws Exception {
    if (probe.isAtLeast(2, 6)) {
      assertThat(probe.run(TlsCommands.providers())).contains("default");
    } else {
      probe.needsNewer(List.of(TlsCommands.providers()));
    }
    if (probe.isAtLeast(3, 2)) {
      assertThat(probe.run(TlsCommands.serverNames()))
          .anyMatch(
              entry ->
                  entry.bind().startsWith("tls/")
                      && entry.sni().equals("new.example.org")
                      && entry.certificate().equals(files.name("site.pem")));
      assertThat(probe.run(TlsCommands.serverNames("listed")))
          .isNotEmpty()
          .allMatch(entry -> entry.bind().startsWith("listed/"));
      assertThat(probe.failure(TlsCommands.serverNames("none")).failure())
          .isEqualTo(Failure.NOT_FOUND);
      assertThat(probe.run(TlsCommands.acmeStatus())).isEmpty();
      assertThat(probe.failure(TlsCommands.renew(files.name("site.pem"))))
          .hasMessageContaining("No ACME configuration");
      assertThat(probe.failure(TlsCommands.challengeReady("x", "y")).failure())
          .isEqualTo(Failure.NOT_FOUND);
    } else {
      probe.needsNewer(
          List.of(
              TlsCommands.serverNames(),
              TlsCommands.serverNames("tls"),
              TlsCommands.acmeStatus(),
              TlsCommands.renew("x"),
              TlsCommands.challengeReady("x", "y")));
    }
    if (!probe.isAtLeast(3, 3)) {
      probe.needsNewer(
          List.of(
              TlsCommands.jwtCertificates(),
              TlsCommands.addJwtCertificate("x"),
              TlsCommands.deleteJwtCertificate("x"),
              TlsCommands.ech(),
              TlsCommands.addEch("x", "pem"),
              TlsCommands.setEch("x", "pem"),
              TlsCommands.deleteEch("x")));
    }
  }

  /** Odd names arrive as they are, and harm nothing. */
  private static void checkNames(Probe probe) throws Exception {
    for (var name :
        List.of("a b", "a;show info", "a\\", "\"q\"", "#1", "@1", "<<a", "-", "a\tb", "ü:1")) {
      probe.run(CertificateCommands.create(name));
      assertThat(probe.run(CertificateCommands.list()).names()).contains(name);
      assertThat(probe.run(CertificateCommands.show(name)).name()).isEqualTo(name);
      probe.run(CertificateCommands.delete(name));
    }
    Stream.of("*a", "\\*a", "", "a\nshow info", "a.key", "a\0")
        .forEach(
            name ->
                assertThatThrownBy(() -> CertificateCommands.create(name))
                    .isInstanceOf(UnsendableValueException.class));
  }
}
