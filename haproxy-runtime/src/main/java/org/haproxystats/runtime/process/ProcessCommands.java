package org.haproxystats.runtime.process;

import static org.haproxystats.runtime.AccessLevel.OPERATOR;
import static org.haproxystats.runtime.AccessLevel.USER;

import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;

/** Commands that show what a process is and how it was started. */
public final class ProcessCommands {
  private ProcessCommands() {}

  /**
   * {@code show version}: HAProxy's version in full, at level user. Since 2.6. Before HAProxy 2.6,
   * {@link InfoCommands#info} has it.
   *
   * @return a command that gives it, such as {@code 3.0.11-1+deb13u3}
   */
  public static Command<String> version() {
    return Command.named("show version")
        .needs(Requirement.of(USER).since(2, 6))
        .reads(Reply::message);
  }

  /**
   * {@code show env}: the environment variables of the process, at level operator. Since 1.7.
   *
   * @return a command that gives their values by name
   */
  public static Command<Map<String, String>> environment() {
    return Command.named("show env")
        .needs(Requirement.of(OPERATOR).since(1, 7))
        .reads(ProcessCommands::readEnvironment);
  }

  /**
   * {@code show env} of one variable, at level operator. Since 1.7. Fails with {@link
   * org.haproxystats.runtime.Failure#NOT_FOUND} if it is not set.
   *
   * @param name the variable's
   * @return a command that gives its value, which may be empty
   */
  public static Command<String> environment(String name) {
    return Command.named("show env")
        .argument(name)
        .needs(Requirement.of(OPERATOR).since(1, 7))
        .reads(
            reply -> {
              var text = String.join("\n", reply.lines());
              if (!text.startsWith(name + "=")) {
                throw reply.failed(text);
              }
              return text.substring(name.length() + 1);
            });
  }

  /** A line without {@code =} goes on with the value before it. */
  private static Map<String, String> readEnvironment(Reply reply) throws IOException {
    Map<String, String> variables = new LinkedHashMap<>();
    var name = "";
    for (var line : reply.lines()) {
      int equals = line.indexOf('=');
      if (equals > 0) {
        name = line.substring(0, equals);
        variables.put(name, line.substring(equals + 1));
      } else if (variables.computeIfPresent(name, (_, value) -> value + "\n" + line) == null) {
        throw reply.failed(line);
      }
    }
    return Collections.unmodifiableMap(variables);
  }

  /**
   * {@code show startup-logs}: what HAProxy said when it was started, at level operator. Since 1.8.
   *
   * @return a command that gives the messages in their order
   */
  public static Command<List<StartupMessage>> startupLogs() {
    return Command.named("show startup-logs")
        .needs(Requirement.of(OPERATOR).since(1, 8))
        .reads(StartupMessage::readAll);
  }

  /**
   * {@code dump stats-file}: the counters of all objects that have a {@code guid}, as {@code
   * stats-file} reads them at HAProxy's next start, at level user. Since 3.0.
   *
   * @return a command that gives the file's text, with a line feed at its end
   */
  public static Command<String> statsFile() {
    return Command.named("dump stats-file")
        .needs(Requirement.of(USER).since(3, 0))
        .reads(reply -> reply.message() + "\n");
  }

  /**
   * {@code help}: what each command does, by its usage, those of other levels included.
   *
   * @return a command that gives what each does, by its usage
   */
  public static Command<Map<String, String>> help() {
    return Command.named("help").reads(ProcessCommands::readHelp);
  }

  /** Lines of {@code usage : description}; HAProxy before 2.4 begins as for unknown commands. */
  private static Map<String, String> readHelp(Reply reply) throws IOException {
    var text = reply.text();
    Map<String, String> commands = new LinkedHashMap<>();
    text.lines()
        .filter(line -> line.startsWith("  "))
        .forEach(
            line -> {
              int colon = line.indexOf(": ");
              if (colon > 0) {
                commands.put(line.substring(0, colon).strip(), line.substring(colon + 2).strip());
              }
            });
    if (commands.isEmpty()) {
      throw reply.failed(text);
    }
    return Collections.unmodifiableMap(commands);
  }
}
