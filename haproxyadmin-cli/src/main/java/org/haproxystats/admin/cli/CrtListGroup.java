package org.haproxystats.admin.cli;

import java.util.List;
import java.util.OptionalInt;
import org.haproxystats.runtime.tls.CrtListCommands;
import org.haproxystats.runtime.tls.CrtListEntry;

/** {@code haproxyadmin crt-list ...}. */
final class CrtListGroup {
  private static final String LIST = "LIST";
  private static final String LIST_HELP = "as \"list\" shows it";
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final Option OPTIONS =
      Option.value("options", "WORDS", "options of its own, such as 'alpn h2 ocsp-update on'");
  private static final Option LINE =
      Option.value("line", "NUMBER", "which line of it, where a list has several");

  private CrtListGroup() {}

  static CommandGroup build() {
    return new CommandGroup(
        "crt-list",
        "Lists of certificates: which server names get which (2.2)",
        List.of(list(), show(), add(), del()));
  }

  private static CliCommand list() {
    return CliCommand.named("list", "Lists the crt-lists")
        .with(Survey.EACH)
        .example("haproxyadmin crt-list list", "those that HAProxy knows")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        CrtListCommands.list(),
                        1,
                        List.of(Column.text("file")),
                        list -> list.stream().map(List::<Object>of).toList()));
  }

  private static CliCommand show() {
    return CliCommand.named("show", "Shows the lines of a crt-list")
        .takes(LIST, LIST_HELP)
        .with(Survey.EACH)
        .example("haproxyadmin crt-list show /etc/haproxy/sites.list", "its certificates")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        CrtListCommands.show(invocation.arguments().word(LIST)),
                        1,
                        List.of(
                            Column.text("certificate"),
                            Column.number("line"),
                            Column.text("options"),
                            Column.text("filters")),
                        list -> list.stream().map(CrtListGroup::cells).toList()));
  }

  private static List<Object> cells(CrtListEntry entry) {
    return List.of(
        entry.certificate(),
        entry.line().isPresent() ? (Object) (long) entry.line().getAsInt() : Table.NOTHING,
        Table.text(entry.options()),
        Table.text(String.join(" ", entry.filters())));
  }

  private static CliCommand add() {
    return CliCommand.named("add", "Adds a certificate that is in memory to a crt-list")
        .takes(LIST, LIST_HELP)
        .takes(CERTIFICATE, "as \"haproxyadmin cert list\" shows it")
        .mayTakeMany("FILTER", "server names that it is for; those of the certificate if none")
        .with(OPTIONS)
        .changes()
        .notes("Bring a new certificate into memory with \"haproxyadmin cert new\" first.")
        .example(
            "haproxyadmin crt-list add /etc/haproxy/sites.list /etc/haproxy/new.pem",
            "for the names of the certificate")
        .example(
            "haproxyadmin crt-list add /etc/haproxy/sites.list /etc/haproxy/new.pem www.example.com",
            "for one name")
        .runs(
            invocation -> {
              var arguments = invocation.arguments();
              var entry =
                  CrtListEntry.of(
                      arguments.word(CERTIFICATE),
                      arguments.value(OPTIONS).orElse(""),
                      arguments.words("FILTER"));
              Change.everywhere(
                  invocation,
                  "add " + entry.certificate(),
                  "crt-list " + arguments.word(LIST),
                  CrtListCommands.add(arguments.word(LIST), entry));
            });
  }

  private static CliCommand del() {
    return CliCommand.named("del", "Takes a certificate out of a crt-list")
        .takes(LIST, LIST_HELP)
        .takes(CERTIFICATE, "as \"show\" shows it")
        .with(LINE)
        .changes()
        .example(
            "haproxyadmin crt-list del /etc/haproxy/sites.list /etc/haproxy/old.pem",
            "in all processes")
        .runs(
            invocation -> {
              var arguments = invocation.arguments();
              var list = arguments.word(LIST);
              var certificate = arguments.word(CERTIFICATE);
              var line = line(arguments);
              Change.everywhere(
                  invocation,
                  "del " + certificate,
                  "crt-list " + list,
                  line.isPresent()
                      ? CrtListCommands.delete(list, certificate, line.getAsInt())
                      : CrtListCommands.delete(list, certificate));
            });
  }

  private static OptionalInt line(Arguments arguments) throws UsageException {
    var text = arguments.value(LINE);
    return text.isPresent()
        ? OptionalInt.of(Arguments.number(LINE.toString(), text.get()))
        : OptionalInt.empty();
  }
}
