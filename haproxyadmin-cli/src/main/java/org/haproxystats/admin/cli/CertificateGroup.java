package org.haproxystats.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import org.haproxystats.admin.Certificate;
import org.haproxystats.runtime.tls.CertificateCommands;
import org.haproxystats.runtime.tls.CertificateDetails;
import org.haproxystats.runtime.tls.CertificatePart;
import org.haproxystats.runtime.tls.Secret;
import org.haproxystats.runtime.tls.SniEntry;
import org.haproxystats.runtime.tls.TicketKeyCommands;
import org.haproxystats.runtime.tls.TlsCommands;
import org.haproxystats.runtime.tls.X509Details;

/** {@code haproxyadmin cert ...}. */
final class CertificateGroup {
  private static final Option INPUT =
      Option.value(
          "input", "FILE", "the new certificate, chain and key (PEM); - for the standard input");

  private static final Option KEY =
      Option.value("input", "FILE", "reads the key from a file instead of the standard input");
  private static final Store STORE =
      new Store(
          "cert",
          "certificate",
          "/etc/haproxy/site.pem",
          CertificateCommands.list(),
          CertificateCommands::create,
          (name, pem) -> CertificateCommands.set(name, CertificatePart.ALL, pem),
          CertificateCommands::commit,
          CertificateCommands::abort,
          CertificateCommands::delete);

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
            STORE.create(),
            STORE.commit(),
            STORE.abort(),
            STORE.delete(),
            serverNames(),
            ticketKeys(),
            setTicketKey()));
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
              survey.print(table);
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
                      details(survey, STORE.known(survey, invocation.arguments().word("NAME"))));
            });
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
              var name = STORE.known(survey, typed);
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

  private static CliCommand serverNames() {
    return CliCommand.named("sni", "Shows which certificate each server name gets (3.2)")
        .mayTake("FRONTEND", "one frontend alone")
        .with(Survey.EACH)
        .example("haproxyadmin cert sni --sort not_after", "what ends first")
        .example("haproxyadmin cert sni www", "the names of one frontend")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        invocation
                            .arguments()
                            .optionalWord("FRONTEND")
                            .map(TlsCommands::serverNames)
                            .orElseGet(TlsCommands::serverNames),
                        2,
                        List.of(
                            Column.text("bind"),
                            Column.text("sni"),
                            Column.text("certificate"),
                            Column.text("not_after")),
                        names -> names.stream().map(CertificateGroup::cells).toList()));
  }

  private static List<Object> cells(SniEntry entry) {
    return List.of(
        entry.bind(),
        entry.sni(),
        entry.certificate(),
        entry.notAfter().<Object>map(Instant::toString).orElse(Table.NOTHING));
  }

  private static CliCommand ticketKeys() {
    return CliCommand.named("ticket-keys", "Lists the files with keys of TLS session tickets")
        .with(Survey.EACH)
        .example("haproxyadmin cert ticket-keys", "the files; keys are never shown")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        TicketKeyCommands.files(),
                        1,
                        List.of(Column.text("file"), Column.number("id")),
                        files ->
                            files.stream()
                                .map(file -> List.<Object>of(file.file(), (long) file.id()))
                                .toList()));
  }

  private static CliCommand setTicketKey() {
    return CliCommand.named(
            "add-ticket-key", "Adds a key of TLS session tickets, and drops the oldest")
        .takes("FILE", "as \"ticket-keys\" shows it")
        .with(KEY)
        .changes()
        .notes("The key is 48 or 80 bytes in base64. Give all load balancers the same.")
        .example(
            "haproxyadmin cert add-ticket-key /etc/haproxy/tickets.keys --input new.key",
            "in all processes")
        .runs(
            invocation -> {
              var file = invocation.arguments().word("FILE");
              var key = new Secret(Input.read(invocation, KEY, "the new key").strip());
              Change.everywhere(
                  invocation, "add a ticket key", "file " + file, TicketKeyCommands.set(file, key));
            });
  }
}
