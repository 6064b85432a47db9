package org.haproxystats.runtime;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.haproxystats.runtime.stats.InfoReader;
import org.haproxystats.runtime.stats.MalformedStatisticsException;

/** Finds out what a process is and can. */
final class AbilitiesProbe {
  private static final Pattern MASTER_ROW =
      Pattern.compile(
          "^(?<pid>\\d+)\\s+master\\s.*\\s(?<version>\\d+\\.\\S+)\\s*$", Pattern.MULTILINE);

  private AbilitiesProbe() {}

  static Abilities ask(RuntimeClient client, Deadline deadline)
      throws IOException, InterruptedException {
    try (var connection = client.connect(deadline)) {
      if (client.endpoint() instanceof Endpoint.Master master) {
        // The first since 2.6 only, the second may be forbidden: one of them tells the version.
        var line = master.line(List.of("show version", "show proc", "show cli level"));
        return readMaster(master, connection.ask(line, client.soon(deadline)));
      }
      return read(
          client.endpoint(), connection.ask(question(client.endpoint()), client.soon(deadline)));
    }
  }

  /** A master would wait for more, so whoever takes one for a stats socket would wait too. */
  private static String question(Endpoint endpoint) {
    var commands = List.of("show info", "show cli level");
    return endpoint.isAtMaster() ? endpoint.line(commands) : endpoint.line(commands) + ";quit";
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

  private static Abilities readMaster(Endpoint.Master endpoint, byte[] answer)
      throws EndpointException {
    var text = new String(answer, StandardCharsets.UTF_8);
    var row = MASTER_ROW.matcher(text);
    boolean hasRow = row.find();
    try {
      var version = HaproxyVersion.parse(hasRow ? row.group("version") : text);
      return new Abilities(version, level(answer), hasRow ? Long.parseLong(row.group("pid")) : 0);
    } catch (IllegalArgumentException e) {
      throw new EndpointException(
          endpoint,
          EndpointException.Reason.NO_HAPROXY,
          "this is no master of HAProxy 2.0 or newer, its answer to 'show proc' cannot be read",
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
