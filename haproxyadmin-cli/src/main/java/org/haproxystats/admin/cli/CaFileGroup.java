package org.haproxystats.admin.cli;

import java.time.Instant;
import java.util.List;
import org.haproxystats.runtime.tls.CaFile;
import org.haproxystats.runtime.tls.CaFileCommands;

/** {@code haproxyadmin ca ...}. */
final class CaFileGroup {
  private static final Store STORE =
      new Store(
          "ca",
          "CA file",
          "/etc/haproxy/ca.pem",
          CaFileCommands.list(),
          CaFileCommands::create,
          CaFileCommands::set,
          CaFileCommands::commit,
          CaFileCommands::abort,
          CaFileCommands::delete);

  private CaFileGroup() {}

  static CommandGroup build() {
    return new CommandGroup(
        "ca",
        "CA files: the authorities that HAProxy trusts (2.5)",
        List.of(
            STORE.list(),
            show(),
            STORE.load("update", "Replaces the contents of a CA file", CaFileCommands::set),
            STORE.load("add", "Adds certificates to a CA file (2.7)", CaFileCommands::add),
            STORE.create(),
            STORE.commit(),
            STORE.abort(),
            STORE.delete()));
  }

  private static CliCommand show() {
    return CliCommand.named("show", "Shows the certificates of a CA file")
        .takes("NAME", "as \"list\" shows it, or the end of it")
        .with(Survey.EACH)
        .example("haproxyadmin ca show ca.pem", "whom HAProxy trusts")
        .runs(
            invocation -> {
              var survey = new Survey(invocation);
              survey.print(
                  CaFileCommands.show(STORE.known(survey, invocation.arguments().word("NAME"))),
                  1,
                  List.of(Column.text("subject"), Column.text("not_after"), Column.text("sha1")),
                  CaFileGroup::authorities);
            });
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
}
