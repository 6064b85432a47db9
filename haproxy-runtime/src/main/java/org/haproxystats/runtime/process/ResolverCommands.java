package org.haproxystats.runtime.process;

import static org.haproxystats.runtime.AccessLevel.USER;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;

/** {@code show resolvers}: what HAProxy's name resolution counts, at level user. */
public final class ResolverCommands {
  private ResolverCommands() {}

  /**
   * The counters of one name server.
   *
   * @param section the {@code resolvers} section
   * @param nameserver its name in the section
   * @param counters by name, in HAProxy's order, such as {@code sent}, {@code valid}, {@code
   *     timeout}
   */
  public record Nameserver(String section, String nameserver, Map<String, Long> counters) {}

  /** {@return a command that gives the name servers of all sections} */
  public static Command<List<Nameserver>> resolvers() {
    return resolvers(Command.named("show resolvers"));
  }

  /**
   * {@return a command that gives the name servers of one section} Fails with {@link
   * org.haproxystats.runtime.Failure#NOT_FOUND} if there is no such section.
   *
   * @param section the name of a {@code resolvers} section
   */
  public static Command<List<Nameserver>> resolvers(String section) {
    return resolvers(Command.named("show resolvers").argument(section));
  }

  private static Command<List<Nameserver>> resolvers(Command.Builder command) {
    return command
        .needs(Requirement.of(USER).since(1, 8))
        .reads(
            reply -> {
              var answer = new Answer(reply);
              reply.forEachLine(answer::take);
              return List.copyOf(answer.nameservers);
            });
  }

  /** Lines of {@code Resolvers section X}, {@code nameserver Y:} and {@code counter: number}. */
  private static final class Answer {
    private static final String SECTION = "Resolvers section ";
    private static final String NAMESERVER = "nameserver ";

    private final Reply reply;
    private final List<Nameserver> nameservers = new ArrayList<>();
    private String section = "";

    private Answer(Reply reply) {
      this.reply = reply;
    }

    private void take(String line) throws IOException {
      var text = line.strip();
      if (line.startsWith("No resolvers found")) {
        return;
      }
      if (line.startsWith(SECTION)) {
        section = line.substring(SECTION.length());
      } else if (text.startsWith(NAMESERVER) && text.endsWith(":")) {
        var name = text.substring(NAMESERVER.length(), text.length() - 1);
        nameservers.add(new Nameserver(section, name, new LinkedHashMap<>()));
      } else {
        counter(line, text);
      }
    }

    private void counter(String line, String text) throws IOException {
      int colon = text.indexOf(':');
      if (colon < 0 || nameservers.isEmpty()) {
        throw reply.failed(line);
      }
      try {
        nameservers
            .getLast()
            .counters()
            .put(text.substring(0, colon), Long.valueOf(text.substring(colon + 1).strip()));
      } catch (NumberFormatException e) {
        throw reply.failed(line);
      }
    }
  }
}
