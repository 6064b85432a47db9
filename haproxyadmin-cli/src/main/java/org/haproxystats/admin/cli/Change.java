package org.haproxystats.admin.cli;

import static java.util.stream.Collectors.joining;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.haproxystats.admin.HAProxy;
import org.haproxystats.admin.Outcome;
import org.haproxystats.admin.ProxyObject;
import org.haproxystats.runtime.Command;

/**
 * One change of one or more objects, which is the only way that a command changes anything: asks
 * before more than one object changes, shows what would be sent instead of sending it where that is
 * wanted, and reports what came of each process.
 */
final class Change {
  private static final int NAMES_SHOWN = 20;
  private static final String NOT_REACHED = "not reached";

  private record Step(
      Target target,
      List<? extends Outcome.Failed<?>> unreachable,
      String object,
      Operation operation) {}

  private record Report(Step step, List<Operation.ProcessReport> processes) {}

  private final Invocation invocation;
  private final String what;
  private final List<Step> steps = new ArrayList<>();

  /**
   * A change of nothing yet.
   *
   * @param what what is done to the objects, such as {@code drain} or {@code weight 50}
   */
  Change(Invocation invocation, String what) {
    this.invocation = invocation;
    this.what = what;
  }

  /** Has one command run for each object, in the processes that have it. */
  static <T extends ProxyObject> boolean ofEach(
      Invocation invocation,
      String what,
      List<Selected<T>> objects,
      Function<T, Command<?>> command)
      throws UsageException, IOException, InterruptedException {
    var change = new Change(invocation, what);
    for (var selected : objects) {
      change.add(selected.balancer(), selected.object(), command.apply(selected.object()));
    }
    return change.run();
  }

  /** Has one command run in all processes. */
  static void everywhere(Invocation invocation, String what, String object, Command<?> command)
      throws UsageException, IOException, InterruptedException {
    var change = new Change(invocation, what);
    for (var balancer : invocation.loadBalancers()) {
      change.add(balancer, object, command);
    }
    change.run();
  }

  /** Has commands run in each process that has the object. */
  void add(LoadBalancer balancer, ProxyObject object, Command<?>... commands)
      throws IOException, InterruptedException {
    add(balancer, object.toString(), balancer.having(object), commands);
  }

  /** Has commands run in all processes. */
  void add(LoadBalancer balancer, String object, Command<?>... commands) {
    add(balancer, object, balancer.haproxy(), commands);
  }

  private void add(LoadBalancer balancer, String object, HAProxy having, Command<?>... commands) {
    add(balancer, object, new CommandOperation(having, List.of(commands)));
  }

  void add(LoadBalancer balancer, String object, Operation operation) {
    steps.add(new Step(balancer.target(), balancer.unreachable(), object, operation));
  }

  /** Has something done where no process has been asked yet. */
  void add(Target target, String object, Operation operation) {
    steps.add(new Step(target, List.of(), object, operation));
  }

  /**
   * Does it, or shows it, or asks and leaves it.
   *
   * @return whether it was done, in whatever processes
   */
  boolean run() throws UsageException, IOException, InterruptedException {
    if (invocation.arguments().has(GlobalOptions.DRY_RUN)) {
      plan();
      return false;
    }
    if (steps.isEmpty() || !isWanted()) {
      return false;
    }
    var reports = new ArrayList<Report>();
    for (var step : steps) {
      reports.add(new Report(step, withUnreachable(step, step.operation().run())));
    }
    tell(reports);
    return true;
  }

  private static List<Operation.ProcessReport> withUnreachable(
      Step step, List<Operation.ProcessReport> reports) {
    return Stream.concat(reports.stream(), step.unreachable().stream().map(Change::missed))
        .toList();
  }

  private static Operation.ProcessReport missed(Outcome.Failed<?> failed) {
    return new Operation.ProcessReport(
        failed.endpoint(), NOT_REACHED, String.valueOf(failed.reason().getMessage()), true);
  }

  private boolean isWanted() throws UsageException, IOException {
    if (steps.size() == 1 || invocation.arguments().has(GlobalOptions.YES)) {
      return true;
    }
    var names = steps.stream().map(Change::name).limit(NAMES_SHOWN).collect(joining(", "));
    var more = steps.size() > NAMES_SHOWN ? " and " + (steps.size() - NAMES_SHOWN) + " more" : "";
    var question = "%s: %d objects: %s%s".formatted(what, steps.size(), names, more);
    if (!invocation.shell().terminals().in()) {
      throw new UsageException(
          question + "\n  Nothing was changed: nobody is here to be asked. --yes goes on unasked.");
    }
    var err = invocation.shell().err();
    err.print(question + "\nGo on? [y/N] ");
    err.flush();
    // The reader may take more than a line; nothing else is read from a terminal.
    var in =
        new BufferedReader(new InputStreamReader(invocation.shell().in(), StandardCharsets.UTF_8));
    var answer = in.readLine();
    if (answer != null && (answer.equalsIgnoreCase("y") || answer.equalsIgnoreCase("yes"))) {
      return true;
    }
    invocation.trouble("nothing was changed");
    return false;
  }

  private static String name(Step step) {
    return step.target().prefix() + step.object();
  }

  private void plan() throws UsageException, IOException, InterruptedException {
    var table = table("object", "process", "command", "problem");
    int problems = 0;
    for (var step : steps) {
      for (var command : step.operation().plan()) {
        var endpoint = command.endpoint().toString();
        table.add(cells(step, endpoint, command.line(), command.problem()));
        problems += command.problem().isEmpty() ? 0 : 1;
      }
    }
    var shown = invocation.output().format() == Output.Format.TEXT ? table.withoutEmpty() : table;
    invocation.output().print(shown);
    if (problems > 0) {
      invocation.trouble(problems + " of the commands would fail");
    }
  }

  private void tell(List<Report> reports) throws UsageException {
    var format = invocation.output().format();
    if (format == Output.Format.TEXT) {
      reports.forEach(report -> invocation.output().line(sentence(report)));
    } else if (format != Output.Format.QUIET) {
      var table = table("object", "process", "change", "result", "message");
      for (var report : reports) {
        for (var process : report.processes()) {
          var endpoint = process.endpoint().toString();
          table.add(cells(report.step(), endpoint, what, process.result(), process.message()));
        }
      }
      invocation.output().print(table);
    }
    reports.forEach(this::tellFailures);
  }

  /** Such as {@code server app/web3: drain: done in 3 of 4 processes, not reached in 1}. */
  private String sentence(Report report) {
    var counts = new LinkedHashMap<String, Integer>();
    report.processes().forEach(process -> counts.merge(process.result(), 1, Integer::sum));
    int all = report.processes().size();
    var results =
        counts.entrySet().stream()
            .map(
                count ->
                    count.getValue() == all
                        ? "%s in %s".formatted(count.getKey(), processes(all))
                        : "%s in %d of %s"
                            .formatted(count.getKey(), count.getValue(), processes(all)))
            .collect(joining(", "));
    var said =
        report.processes().stream()
            .filter(process -> !process.isFailure() && !process.message().isEmpty())
            .map(Operation.ProcessReport::message)
            .distinct()
            .flatMap(String::lines)
            .map(line -> "\n  " + Output.printable(line))
            .collect(joining());
    return name(report.step()) + ": " + what + ": " + results + said;
  }

  private static String processes(int number) {
    return number == 1 ? "1 process" : number + " processes";
  }

  private void tellFailures(Report report) {
    for (var process : report.processes()) {
      // What is not reached was told when it was asked first.
      if (process.isFailure() && !process.result().equals(NOT_REACHED)) {
        invocation.trouble(
            "%s: %s: %s: %s"
                .formatted(name(report.step()), what, process.result(), process.message()));
      }
    }
  }

  private boolean areNamed() {
    return steps.stream().anyMatch(step -> !step.target().name().isEmpty());
  }

  private Table table(String... columns) {
    var all = new ArrayList<Column>();
    if (areNamed()) {
      all.add(Column.text("haproxy"));
    }
    Stream.of(columns).map(Column::text).forEach(all::add);
    return Table.of(areNamed() ? 3 : 2, all);
  }

  private List<Object> cells(Step step, Object... cells) {
    var row = new ArrayList<Object>();
    if (areNamed()) {
      row.add(step.target().name());
    }
    row.add(step.object());
    row.addAll(List.of(cells));
    return row;
  }
}
