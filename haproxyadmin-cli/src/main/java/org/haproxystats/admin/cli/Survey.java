package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;
import org.haproxystats.admin.HAProxy;
import org.haproxystats.admin.Outcome;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Endpoint;

/**
 * Asks all processes the same. What several of them answer alike is one row, with the number of
 * those processes; with {@code --each} each process has rows of its own.
 */
final class Survey {
  static final Option EACH = Option.flag("each", "shows the rows of each process apart");

  /** How the answers of some processes are had. */
  @FunctionalInterface
  interface Question<T> {
    List<Outcome<T>> ask(HAProxy haproxy) throws IOException, InterruptedException;
  }

  /** What one process answered. */
  record Answer<T>(LoadBalancer balancer, Endpoint endpoint, T value) {}

  private final Invocation invocation;
  private final List<LoadBalancer> balancers;
  private final boolean isEach;
  private boolean hasAnswers;

  Survey(Invocation invocation) throws UsageException, IOException, InterruptedException {
    this(invocation, invocation.arguments().has(EACH));
  }

  Survey(Invocation invocation, boolean isEach)
      throws UsageException, IOException, InterruptedException {
    this.invocation = invocation;
    this.isEach = isEach;
    balancers = invocation.loadBalancers();
  }

  List<LoadBalancer> balancers() {
    return balancers;
  }

  /** Writes the rows of all answers to a command. */
  <T> void print(
      Command<T> command, int keys, List<Column> columns, Function<T, List<List<Object>>> rows)
      throws UsageException, IOException, InterruptedException {
    print(haproxy -> haproxy.run(command).outcomes(), keys, columns, rows);
  }

  /** Writes the rows of all answers, see {@link #ask}. */
  <T> void print(
      Question<T> question, int keys, List<Column> columns, Function<T, List<List<Object>>> rows)
      throws UsageException, IOException, InterruptedException {
    print(ask(question, keys, columns, rows));
  }

  /** Writes rows; no titles for readers who have been told that no process answered. */
  void print(Table table) throws UsageException {
    if (hasAnswers || invocation.output().format() != Output.Format.TEXT) {
      invocation.output().print(table);
    }
  }

  /** The rows of all answers to a command. */
  <T> Table ask(
      Command<T> command, int keys, List<Column> columns, Function<T, List<List<Object>>> rows)
      throws IOException, InterruptedException {
    return ask(haproxy -> haproxy.run(command).outcomes(), keys, columns, rows);
  }

  /**
   * The rows of all answers.
   *
   * @param keys how many of the columns, from the first, name what a row is about
   * @param rows the rows of one answer, a cell for each column
   */
  <T> Table ask(
      Question<T> question, int keys, List<Column> columns, Function<T, List<List<Object>>> rows)
      throws IOException, InterruptedException {
    var table = empty(keys, columns);
    boolean areNamed = Invocation.areNamed(balancers);
    for (var balancer : balancers) {
      var before = new ArrayList<Object>();
      if (areNamed) {
        before.add(balancer.name());
      }
      for (var row : rows(balancer, question, rows)) {
        row.addAll(0, before);
        table.add(row);
      }
    }
    return table;
  }

  /** A table for rows of these columns, without rows. */
  Table empty(int keys, List<Column> columns) {
    var all = new ArrayList<Column>();
    if (isEach) {
      all.add(Column.text("process"));
    }
    all.addAll(columns);
    if (!isEach) {
      all.add(Column.number("processes"));
    }
    return Table.of(
        keys + (isEach ? 1 : 0) + (Invocation.areNamed(balancers) ? 1 : 0),
        Invocation.columns(balancers, all));
  }

  /** What each process answers; those that fail are told. */
  <T> List<Answer<T>> answers(Command<T> command) throws IOException, InterruptedException {
    var answers = new ArrayList<Answer<T>>();
    for (var balancer : balancers) {
      answers.addAll(answers(balancer, haproxy -> haproxy.run(command).outcomes()));
    }
    return answers;
  }

  private <T> List<Answer<T>> answers(LoadBalancer balancer, Question<T> question)
      throws IOException, InterruptedException {
    var answers = new ArrayList<Answer<T>>();
    for (var outcome : question.ask(balancer.haproxy())) {
      if (outcome instanceof Outcome.Failed<T>(var _, var reason)) {
        invocation.trouble(balancer.target().prefix() + Advice.message(reason));
      } else if (outcome instanceof Outcome.Done<T>(var endpoint, var value)) {
        hasAnswers = true;
        answers.add(new Answer<>(balancer, endpoint, value));
      }
    }
    return answers;
  }

  private <T> List<List<Object>> rows(
      LoadBalancer balancer, Question<T> question, Function<T, List<List<Object>>> rows)
      throws IOException, InterruptedException {
    var apart = new ArrayList<List<Object>>();
    var counts = new LinkedHashMap<List<Object>, Integer>();
    for (var answer : answers(balancer, question)) {
      for (var row : rows.apply(answer.value())) {
        counts.merge(List.copyOf(row), 1, Integer::sum);
        apart.add(withProcess(answer.endpoint(), row));
      }
    }
    if (isEach) {
      return apart;
    }
    var together = new ArrayList<List<Object>>();
    counts.forEach((row, processes) -> together.add(counted(row, processes)));
    return together;
  }

  private static List<Object> withProcess(Endpoint endpoint, List<Object> row) {
    var longer = new ArrayList<Object>(row);
    longer.addFirst(endpoint.toString());
    return longer;
  }

  private static List<Object> counted(List<Object> row, int processes) {
    var longer = new ArrayList<Object>(row);
    longer.add((long) processes);
    return longer;
  }
}
