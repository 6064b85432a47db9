package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.haproxystats.admin.HAProxy;
import org.haproxystats.admin.Outcome;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.integration.Site;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.CommandUnavailableException;
import org.haproxystats.runtime.Endpoint;
import org.junit.jupiter.api.io.TempDir;

/** Every typed command on several processes of each line of HAProxy at once. */
class AllProcessesIT {
  private static final int PROCESSES = 3;

  @TempDir private Path directory;

  /** What came of a command in one process, without what differs from process to process. */
  private record Kind(Endpoint endpoint, String result) {}

  @EachHaproxy
  void everyTypedCommandIsAnsweredForEachProcess(HaproxyLine line) throws Exception {
    try (var haproxy = RealHaproxy.start(line, directory, PROCESSES, Site.PROXIES)) {
      var endpoints =
          haproxy.sockets().stream()
              .<Endpoint>map(socket -> new Endpoint.Unix(socket.path()))
              .toList();
      var all = HAProxy.open(endpoints);
      var wrong = new ArrayList<String>();
      for (var command : TypedCommands.all()) {
        var kinds = kinds(all, command);
        assertThat(kinds).extracting(Kind::endpoint).as("%s", command).isEqualTo(endpoints);
        if (kinds.stream().map(Kind::result).distinct().count() > 1) {
          wrong.add(command + ": " + kinds);
        }
      }
      assertThat(wrong).isEmpty();
    }
  }

  private static <T> List<Kind> kinds(HAProxy haproxy, Command<T> command) throws Exception {
    return haproxy.run(command).outcomes().stream()
        .map(
            outcome ->
                switch (outcome) {
                  case Outcome.Done<T>(var endpoint, var _) -> new Kind(endpoint, "done");
                  case Outcome.Failed<T>(var endpoint, CommandFailedException e) ->
                      new Kind(endpoint, e.failure() + ": " + e.answer());
                  case Outcome.Failed<T>(var endpoint, CommandUnavailableException _) ->
                      new Kind(endpoint, "not available");
                  case Outcome.Failed<T>(var endpoint, var reason) ->
                      throw new AssertionError(endpoint + ": " + command, reason);
                })
        .toList();
  }
}
