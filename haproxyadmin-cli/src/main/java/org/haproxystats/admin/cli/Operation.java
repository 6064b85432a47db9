package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.List;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.RuntimeClient;

/** What is to be done with one object in the processes that have it. */
interface Operation {
  /** The result of a process that is as it was wanted. */
  String DONE = "done";

  /**
   * What came of it in one process.
   *
   * @param result in a word or two, such as {@code done}
   * @param message what HAProxy said, or what went wrong; empty if nothing
   * @param isFailure whether the process is not as it was wanted
   */
  record ProcessReport(Endpoint endpoint, String result, String message, boolean isFailure) {
    static ProcessReport done(Endpoint endpoint, String message) {
      return new ProcessReport(endpoint, DONE, message, false);
    }

    static ProcessReport failed(Endpoint endpoint, IOException reason) {
      return new ProcessReport(endpoint, "failed", Advice.message(reason), true);
    }
  }

  /** A command that would be sent, and why it would not work there; empty if it would. */
  record PlannedCommand(Endpoint endpoint, String line, String problem) {}

  /** The processes that it is for. */
  List<RuntimeClient> processes();

  /** What would be sent to each process; sends nothing that changes anything. */
  List<PlannedCommand> plan() throws IOException, InterruptedException;

  /** Does it, and tells what came of each process. */
  List<ProcessReport> run() throws IOException, InterruptedException;
}
