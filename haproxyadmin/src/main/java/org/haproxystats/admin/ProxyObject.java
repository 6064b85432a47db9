package org.haproxystats.admin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.process.StatRow;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.RuleSet;

/**
 * A frontend, backend or server: one object for what several processes serve under one name.
 *
 * <p>What it tells comes from HAProxy at the moment of each call, for this object alone, if it was
 * found with {@link HAProxy}; or from one pass over everything, if it was found with {@link
 * Statistics}. It stays valid over reloads, since it goes by its name.
 *
 * <p>Methods that tell something throw {@link NoSuchObjectException} when no process has the object
 * any more, and {@link OperationFailedException} when a process does not answer. Methods that
 * change something do it in every process that has the object; they throw {@link
 * OperationFailedException} if one of them failed, with what came of each. {@link #run} does the
 * same without throwing. A value that HAProxy could not take unchanged is refused with {@link
 * org.haproxystats.runtime.UnsendableValueException} before anything is sent.
 */
public abstract sealed class ProxyObject permits Frontend, Backend, Server {
  private final ObjectName name;
  private final ObjectKind kind;
  private final RowSource source;

  ProxyObject(ObjectName name, ObjectKind kind, RowSource source) {
    this.name = name;
    this.kind = kind;
    this.source = source;
  }

  ObjectName objectName() {
    return name;
  }

  RowSource source() {
    return source;
  }

  /** {@return the name as HAProxy has it; a server's without its backend's} */
  public abstract String name();

  /**
   * {@return the processes that have it}
   *
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public List<Endpoint> processes() throws IOException, InterruptedException {
    return rows().stream().map(row -> row.process().endpoint()).toList();
  }

  /**
   * {@return {@code UP}, {@code DOWN}, {@code OPEN}, {@code MAINT} and so on, with what follows
   * them}
   *
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public Values<String> status() throws IOException, InterruptedException {
    return text("status");
  }

  /**
   * {@return a field of {@code show stat} as HAProxy writes it; the empty text where a process says
   * nothing}
   *
   * @param field HAProxy's name of it, such as {@code last_chk}
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public Values<String> text(String field) throws IOException, InterruptedException {
    var values = new ArrayList<Values.Value<String>>();
    for (var row : rows()) {
      values.add(new Values.Value<>(row.process().endpoint(), row.row().text(field).orElse("")));
    }
    return new Values<>(field + " of " + name, values);
  }

  /**
   * {@link #metric(String, RuleSet)} by what the field means.
   *
   * @param field HAProxy's name of it, such as {@code stot}; see {@link #metricNames}
   * @return empty if no process has a value
   * @throws IllegalArgumentException if there is no such metric
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public OptionalDouble metric(String field) throws IOException, InterruptedException {
    return metric(field, RuleSet.EXACT);
  }

  /**
   * A number over all processes, by the catalogue's rule for the field.
   *
   * @param field HAProxy's name of it, such as {@code stot}; see {@link #metricNames}
   * @param rules {@link RuleSet#COMPATIBLE} adds up what the Python programs added up, maxima and
   *     limits too
   * @return empty if no process has a value
   * @throws IllegalArgumentException if there is no such metric
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public OptionalDouble metric(String field, RuleSet rules)
      throws IOException, InterruptedException {
    var sources = new ArrayList<MetricRules.Source>();
    for (var row : rows()) {
      sources.add(MetricRules.source(row.row()));
    }
    return MetricRules.aggregate(kind, field, rules, sources);
  }

  /**
   * {@return the names that {@link #metric} takes: every number that any version of HAProxy has
   * here}
   */
  public List<String> metricNames() {
    return MetricRules.names(kind);
  }

  /**
   * {@return the names that {@link #text} takes: every field that the first process has here, empty
   * ones too}
   *
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public List<String> fieldNames() throws IOException, InterruptedException {
    return rows().getFirst().row().fields();
  }

  /**
   * {@return every field of each process, by process and by HAProxy's name; empty ones are left
   * out}
   *
   * @throws NoSuchObjectException if no process has it any more
   * @throws OperationFailedException if a process does not answer
   * @throws InterruptedException if the thread is interrupted
   */
  public Map<Endpoint, Map<String, String>> perProcess() throws IOException, InterruptedException {
    var all = new LinkedHashMap<Endpoint, Map<String, String>>();
    for (var row : rows()) {
      all.put(row.process().endpoint(), fields(row.row()));
    }
    return all;
  }

  private static Map<String, String> fields(StatRow row) {
    var fields = new LinkedHashMap<String, String>();
    for (var field : row.fields()) {
      row.text(field).ifPresent(value -> fields.put(field, value));
    }
    return fields;
  }

  /**
   * Runs a command in each process that has the object. Nothing is thrown for a process that fails.
   *
   * @param <T> what the command's answer becomes
   * @param command what to run
   * @return what came of it in each process that has the object
   * @throws NoSuchObjectException if no process has it
   * @throws InterruptedException if the thread is interrupted; the command may have run in some
   *     processes then
   * @throws OperationFailedException if it cannot be found out which processes have it; the command
   *     was not sent
   */
  public <T> Results<T> run(Command<T> command) throws IOException, InterruptedException {
    return having().run(command);
  }

  Processes having() throws IOException, InterruptedException {
    return new Processes(rows().stream().map(ProcessRow::process).toList());
  }

  List<ProcessRow> rows() throws IOException, InterruptedException {
    return source.rows(name);
  }

  /** Such as {@code server app/one}. */
  @Override
  public String toString() {
    return name.toString();
  }
}
