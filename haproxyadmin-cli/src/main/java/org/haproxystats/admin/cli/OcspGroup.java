package org.haproxystats.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.haproxystats.runtime.tls.OcspCommands;

/** {@code haproxyadmin ocsp ...}. */
final class OcspGroup {
  private static final String NAME = "NAME";

  private OcspGroup() {}

  static CommandGroup build() {
    return new CommandGroup(
        "ocsp",
        "OCSP responses: the proofs that certificates are not revoked",
        List.of(list(), show(), updates(), update(), set()));
  }

  private static CliCommand list() {
    return CliCommand.named("list", "Lists the OCSP responses that HAProxy has (2.5)")
        .with(Survey.EACH)
        .example("haproxyadmin ocsp list", "for which certificates")
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

  private static CliCommand show() {
    return CliCommand.named("show", "Shows an OCSP response as OpenSSL describes it (2.5)")
        .takes(NAME, "the certificate, as \"list\" shows it; before 2.8 its key")
        .example("haproxyadmin ocsp show /etc/haproxy/site.pem", "until when it is good")
        .runs(
            invocation ->
                new TextAnswers(invocation)
                    .print(OcspCommands.show(invocation.arguments().word(NAME))));
  }

  private static CliCommand updates() {
    return CliCommand.named("updates", "Lists the responses that HAProxy fetches by itself (2.8)")
        .example("haproxyadmin ocsp updates", "when it did, and when it will")
        .runs(
            invocation -> {
              var answers = new Survey(invocation, true).answers(OcspCommands.updates());
              var titles = new LinkedHashSet<String>();
              answers.forEach(answer -> answer.value().forEach(row -> titles.addAll(row.keySet())));
              var columns = new ArrayList<>(List.of(Column.text("process")));
              titles.forEach(title -> columns.add(Column.text(field(title))));
              var table = Table.of(2, columns);
              for (var answer : answers) {
                for (var row : answer.value()) {
                  var cells = new ArrayList<Object>(List.of(answer.endpoint().toString()));
                  titles.forEach(title -> cells.add(Table.cell(row.getOrDefault(title, ""))));
                  table.add(cells);
                }
              }
              invocation.output().print(table);
            });
  }

  /** HAProxy's title as a name that can be typed, such as {@code next_update}. */
  private static String field(String title) {
    return title.strip().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }

  private static CliCommand update() {
    return CliCommand.named("update", "Has HAProxy fetch the OCSP response of a certificate (2.8)")
        .takes(NAME, "the certificate, as \"haproxyadmin cert list\" shows it")
        .changes()
        .example("haproxyadmin ocsp update /etc/haproxy/site.pem", "in all processes")
        .runs(
            invocation -> {
              var name = invocation.arguments().word(NAME);
              Change.everywhere(
                  invocation,
                  "update the OCSP response",
                  "certificate " + name,
                  OcspCommands.update(name));
            });
  }

  private static CliCommand set() {
    return CliCommand.named("set", "Gives HAProxy an OCSP response")
        .takes("FILE", "the response (DER), as \"openssl ocsp -respout\" writes it")
        .changes()
        .example("haproxyadmin ocsp set site.ocsp", "in all processes")
        .runs(
            invocation -> {
              var file = invocation.arguments().word("FILE");
              Change.everywhere(
                  invocation, "set", "OCSP response " + file, OcspCommands.set(bytes(file)));
            });
  }

  private static byte[] bytes(String file) throws IOException {
    try {
      return Files.readAllBytes(Path.of(file));
    } catch (NoSuchFileException e) {
      throw new IOException(file + ": there is no such file", e);
    }
  }
}
