package org.haproxystats.admin;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.process.StatCommands;
import org.haproxystats.runtime.process.StatQuery;
import org.haproxystats.runtime.process.StatRow;
import org.haproxystats.runtime.stats.StatTable.RowType;

/**
 * What all processes said in one pass of {@code show stat}: it answers any number of questions
 * without asking HAProxy again. Its objects tell what was true in that moment; what they change,
 * they change in HAProxy.
 */
public final class Statistics implements RowSource {
  private final Processes processes;
  private final Map<ObjectName, List<ProcessRow>> rows = new LinkedHashMap<>();

  private Statistics(Processes processes) {
    this.processes = processes;
  }

  /** Asks every process. */
  static Statistics of(Processes processes) throws IOException, InterruptedException {
    return of(processes, StatQuery.ALL);
  }

  static Statistics of(Processes processes, StatQuery query)
      throws IOException, InterruptedException {
    var results = processes.run(StatCommands.rows(query)).orThrow();
    var statistics = new Statistics(processes);
    var values = results.values();
    for (int i = 0; i < values.size(); i++) {
      statistics.add(processes.clients().get(i), values.get(i));
    }
    return statistics;
  }

  /** Most processes have the objects of those before, in the same order. */
  private void add(RuntimeClient process, List<StatRow> answer) {
    var known = List.copyOf(rows.entrySet());
    int next = 0;
    for (var row : answer) {
      if (next < known.size() && known.get(next).getKey().isOf(row)) {
        known.get(next++).getValue().add(new ProcessRow(process, row));
      } else {
        rows.computeIfAbsent(ObjectName.of(row), _ -> new ArrayList<>(processes.clients().size()))
            .add(new ProcessRow(process, row));
      }
    }
  }

  /** {@return all frontends, in HAProxy's order} */
  public List<Frontend> frontends() {
    return names(RowType.FRONTEND).map(name -> new Frontend(name, this)).toList();
  }

  /** {@return all backends, in HAProxy's order} */
  public List<Backend> backends() {
    return names(RowType.BACKEND).map(name -> new Backend(name, this)).toList();
  }

  /** {@return all servers of all backends, in HAProxy's order} */
  public List<Server> servers() {
    return names(RowType.SERVER).map(name -> new Server(name, this)).toList();
  }

  /**
   * {@return the servers of a backend, in HAProxy's order; none if there is no such backend}
   *
   * @param backend its name
   */
  public List<Server> servers(String backend) {
    return names(RowType.SERVER)
        .filter(name -> name.proxy().equals(backend))
        .map(name -> new Server(name, this))
        .toList();
  }

  /**
   * {@return the frontend of that name}
   *
   * @param name as HAProxy has it
   * @throws NoSuchObjectException if no process had it
   */
  public Frontend frontend(String name) throws NoSuchObjectException {
    return new Frontend(existing(ObjectName.frontend(name)), this);
  }

  /**
   * {@return the backend of that name}
   *
   * @param name as HAProxy has it
   * @throws NoSuchObjectException if no process had it
   */
  public Backend backend(String name) throws NoSuchObjectException {
    return new Backend(existing(ObjectName.backend(name)), this);
  }

  /**
   * {@return the server of that name in that backend}
   *
   * @param backend the name of its backend
   * @param name its own name
   * @throws NoSuchObjectException if no process had it
   */
  public Server server(String backend, String name) throws NoSuchObjectException {
    return new Server(existing(ObjectName.server(backend, name)), this);
  }

  /**
   * {@return the servers of that name, one for each backend that has one; none if no backend has}
   *
   * @param name the servers' own name
   */
  public List<Server> serversNamed(String name) {
    return names(RowType.SERVER)
        .filter(server -> server.service().equals(name))
        .map(server -> new Server(server, this))
        .toList();
  }

  private Stream<ObjectName> names(RowType type) {
    return rows.keySet().stream().filter(name -> name.type() == type);
  }

  private ObjectName existing(ObjectName name) throws NoSuchObjectException {
    rows(name);
    return name;
  }

  @Override
  public List<ProcessRow> rows(ObjectName name) throws NoSuchObjectException {
    var found = rows.get(name);
    if (found == null) {
      throw new NoSuchObjectException(name.toString());
    }
    return found;
  }

  @Override
  public Processes processes() {
    return processes;
  }
}
