package org.haproxystats.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.stats.InfoReader;
import org.haproxystats.runtime.stats.MalformedStatisticsException;

/** Finds out what a process is and can. */
final class AbilitiesProbe {
  private AbilitiesProbe() {}

  static Abilities ask(RuntimeClient client) throws IOException, InterruptedException {
    var deadline = Deadline.after(client.timeouts().overall());
    try (var connection = client.connect(deadline)) {
      var line = client.endpoint().line(List.of("show info", "show cli level"));
      return read(client.endpoint(), connection.ask(line, deadline));
    }
  }

  private static Abilities read(Endpoint endpoint, byte[] answer) throws IOException {
    try {
      var info = InfoReader.read(answer);
      var version = HaproxyVersion.parse(info.text("Version").orElse(""));
      return new Abilities(version, level(answer), info.number("Pid").orElse(0));
    } catch (MalformedStatisticsException | IllegalArgumentException e) {
      throw new EndpointException(
          endpoint,
          EndpointException.Reason.NO_HAPROXY,
          "this is no HAProxy, its answer to 'show info' cannot be read: " + e.getMessage(),
          e);
    }
  }

  /** The last line, which may have a severity before it; before 1.9 it is something else. */
  private static Optional<AccessLevel> level(byte[] answer) {
    var text = new String(answer, StandardCharsets.UTF_8).stripTrailing();
    var last = text.substring(text.lastIndexOf('\n') + 1);
    return AccessLevel.parse(last.substring(last.lastIndexOf(' ') + 1));
  }
}
