package org.haproxystats.admin.cli;

import java.time.Instant;
import java.util.List;
import org.haproxystats.runtime.tls.CrlFile;
import org.haproxystats.runtime.tls.CrlFileCommands;

/** {@code haproxyadmin crl ...}. */
final class CrlFileGroup {
  private static final Store STORE =
      new Store(
          "crl",
          "CRL file",
          "/etc/haproxy/crl.pem",
          CrlFileCommands.list(),
          CrlFileCommands::create,
          CrlFileCommands::set,
          CrlFileCommands::commit,
          CrlFileCommands::abort,
          CrlFileCommands::delete);

  private CrlFileGroup() {}

  static CommandGroup build() {
    return new CommandGroup(
        "crl",
        "CRL files: the certificates that are revoked (2.5)",
        List.of(
            STORE.list(),
            show(),
            STORE.load("update", "Replaces the contents of a CRL file", CrlFileCommands::set),
            STORE.create(),
            STORE.commit(),
            STORE.abort(),
            STORE.delete()));
  }

  private static CliCommand show() {
    return CliCommand.named("show", "Shows the lists of revoked certificates in a CRL file")
        .takes("NAME", "as \"list\" shows it, or the end of it")
        .with(Survey.EACH)
        .example("haproxyadmin crl show crl.pem", "what each authority has revoked")
        .runs(
            invocation -> {
              var survey = new Survey(invocation);
              survey.print(
                  CrlFileCommands.show(STORE.known(survey, invocation.arguments().word("NAME"))),
                  1,
                  List.of(
                      Column.text("issuer"),
                      Column.text("last_update"),
                      Column.text("next_update"),
                      Column.text("revoked")),
                  CrlFileGroup::lists);
            });
  }

  private static List<List<Object>> lists(CrlFile file) {
    return file.lists().stream()
        .map(
            list ->
                List.<Object>of(
                    list.issuer(),
                    list.lastUpdate().<Object>map(Instant::toString).orElse(Table.NOTHING),
                    list.nextUpdate().<Object>map(Instant::toString).orElse(Table.NOTHING),
                    Table.text(String.join(" ", list.revoked()))))
        .toList();
  }
}
