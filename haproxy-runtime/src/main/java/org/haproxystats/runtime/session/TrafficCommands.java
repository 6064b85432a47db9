package org.haproxystats.runtime.session;

import static org.haproxystats.runtime.AccessLevel.ADMIN;
import static org.haproxystats.runtime.AccessLevel.OPERATOR;
import static org.haproxystats.runtime.AccessLevel.USER;

import java.io.IOException;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.UnsendableValueException;

/**
 * Commands that look at invalid traffic, the cache, the peers and QUIC (HAProxy's management guide,
 * section 9.3). What is a {@code Command<String>} here has a form that HAProxy changes at will, and
 * is meant for readers.
 */
public final class TrafficCommands {
  private static final Requirement ERRORS = Requirement.of(OPERATOR);

  private TrafficCommands() {}

  /**
   * {@code show errors}: what each proxy found last, at level operator.
   *
   * @return a command that gives what was found; empty on a process that has found nothing yet
   */
  public static Command<CapturedErrors> errors() {
    return Command.named("show errors").needs(ERRORS).reads(CapturedErrors::read);
  }

  /**
   * {@code show errors <proxy> request|response}: what one proxy found last on one side, at level
   * operator. Since 1.7.
   *
   * @param proxy the name of a frontend or backend
   * @param side who sent what was invalid
   * @return a command that gives what was found, one request or response at most
   * @throws UnsendableValueException if the name cannot be sent
   */
  public static Command<CapturedErrors> errors(String proxy, CapturedErrors.Side side) {
    return Command.named("show errors")
        .name(proxy)
        .argument(side.toString())
        .needs(ERRORS.since(1, 7))
        .reads(CapturedErrors::read);
  }

  /**
   * {@code show cache}: what the caches hold, at level admin. Since 1.8.
   *
   * @return a command that gives the whole text
   */
  public static Command<String> cache() {
    return Command.named("show cache")
        .needs(Requirement.of(ADMIN).since(1, 8))
        .reads(TrafficCommands::dump);
  }

  /**
   * {@code show peers}: all peers, at level user. Since 2.0.
   *
   * @return a command that gives the whole text
   */
  public static Command<String> peers() {
    return Command.named("show peers")
        .needs(Requirement.of(USER).since(2, 0))
        .reads(TrafficCommands::dump);
  }

  /**
   * {@code show peers <section>}: the peers of one section, at level user. Since 2.0.
   *
   * @param section the name of a {@code peers} section
   * @return a command that gives the whole text
   * @throws UnsendableValueException if the name cannot be sent, or is {@code dict} or {@code -},
   *     which HAProxy takes for options
   */
  public static Command<String> peers(String section) {
    if (section.equals("dict") || section.equals("-")) {
      throw new UnsendableValueException(
          "the name '" + section + "' cannot be sent: HAProxy takes it for an option");
    }
    return Command.named("show peers")
        .argument(section)
        .needs(Requirement.of(USER).since(2, 0))
        .reads(TrafficCommands::dump);
  }

  /**
   * {@code show quic}: a line for each connection, at level operator. Since 2.8, with QUIC.
   *
   * @return a command that gives the whole text
   */
  public static Command<String> quic() {
    return Command.named("show quic")
        .needs(Requirement.of(OPERATOR).since(2, 8))
        .reads(TrafficCommands::dump);
  }

  private static String dump(Reply reply) throws IOException {
    return String.join("\n", reply.lines());
  }
}
