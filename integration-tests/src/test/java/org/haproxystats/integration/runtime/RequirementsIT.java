package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.integration.Site;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.Requirement.Mode;
import org.haproxystats.runtime.RuntimeClient;
import org.junit.jupiter.api.io.TempDir;

/** What each command says it needs is what HAProxy wants. */
class RequirementsIT {
  private static final String LEVELS =
      """
      global
        stats socket {dir}/user.sock level user
        stats socket {dir}/operator.sock level operator
      defaults
        mode http
        timeout connect 5s
        timeout client 30s
        timeout server 30s
      """;

  private static final int SHOWN = 150;

  /** What begins like a command of an older version, which takes the rest for something else. */
  private static final List<String> MISREAD =
      List.of(
          "add server help",
          "clear counters ",
          "set profiling ",
          "show activity ",
          "show sess ",
          "show ssl ocsp-response ",
          "wait ");

  @TempDir private Path directory;

  @EachHaproxy
  void whatACommandSaysItNeedsIsWhatHaproxyWants(HaproxyLine line) throws Exception {
    try (var haproxy = RealHaproxy.start(line, directory, 1, LEVELS + Site.PROXIES)) {
      var own = haproxy.directories().getFirst();
      var admin = client(haproxy.sockets().getFirst().path());
      var lower =
          Map.of(
              AccessLevel.USER, client(own.resolve("user.sock")),
              AccessLevel.OPERATOR, client(own.resolve("operator.sock")));
      var version = admin.abilities().version();
      var wrong = new ArrayList<String>();
      for (var command : TypedCommands.all()) {
        if (!version.isAtLeast(command.requirement().since())) {
          checkUnknown(admin, command, wrong);
          continue;
        }
        for (var level : lower.entrySet()) {
          var needed = command.requirement().level(version);
          var answer = answer(level.getValue(), command);
          if (isDenied(answer) == level.getKey().permits(needed)) {
            wrong.add("%s at %s: %s".formatted(command, level.getKey(), answer));
          }
          // HAProxy before 2.4 begins its help as if the word were unknown.
          if (answer.contains("Unknown command") && !command.toString().equals("help")) {
            wrong.add("%s on %s: %s".formatted(command, version, answer));
          }
        }
      }
      assertThat(wrong).isEmpty();
    }
  }

  @EachHaproxy
  void whatTheVersionOrTheLevelForbidsIsRefusedBeforeItIsSent(HaproxyLine line) throws Exception {
    try (var haproxy = Probe.start(line, directory, Site.PROXIES)) {
      var version = haproxy.admin().abilities().version();
      for (var command :
          Stream.concat(TypedCommands.all().stream(), TypedCommands.takenForOlderOnes().stream())
              .toList()) {
        if (!version.isAtLeast(command.requirement().since())) {
          haproxy.needsNewer(List.of(command));
        } else if (!AccessLevel.USER.permits(command.requirement().level(version))) {
          haproxy.needsLevel(command.requirement().level(version), command);
        }
      }
    }
  }

  private static void checkUnknown(RuntimeClient admin, Command<?> command, List<String> wrong)
      throws Exception {
    boolean isExpected = MISREAD.stream().anyMatch(command.toString()::startsWith);
    var answer = answer(admin, command);
    if (!isExpected && !answer.contains("Unknown command")) {
      wrong.add("%s before %s: %s".formatted(command, command.requirement().since(), answer));
    }
  }

  private static boolean isDenied(String answer) {
    return answer.contains("Permission denied")
        || answer.contains("Can't allocate memory!"); // so says 'show ssl cert' to who may not
  }

  private static RuntimeClient client(Path socket) {
    return new RuntimeClient(new Endpoint.Unix(socket));
  }

  /** What HAProxy says to the line itself, whatever its requirements. */
  private static String answer(RuntimeClient client, Command<?> command) throws Exception {
    var mode = command.requirement().mode() == Mode.EXPERIMENTAL ? "experimental-mode on;" : "";
    var answer = client.run(Command.raw(mode + command)).strip();
    return answer.length() < SHOWN ? answer : answer.substring(0, SHOWN);
  }
}
