package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.tls.StoreList;

/**
 * Files that HAProxy keeps in memory and changes in transactions: certificates, CA files and CRL
 * files, whose commands are alike.
 *
 * @param group the first word of their commands
 * @param object what one is called
 * @param example the name of one
 */
record Store(
    String group,
    String object,
    String example,
    Command<StoreList> all,
    Function<String, Command<String>> creating,
    BiFunction<String, String, Command<String>> setting,
    Function<String, Command<String>> committing,
    Function<String, Command<String>> aborting,
    Function<String, Command<String>> deleting) {
  private static final String NAME = "NAME";
  private static final String NAME_HELP = "as \"list\" shows it, or the end of it";
  private static final Option INPUT =
      Option.value(
          "input", "FILE", "reads the contents (PEM) from a file instead of the standard input");

  CliCommand list() {
    return CliCommand.named("list", "Lists the " + object + "s")
        .with(Survey.EACH)
        .example("haproxyadmin " + group + " list", "those that HAProxy knows")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        all,
                        1,
                        List.of(Column.text("file")),
                        list -> list.names().stream().map(List::<Object>of).toList()));
  }

  CliCommand create() {
    return CliCommand.named("new", "Brings a new " + object + " into memory, to be used later")
        .takes("NEW-NAME", "what it will be called; no file is written")
        .with(INPUT)
        .changes()
        .notes("All processes take it, or none. It lasts until a reload.")
        .example("haproxyadmin " + group + " new " + example + " --input new.pem", "from a file")
        .runs(
            invocation -> {
              var name = invocation.arguments().word("NEW-NAME");
              var pem = Input.read(invocation, INPUT, "the new " + object);
              var change = new Change(invocation, "new");
              for (var balancer : invocation.loadBalancers()) {
                change.add(
                    balancer,
                    object + " " + name,
                    new TransactionOperation(
                        balancer.haproxy(),
                        List.of(creating.apply(name), setting.apply(name, pem)),
                        committing.apply(name),
                        List.of(aborting.apply(name), deleting.apply(name))));
              }
              change.run();
            });
  }

  /** Changes the contents of one, all of them or some. */
  CliCommand load(
      String verb, String summary, BiFunction<String, String, Command<String>> loading) {
    return CliCommand.named(verb, summary)
        .takes(NAME, NAME_HELP)
        .with(INPUT)
        .changes()
        .notes(
            """
            All processes take it, or none. A reload of HAProxy brings back what is in its file,
            so write the file too.""")
        .example(
            "haproxyadmin %s %s %s --input new.pem".formatted(group, verb, example), "from a file")
        .example(
            "haproxyadmin %s %s %s --dry-run < new.pem".formatted(group, verb, example),
            "what would be sent")
        .runs(
            invocation -> {
              var pem = Input.read(invocation, INPUT, "the new contents");
              var survey = new Survey(invocation);
              var name = known(survey, invocation.arguments().word(NAME));
              var change = new Change(invocation, verb);
              for (var balancer : survey.balancers()) {
                change.add(
                    balancer,
                    object + " " + name,
                    new TransactionOperation(
                        balancer.haproxy(),
                        List.of(loading.apply(name, pem)),
                        committing.apply(name),
                        List.of(aborting.apply(name))));
              }
              change.run();
            });
  }

  CliCommand commit() {
    return simple("commit", "Puts in use what somebody has set and not committed", committing);
  }

  CliCommand abort() {
    return simple("abort", "Drops what somebody has set and not committed", aborting);
  }

  CliCommand delete() {
    return simple("del", "Removes a " + object + " that nothing uses", deleting);
  }

  private CliCommand simple(
      String verb, String summary, Function<String, Command<String>> command) {
    return CliCommand.named(verb, summary)
        .takes(NAME, NAME_HELP)
        .changes()
        .example("haproxyadmin %s %s %s".formatted(group, verb, example), "in all processes")
        .runs(
            invocation -> {
              var survey = new Survey(invocation);
              var name = known(survey, invocation.arguments().word(NAME));
              var change = new Change(invocation, verb);
              for (var balancer : survey.balancers()) {
                change.add(balancer, object + " " + name, command.apply(name));
              }
              change.run();
            });
  }

  /**
   * The name as HAProxy has it: the whole, or the only one that ends so after a slash.
   *
   * @throws IOException if there is none, or several
   */
  String known(Survey survey, String name) throws IOException, InterruptedException {
    var answers = survey.answers(all);
    if (answers.isEmpty()) {
      throw new IOException("no process tells which " + object + "s it has");
    }
    var known = new LinkedHashSet<String>();
    answers.forEach(answer -> known.addAll(answer.value().names()));
    if (known.contains(name)) {
      return name;
    }
    var ending = known.stream().filter(other -> other.endsWith("/" + name)).toList();
    if (ending.size() == 1) {
      return ending.getFirst();
    }
    throw new IOException(
        ending.isEmpty()
            ? "HAProxy has no " + object + " '" + name + "'" + Names.suggestion(name, known)
            : "'" + name + "' could be " + String.join(" or ", ending));
  }
}
