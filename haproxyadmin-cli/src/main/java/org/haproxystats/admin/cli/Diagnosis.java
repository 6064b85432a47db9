package org.haproxystats.admin.cli;

import java.time.Duration;
import java.util.List;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.process.CliCommands;
import org.haproxystats.runtime.process.DiagnosticCommands;
import org.haproxystats.runtime.process.ProcessCommands;
import org.haproxystats.runtime.process.Profiling;

/** The commands of {@code haproxyadmin haproxy} that look into the processes. */
final class Diagnosis {
  private Diagnosis() {}

  static List<CliCommand> all() {
    return List.of(
        environment(),
        startupLogs(),
        sockets(),
        activity(),
        pools(),
        threads(),
        text("tasks", "Shows which tasks wait to be run (2.4)", DiagnosticCommands.tasks()),
        fileDescriptors(),
        text(
            "libs",
            "Shows the libraries in the processes' memory (2.6)",
            DiagnosticCommands.libraries()),
        text(
            "build",
            "Shows how HAProxy was built and where it runs (2.9)",
            DiagnosticCommands.build()),
        profiling(),
        setProfiling());
  }

  private static CliCommand text(String name, String summary, Command<String> command) {
    return CliCommand.named(name, summary)
        .example("haproxyadmin haproxy " + name, "as HAProxy says it, process by process")
        .runs(invocation -> new TextAnswers(invocation).print(command));
  }

  private static CliCommand environment() {
    return CliCommand.named("env", "Shows the environment variables of the processes (1.7)")
        .with(Survey.EACH)
        .example("haproxyadmin haproxy env --sort name", "what configurations can refer to")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        ProcessCommands.environment(),
                        1,
                        List.of(Column.text("name"), Column.text("value")),
                        variables ->
                            variables.entrySet().stream()
                                .map(
                                    variable ->
                                        List.of(
                                            (Object) variable.getKey(),
                                            Table.text(variable.getValue())))
                                .toList()));
  }

  private static CliCommand startupLogs() {
    return CliCommand.named("startup-logs", "Shows what HAProxy said when it was started (1.8)")
        .example("haproxyadmin haproxy startup-logs", "warnings about the configuration")
        .runs(
            invocation ->
                invocation
                    .output()
                    .printWithText(
                        new Survey(invocation, true)
                            .ask(
                                ProcessCommands.startupLogs(),
                                0,
                                List.of(Column.text("level"), Column.text("text")),
                                messages ->
                                    messages.stream()
                                        .map(
                                            message ->
                                                List.of(
                                                    Table.text(message.level()),
                                                    (Object) message.text()))
                                        .toList())));
  }

  private static CliCommand sockets() {
    return CliCommand.named("sockets", "Shows where the processes take commands, and at what level")
        .with(Survey.EACH)
        .notes("In HAProxy 1.8 and newer.")
        .example("haproxyadmin haproxy sockets", "all stats sockets")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        CliCommands.sockets(),
                        1,
                        List.of(
                            Column.text("address"), Column.text("level"), Column.text("leads_to")),
                        sockets ->
                            sockets.stream()
                                .map(
                                    socket ->
                                        List.<Object>of(
                                            socket.address(),
                                            socket.level().toString(),
                                            socket.processes()))
                                .toList()));
  }

  private static CliCommand activity() {
    return CliCommand.named("activity", "Shows what the threads have done (1.9)")
        .example("haproxyadmin haproxy activity", "counters of HAProxy's own work")
        .runs(
            invocation ->
                new Survey(invocation, true)
                    .print(
                        DiagnosticCommands.activity(),
                        1,
                        List.of(
                            Column.text("name"), Column.text("total"), Column.text("by_thread")),
                        lines ->
                            lines.stream()
                                .map(
                                    line ->
                                        List.of(
                                            (Object) line.name(),
                                            Table.cell(line.total()),
                                            Table.text(String.join(" ", line.threads()))))
                                .toList()));
  }

  private static CliCommand pools() {
    return CliCommand.named("pools", "Shows the memory that HAProxy has set aside")
        .example("haproxyadmin haproxy pools --sort -used", "what is used most")
        .runs(
            invocation ->
                new Survey(invocation, true)
                    .print(
                        DiagnosticCommands.pools(),
                        1,
                        List.of(
                            Column.text("pool"),
                            Column.of("size", Column.Kind.BYTES),
                            Column.number("allocated"),
                            Column.number("used")),
                        pools ->
                            pools.stream()
                                .map(
                                    pool ->
                                        List.<Object>of(
                                            pool.name(),
                                            pool.bytes(),
                                            pool.allocated(),
                                            pool.used()))
                                .toList()));
  }

  private static CliCommand threads() {
    return CliCommand.named("threads", "Shows what each thread does (2.0)")
        .notes("\"haproxyadmin command show threads\" has more, for those who work on HAProxy.")
        .example("haproxyadmin haproxy threads", "whether one is stuck")
        .runs(
            invocation ->
                new Survey(invocation, true)
                    .print(
                        DiagnosticCommands.threads(),
                        1,
                        List.of(
                            Column.number("thread"),
                            Column.text("stuck"),
                            Column.text("active"),
                            Column.of("cpu_time", Column.Kind.MILLISECONDS)),
                        threads ->
                            threads.stream()
                                .map(
                                    thread ->
                                        List.of(
                                            (Object) (long) thread.number(),
                                            thread.isStuck(),
                                            thread.isActive(),
                                            thread
                                                .cpuTime()
                                                .<Object>map(Duration::toMillis)
                                                .orElse(Table.NOTHING)))
                                .toList()));
  }

  private static CliCommand profiling() {
    return CliCommand.named("profiling", "Shows what profiling has found (1.9)")
        .example("haproxyadmin haproxy profiling", "where the time goes, after set-profiling")
        .runs(
            invocation ->
                new TextAnswers(invocation).print(DiagnosticCommands.profiling(), Profiling::text));
  }

  private static CliCommand fileDescriptors() {
    return CliCommand.named("fd", "Shows the file descriptors (1.8)")
        .example("haproxyadmin haproxy fd", "a line for each, in HAProxy's words")
        .runs(
            invocation ->
                new Survey(invocation, true)
                    .print(
                        DiagnosticCommands.fileDescriptors(),
                        0,
                        List.of(Column.text("descriptor")),
                        lines -> lines.stream().map(List::<Object>of).toList()));
  }

  private static CliCommand setProfiling() {
    return CliCommand.named("set-profiling", "Has the processes measure where time or memory goes")
        .takes("WHAT", "tasks (1.9) or memory (2.4)")
        .takes("SWITCH", "on, off, or for tasks auto")
        .changes()
        .notes("It costs some time, so switch it off again.")
        .example(
            "haproxyadmin haproxy set-profiling tasks on",
            "then see: haproxyadmin haproxy profiling")
        .runs(
            invocation -> {
              var what = invocation.arguments().word("WHAT");
              var onOff = invocation.arguments().word("SWITCH");
              Change.everywhere(
                  invocation,
                  "profiling of " + what + " " + onOff,
                  "haproxy",
                  profiling(what, onOff));
            });
  }

  private static Command<String> profiling(String what, String onOff) throws UsageException {
    return switch (what + " " + onOff) {
      case "tasks on" -> DiagnosticCommands.setTaskProfiling(DiagnosticCommands.TaskProfiling.ON);
      case "tasks off" -> DiagnosticCommands.setTaskProfiling(DiagnosticCommands.TaskProfiling.OFF);
      case "tasks auto" ->
          DiagnosticCommands.setTaskProfiling(DiagnosticCommands.TaskProfiling.AUTO);
      case "memory on" -> DiagnosticCommands.setMemoryProfiling(true);
      case "memory off" -> DiagnosticCommands.setMemoryProfiling(false);
      default ->
          throw new UsageException(
              "it is tasks on, tasks off, tasks auto, memory on or memory off, not '%s %s'"
                  .formatted(what, onOff));
    };
  }
}
