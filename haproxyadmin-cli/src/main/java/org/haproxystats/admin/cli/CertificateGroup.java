package org.haproxystats.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.haproxystats.admin.Certificate;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.tls.CaFile;
import org.haproxystats.runtime.tls.CaFileCommands;
import org.haproxystats.runtime.tls.CertificateCommands;
import org.haproxystats.runtime.tls.CertificateDetails;
import org.haproxystats.runtime.tls.CertificatePart;
import org.haproxystats.runtime.tls.CrlFileCommands;
import org.haproxystats.runtime.tls.CrtListCommands;
import org.haproxystats.runtime.tls.OcspCommands;
import org.haproxystats.runtime.tls.StoreList;
import org.haproxystats.runtime.tls.X509Details;

/** {@code haproxyadmin cert ...}. */
final class CertificateGroup {
  private static final Option INPUT =
      Option.value(
          "input", "FILE", "the new certificate, chain and key (PEM); - for the standard input");

  private static final List<Column> DETAILS =
      List.of(
          Column.text("certificate"),
          Column.text("status"),
          Column.text("not_after"),
          Column.text("subject"),
          Column.text("names"),
          Column.text("sha1"));

  private CertificateGroup() {}

  static CommandGroup build() {
    return new CommandGroup(
        "cert",
        "Certificates: what is in use, and replacing it",
        List.of(
            list(),
            show(),
            update(),
            files("ca", "CA files", CaFileCommands.list()),
            caShow(),
            files("crl", "CRL files", CrlFileCommands.list()),
            crtLists(),
            crtList(),
            ocsp(),
            ocspUpdate()));
  }

  private static CliCommand list() {
    return CliCommand.named(
            "list", "Lists the certificates that are in use, and until when they are valid")
        .with(Survey.EACH)
        .example("haproxyadmin cert list --sort not_after", "what ends first")
        .runs(
            invocation -> {
              var survey = new Survey(invocation);
              var names = new LinkedHashSet<String>();
              survey
                  .answers(CertificateCommands.list())
                  .forEach(answer -> names.addAll(answer.value().names()));
              var table = survey.empty(1, DETAILS);
              for (var name : names) {
                table = table.with(details(survey, name));
              }
              invocation.output().print(table);
            });
  }

  private static Table details(Survey survey, String name)
      throws IOException, InterruptedException {
    return survey.ask(
        CertificateCommands.show(name), 1, DETAILS, details -> List.of(cells(details)));
  }

  private static List<Object> cells(CertificateDetails details) {
    var certificate = details.certificate();
    return List.of(
        details.name(),
        details.status().toString(),
        certificate
            .flatMap(X509Details::notAfter)
            .<Object>map(Instant::toString)
            .orElse(Table.NOTHING),
        certificate.<Object>map(X509Details::subject).orElse(Table.NOTHING),
        certificate
            .map(x509 -> Table.text(String.join(" ", x509.alternativeNames())))
            .orElse(Table.NOTHING),
        certificate.<Object>map(X509Details::sha1Fingerprint).orElse(Table.NOTHING));
  }

  private static CliCommand show() {
    return CliCommand.named("show", "Shows a certificate")
        .takes("NAME", "as \"list\" shows it, or the end of it")
        .with(Survey.EACH)
        .example("haproxyadmin cert show site.pem", "in all processes")
        .runs(
            invocation -> {
              var survey = new Survey(invocation);
              invocation
                  .output()
                  .printSideBySide(
                      details(survey, known(survey, invocation.arguments().word("NAME"))));
            });
  }

  /** The name as HAProxy has it: the whole, or the only one that ends so after a slash. */
  private static String known(Survey survey, String name) throws IOException, InterruptedException {
    var known = new LinkedHashSet<String>();
    survey
        .answers(CertificateCommands.list())
        .forEach(answer -> known.addAll(answer.value().names()));
    if (known.contains(name)) {
      return name;
    }
    var ending = known.stream().filter(other -> other.endsWith("/" + name)).toList();
    if (ending.size() == 1) {
      return ending.getFirst();
    }
    throw new IOException(
        ending.isEmpty()
            ? "HAProxy has no certificate '" + name + "'" + Names.suggestion(name, known)
            : "'" + name + "' could be " + String.join(" or ", ending));
  }

  private static CliCommand update() {
    return CliCommand.named("update", "Replaces a certificate, in all processes or in none")
        .takes("NAME", "as \"list\" shows it, or the end of it")
        .with(INPUT)
        .changes()
        .notes(
            """
            Without --input, the new one is read from the file NAME, or from the file that HAProxy has read.
            Every process checks it before any uses it. A reload of HAProxy brings back what is in its file.""")
        .example("haproxyadmin cert update site.pem", "after its file was renewed")
        .example(
            "haproxyadmin cert update site.pem --input new.pem --dry-run", "what would be sent")
        .runs(
            invocation -> {
              var typed = invocation.arguments().word("NAME");
              var survey = new Survey(invocation);
              var name = known(survey, typed);
              var pem = pem(invocation, typed, name);
              var change = new Change(invocation, "update");
              for (var balancer : survey.balancers()) {
                change.add(
                    balancer,
                    "certificate " + name,
                    new AtomicOperation(
                        balancer.processes(),
                        List.of(
                            CertificateCommands.set(name, CertificatePart.ALL, pem).toString(),
                            CertificateCommands.commit(name).toString()),
                        CertificateCommands.commit(name),
                        () ->
                            AtomicOperation.reports(
                                new Certificate(balancer.processes(), name).replace(pem))));
              }
              change.run();
            });
  }

  private static String pem(Invocation invocation, String typed, String known)
      throws UsageException, IOException {
    if (invocation.arguments().has(INPUT)) {
      return Input.read(invocation, INPUT, "the new certificate");
    }
    for (var name : List.of(typed, known)) {
      if (Files.isRegularFile(Path.of(name))) {
        return Input.file(Path.of(name));
      }
    }
    throw new UsageException(
        "there is no file %s or %s here: name the new certificate with --input"
            .formatted(typed, known));
  }

  private static CliCommand files(String name, String what, Command<StoreList> command) {
    return CliCommand.named(name, "Lists the " + what)
        .with(Survey.EACH)
        .example("haproxyadmin cert " + name, "those that HAProxy knows")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        command,
                        1,
                        List.of(Column.text("file")),
                        list -> list.names().stream().map(List::<Object>of).toList()));
  }

  private static CliCommand caShow() {
    return CliCommand.named("ca-show", "Shows the certificates of a CA file")
        .takes("FILE", "as \"ca\" shows it")
        .with(Survey.EACH)
        .example("haproxyadmin cert ca-show /etc/haproxy/ca.pem", "whom HAProxy trusts")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        CaFileCommands.show(invocation.arguments().word("FILE")),
                        1,
                        List.of(
                            Column.text("subject"), Column.text("not_after"), Column.text("sha1")),
                        CertificateGroup::authorities));
  }

  private static List<List<Object>> authorities(CaFile file) {
    return file.certificates().stream()
        .map(
            certificate ->
                List.<Object>of(
                    certificate.subject(),
                    certificate.notAfter().<Object>map(Instant::toString).orElse(Table.NOTHING),
                    certificate.sha1Fingerprint()))
        .toList();
  }

  private static CliCommand crtLists() {
    return CliCommand.named("crt-lists", "Lists the crt-lists")
        .with(Survey.EACH)
        .example("haproxyadmin cert crt-lists", "those that HAProxy knows")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        CrtListCommands.list(),
                        1,
                        List.of(Column.text("file")),
                        list -> list.stream().map(List::<Object>of).toList()));
  }

  private static CliCommand crtList() {
    return CliCommand.named("crt-list", "Shows the lines of a crt-list")
        .takes("FILE", "as \"crt-lists\" shows it")
        .with(Survey.EACH)
        .example("haproxyadmin cert crt-list /etc/haproxy/sites.list", "its certificates")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        CrtListCommands.show(invocation.arguments().word("FILE")),
                        1,
                        List.of(
                            Column.text("certificate"),
                            Column.number("line"),
                            Column.text("options"),
                            Column.text("filters")),
                        list ->
                            list.stream()
                                .map(
                                    entry ->
                                        List.<Object>of(
                                            entry.certificate(),
                                            entry.line().isPresent()
                                                ? (Object) (long) entry.line().getAsInt()
                                                : Table.NOTHING,
                                            Table.text(entry.options()),
                                            Table.text(String.join(" ", entry.filters()))))
                                .toList()));
  }

  private static CliCommand ocsp() {
    return CliCommand.named("ocsp", "Lists the OCSP responses that HAProxy has (2.5)")
        .with(Survey.EACH)
        .example("haproxyadmin cert ocsp", "for which certificates")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        OcspCommands.list(),
                        1,
                        List.of(Column.text("certificate"), Column.text("key")),
                        list ->
                            list.stream()
                                .map(id -> List.of(Table.text(id.path()), (Object) id.key()))
                                .toList()));
  }

  private static CliCommand ocspUpdate() {
    return CliCommand.named(
            "ocsp-update", "Has HAProxy fetch the OCSP response of a certificate (2.8)")
        .takes("NAME", "the certificate, as \"list\" shows it")
        .changes()
        .example("haproxyadmin cert ocsp-update /etc/haproxy/site.pem", "in all processes")
        .runs(
            invocation -> {
              var name = invocation.arguments().word("NAME");
              var change = new Change(invocation, "update the OCSP response");
              for (var balancer : invocation.loadBalancers()) {
                change.add(balancer, "certificate " + name, OcspCommands.update(name));
              }
              change.run();
            });
  }
}
