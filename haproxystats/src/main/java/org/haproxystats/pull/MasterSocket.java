package org.haproxystats.pull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.haproxystats.config.PullSettings;
import org.haproxystats.pull.BadAnswerException.Flaw;
import org.haproxystats.runtime.Deadline;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.EndpointException;
import org.haproxystats.runtime.RuntimeConnection;
import org.haproxystats.runtime.master.ProcessList;

/** The socket of a HAProxy master process, which knows all workers, also those that drain. */
final class MasterSocket {
  private static final String COMMAND = "show proc";

  private final Endpoint master;
  private final PullSettings settings;
  private boolean answeredLast;

  MasterSocket(Endpoint master, PullSettings settings) {
    this.master = master;
    this.settings = settings;
  }

  Endpoint endpoint() {
    return master;
  }

  /**
   * The workers that run now, the newest first and the old ones too ({@code show proc}). A master
   * that reloads is asked again.
   *
   * @throws BadAnswerException if the answer is another, or names no worker
   * @throws IOException if the master cannot be asked
   */
  List<Endpoint.Worker> workers(Deadline deadline) throws IOException, InterruptedException {
    var reload = Reload.deadline(settings, deadline);
    boolean mayReload = answeredLast;
    answeredLast = false;
    while (true) {
      try {
        var workers = ask(deadline);
        answeredLast = true;
        return workers;
      } catch (EndpointException | BadAnswerException e) {
        if (!mayReload || !Reload.isWorthAnotherTry(e, reload)) {
          throw e;
        }
      }
      Thread.sleep(Reload.PAUSE);
    }
  }

  private List<Endpoint.Worker> ask(Deadline deadline) throws IOException, InterruptedException {
    String text;
    try (var connection = RuntimeConnection.open(master, settings.timeout(), deadline)) {
      text = new String(connection.ask(COMMAND + ";quit", deadline), StandardCharsets.UTF_8);
    }
    if (!text.endsWith("\n\n")) {
      throw new BadAnswerException(
          master,
          "the answer to '%s' was cut short after %d bytes".formatted(COMMAND, text.length()),
          Flaw.CUT_SHORT);
    }
    var workers = workers(text);
    if (workers.isEmpty()) {
      throw new BadAnswerException(
          master,
          "'%s' names no worker in answer to '%s'"
              .formatted(text.lines().findFirst().orElse(""), COMMAND));
    }
    return workers;
  }

  private List<Endpoint.Worker> workers(String text) {
    try {
      return ProcessList.parse(text).workers().stream()
          .map(worker -> new Endpoint.Worker(master, worker.pid()))
          .toList();
    } catch (IllegalArgumentException _) {
      return List.of(); // A text in place of the table, which the caller quotes.
    }
  }
}
