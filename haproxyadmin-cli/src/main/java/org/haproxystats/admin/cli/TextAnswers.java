package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.function.Function;
import org.haproxystats.runtime.Command;

/** Writes what HAProxy says as it says it, process by process. */
record TextAnswers(Invocation invocation) {

  /** Asks all processes, and writes their answers. */
  void print(Command<String> command) throws UsageException, IOException, InterruptedException {
    print(command, Function.identity());
  }

  /** Asks all processes, and writes the text of their answers. */
  <T> void print(Command<T> command, Function<T, String> text)
      throws UsageException, IOException, InterruptedException {
    var output = invocation.output();
    var answers = new Survey(invocation, true).answers(command);
    if (output.format() == Output.Format.TEXT) {
      for (var answer : answers) {
        if (answers.size() > 1) {
          output.line("# " + answer.endpoint());
        }
        text.apply(answer.value()).lines().map(Output::printable).forEach(output::line);
      }
      return;
    }
    var table = Table.of(1, Column.text("process"), Column.text("command"), Column.text("answer"));
    answers.forEach(
        answer ->
            table.add(
                answer.endpoint().toString(), command.toString(), text.apply(answer.value())));
    output.print(table);
  }
}
