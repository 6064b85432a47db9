package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.haproxystats.runtime.session.Session;
import org.haproxystats.runtime.session.SessionCommands;

/** {@code haproxyadmin session ...}. */
final class SessionGroup {
  private static final Option FRONTEND =
      Option.value("frontend", "NAME", "those that came in here; * and ? stand for anything");
  private static final Option BACKEND =
      Option.value("backend", "NAME", "those that go to this backend");
  private static final Option SERVER =
      Option.value("server", "NAME", "those that go to this server");
  private static final Option OLDER =
      Option.value("older", "TIME", "those that last so long already");

  private SessionGroup() {}

  static CommandGroup build() {
    return new CommandGroup(
        "session", "Sessions: what goes on now, and ending it", List.of(list(), show(), kill()));
  }

  private static CliCommand list() {
    return CliCommand.named("list", "Lists the sessions of each process")
        .with(FRONTEND, BACKEND, SERVER, OLDER)
        .example("haproxyadmin session list --server web3", "who is at a server")
        .example("haproxyadmin session list --older 10m --sort -age", "those that last")
        .runs(
            invocation -> {
              var wanted = wanted(invocation);
              new Survey(invocation, true)
                  .print(
                      SessionCommands.list(),
                      1,
                      List.of(
                          Column.text("id"),
                          Column.text("protocol"),
                          Column.text("source"),
                          Column.text("frontend"),
                          Column.text("backend"),
                          Column.text("server"),
                          Column.of("age", Column.Kind.SECONDS)),
                      sessions ->
                          sessions.stream().filter(wanted).map(SessionGroup::cells).toList());
            });
  }

  private static List<Object> cells(Session session) {
    return List.of(
        session.pointer(),
        session.protocol(),
        Table.text(session.source()),
        Table.text(session.frontend()),
        session.backend().<Object>map(name -> name).orElse(Table.NOTHING),
        session.server().<Object>map(name -> name).orElse(Table.NOTHING),
        session.age().<Object>map(age -> age.toSeconds()).orElse(Table.NOTHING));
  }

  private static Predicate<Session> wanted(Invocation invocation) throws UsageException {
    var frontend = invocation.arguments().value(FRONTEND);
    var backend = invocation.arguments().value(BACKEND);
    var server = invocation.arguments().value(SERVER);
    var older = invocation.arguments().duration(OLDER);
    return session ->
        fits(frontend, Optional.of(session.frontend()))
            && fits(backend, session.backend())
            && fits(server, session.server())
            && (older.isEmpty()
                || session.age().filter(age -> age.compareTo(older.get()) >= 0).isPresent());
  }

  private static boolean fits(Optional<String> pattern, Optional<String> name) {
    return pattern.isEmpty()
        || name.filter(found -> Names.matches(pattern.get(), found)).isPresent();
  }

  private static CliCommand show() {
    return CliCommand.named("show", "Shows all that HAProxy says of a session")
        .takes("ID", "as \"list\" shows it, such as 0x55d2c3a1e0b0")
        .example("haproxyadmin session show 0x55d2c3a1e0b0", "one session")
        .runs(
            invocation -> {
              var id = invocation.arguments().word("ID");
              for (var holder : holders(invocation, session -> session.pointer().equals(id))) {
                var client = holder.balancer().haproxy().only(holder.endpoint()::equals);
                for (var details : client.run(SessionCommands.details(id)).orThrow().values()) {
                  var table = Table.of(1, Column.text("id"), Column.text("details"));
                  table.add(details.pointer(), details.text());
                  if (invocation.output().format() == Output.Format.TEXT) {
                    details
                        .text()
                        .lines()
                        .map(Output::printable)
                        .forEach(invocation.output()::line);
                  } else {
                    invocation.output().print(table);
                  }
                }
              }
            });
  }

  private static CliCommand kill() {
    return CliCommand.named("kill", "Ends sessions")
        .mayTakeMany("ID", "as \"list\" shows it; without one the options choose")
        .with(FRONTEND, BACKEND, SERVER, OLDER)
        .changes()
        .example("haproxyadmin session kill 0x55d2c3a1e0b0", "one session")
        .example("haproxyadmin session kill --server web3 --older 1h --yes", "all of a kind")
        .runs(SessionGroup::kill);
  }

  private static void kill(Invocation invocation)
      throws UsageException, IOException, InterruptedException {
    var ids = invocation.arguments().words("ID");
    var wanted = wanted(invocation);
    boolean isChosen =
        List.of(FRONTEND, BACKEND, SERVER, OLDER).stream().anyMatch(invocation.arguments()::has);
    if (ids.isEmpty() && !isChosen) {
      throw new UsageException(
          "say which sessions: an ID, or one of --frontend, --backend, --server, --older");
    }
    var change = new Change(invocation, "kill");
    for (var holder :
        holders(
            invocation,
            session ->
                (ids.isEmpty() || ids.contains(session.pointer())) && wanted.test(session))) {
      change.add(
          holder.balancer(),
          "session " + holder.value().pointer(),
          new CommandOperation(
              holder.balancer().haproxy().only(holder.endpoint()::equals),
              List.of(SessionCommands.shutdown(holder.value().pointer()))));
    }
    change.run();
  }

  /** Each session that is wanted, and the process that has it. */
  private static List<Survey.Answer<Session>> holders(
      Invocation invocation, Predicate<Session> wanted)
      throws UsageException, IOException, InterruptedException {
    var holders = new ArrayList<Survey.Answer<Session>>();
    for (var answer : new Survey(invocation, true).answers(SessionCommands.list())) {
      answer.value().stream()
          .filter(wanted)
          .forEach(
              session ->
                  holders.add(new Survey.Answer<>(answer.balancer(), answer.endpoint(), session)));
    }
    if (holders.isEmpty()) {
      invocation.trouble("there is no such session");
    }
    return holders;
  }
}
