package org.haproxystats.admin;

import java.io.IOException;
import java.util.List;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.CommandUnavailableException;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.UnsendableValueException;
import org.haproxystats.runtime.process.StatCommands;
import org.haproxystats.runtime.process.StatQuery;
import org.haproxystats.runtime.process.StatRow;

/** Asks HAProxy for every answer, and for no more than the proxy in question where it can. */
record LiveRows(Processes processes) implements RowSource {

  @Override
  public List<ProcessRow> rows(ObjectName name) throws IOException, InterruptedException {
    var found =
        processes.each(process -> find(process, name)).orThrow().values().stream()
            .flatMap(List::stream)
            .toList();
    if (found.isEmpty()) {
      throw new NoSuchObjectException(name.toString());
    }
    return found;
  }

  /** None or one. */
  static List<ProcessRow> find(RuntimeClient process, ObjectName name)
      throws IOException, InterruptedException {
    var row = matching(ofProxy(process, name), name);
    if (row.isEmpty()) {
      // A frontend and a backend of the same name: HAProxy chose the other one, perhaps.
      row = matching(process.run(StatCommands.rows(StatQuery.ALL.ofTypes(name.type()))), name);
    }
    return row.stream().map(found -> new ProcessRow(process, found)).toList();
  }

  private static List<StatRow> ofProxy(RuntimeClient process, ObjectName name)
      throws IOException, InterruptedException {
    try {
      var query = StatQuery.ALL.ofProxy(name.proxy()).ofTypes(name.type());
      return process.run(StatCommands.rows(query));
    } catch (UnsendableValueException | CommandUnavailableException e) {
      return List.of(); // Not by name, then.
    } catch (CommandFailedException e) {
      if (e.failure() == Failure.NOT_FOUND) {
        return List.of();
      }
      throw e;
    }
  }

  private static List<StatRow> matching(List<StatRow> rows, ObjectName name) {
    return rows.stream().filter(name::isOf).limit(1).toList();
  }
}
