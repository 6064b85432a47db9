package org.haproxystats.admin.cli;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.haproxystats.admin.doctor.AnsweringProcess;
import org.haproxystats.admin.doctor.Doctor;
import org.haproxystats.admin.doctor.Examination;
import org.haproxystats.admin.doctor.Finding;
import org.haproxystats.admin.doctor.SocketFile;
import org.haproxystats.admin.doctor.User;
import org.haproxystats.runtime.AccessLevel;

/** What {@code haproxyadmin doctor} says: first what is wrong, and below it what mends that. */
final class DoctorReport {
  private final Output output;
  private final User user;

  DoctorReport(Output output, User user) {
    this.output = output;
    this.user = user;
  }

  void print(List<Examination> examined) throws UsageException {
    var worstFirst =
        examined.stream().sorted(Comparator.comparing(Examination::state).reversed()).toList();
    switch (output.format()) {
      case QUIET ->
          worstFirst.stream()
              .filter(Examination::hasProblem)
              .forEach(one -> output.line(one.patient().endpoint().toString()));
      case TEXT -> {
        if (output.fields().isEmpty()) {
          text(worstFirst);
        } else {
          output.print(table(worstFirst));
        }
      }
      case JSON, CSV -> output.print(table(worstFirst));
    }
  }

  private void text(List<Examination> examined) {
    for (var one : examined) {
      var state = one.state().name();
      var name = one.patient().name().isEmpty() ? "" : one.patient().name() + ": ";
      output.line(
          (one.hasProblem() ? output.colors().bad(state) : output.colors().good(state))
              + "  "
              + output.colors().title(name + one.patient().endpoint()));
      for (var finding : one.findings()) {
        finding.lines().forEach(line -> output.line("  " + line));
      }
      facts(one).ifPresent(facts -> output.line("  " + facts));
      output.line("");
    }
    output.line("Asked as user " + user + ".");
  }

  private static Optional<String> facts(Examination one) {
    var facts = new ArrayList<String>();
    one.process().ifPresent(process -> facts.addAll(facts(process)));
    one.file().map(SocketFile::toString).ifPresent(facts::add);
    return facts.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", facts));
  }

  private static List<String> facts(AnsweringProcess process) {
    var facts = new ArrayList<String>();
    facts.add("HAProxy " + process.version());
    if (process.pid() > 0) {
      facts.add("pid " + process.pid());
    }
    if (!process.role().isEmpty()) {
      facts.add(process.role());
    }
    if (!process.workers().isEmpty()) {
      facts.add(
          "workers "
              + String.join(" ", process.workers().stream().map(pid -> pid.toString()).toList()));
    }
    if (process.count() > 1) {
      facts.add("process " + process.number() + " of " + process.count());
    }
    if (!process.node().isEmpty()) {
      facts.add("node " + process.node());
    }
    process.uptime().ifPresent(seconds -> facts.add("up " + Units.seconds((double) seconds)));
    process.level().ifPresent(level -> facts.add("level " + level));
    return facts;
  }

  private Table table(List<Examination> examined) {
    var table =
        Table.of(
            2,
            Column.text("haproxy"),
            Column.text("socket"),
            Column.of("state", Column.Kind.STATUS),
            Column.text("problem"),
            Column.text("text"),
            Column.text("mend"),
            Column.text("reachable"),
            Column.text("user"),
            Column.text("groups"),
            Column.text("owner"),
            Column.text("group"),
            Column.text("mode"),
            Column.text("version"),
            Column.text("level"),
            Column.text("forbids"),
            Column.text("pid"),
            Column.text("role"),
            Column.number("process"),
            Column.number("processes"),
            Column.text("node"),
            Column.of("uptime", Column.Kind.SECONDS));
    for (var one : examined) {
      for (var finding : one.findings()) {
        table.add(
            row(one, finding.state().name(), finding.problem(), finding.text(), mend(finding)));
      }
      if (one.findings().isEmpty()) {
        table.add(row(one, one.state().name(), "", "", Table.NOTHING));
      }
    }
    return table;
  }

  private Object mend(Finding finding) {
    return list(
        finding.steps().stream()
            .map(step -> step.line().isEmpty() ? step.say() : step.say() + ": " + step.line())
            .toList());
  }

  /** JSON has lists, other forms have lines. */
  private Object list(List<String> texts) {
    return output.format() == Output.Format.JSON ? texts : Table.text(String.join("; ", texts));
  }

  private List<Object> row(
      Examination one, String state, String problem, String text, Object mend) {
    var file = one.file();
    var process = one.process();
    var level = process.flatMap(AnsweringProcess::level);
    return List.of(
        Table.text(one.patient().name()),
        one.patient().endpoint().toString(),
        state,
        Table.text(problem),
        Table.text(text),
        mend,
        process.isPresent(),
        user.name(),
        list(user.groups()),
        Table.text(file.map(SocketFile::owner).orElse("")),
        Table.text(file.map(SocketFile::group).orElse("")),
        Table.text(file.map(SocketFile::mode).orElse("")),
        Table.text(process.map(AnsweringProcess::version).orElse("")),
        Table.text(level.map(AccessLevel::toString).orElse("")),
        Table.text(level.map(Doctor::forbidden).orElse("")),
        process.map(known -> (Object) known.pid()).orElse(Table.NOTHING),
        Table.text(process.map(AnsweringProcess::role).orElse("")),
        process.map(known -> (Object) known.number()).orElse(Table.NOTHING),
        process.map(known -> (Object) known.count()).orElse(Table.NOTHING),
        Table.text(process.map(AnsweringProcess::node).orElse("")),
        process
            .filter(known -> known.uptime().isPresent())
            .map(known -> (Object) known.uptime().getAsLong())
            .orElse(Table.NOTHING));
  }
}
