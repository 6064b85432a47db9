package org.haproxystats.runtime.session;

import static org.haproxystats.runtime.AccessLevel.ADMIN;
import static org.haproxystats.runtime.AccessLevel.OPERATOR;
import static org.haproxystats.runtime.AccessLevel.USER;

import java.util.List;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.UnsendableValueException;

/**
 * Commands that look at invalid traffic, the caches, the peers and QUIC (HAProxy's management
 * guide, section 9.3).
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
   * @return a command that gives every cache
   */
  public static Command<List<Cache>> cache() {
    return Command.named("show cache")
        .needs(Requirement.of(ADMIN).since(1, 8))
        .reads(Cache::readAll);
  }

  /**
   * {@code show peers}: all peers, at level user. Since 2.0.
   *
   * @return a command that gives every {@code peers} section
   */
  public static Command<List<PeerSection>> peers() {
    return peers(Command.named("show peers"));
  }

  /**
   * {@code show peers <section>}: the peers of one section, at level user. Since 2.0. Fails with
   * {@link org.haproxystats.runtime.Failure#NOT_FOUND} if there is no such section.
   *
   * @param section its name
   * @return a command that gives the one section
   * @throws UnsendableValueException if the name cannot be sent, or is {@code dict} or {@code -},
   *     which HAProxy takes for options
   */
  public static Command<List<PeerSection>> peers(String section) {
    if (section.equals("dict") || section.equals("-")) {
      throw new UnsendableValueException(
          "the name '" + section + "' cannot be sent: HAProxy takes it for an option");
    }
    return peers(Command.named("show peers").argument(section));
  }

  private static Command<List<PeerSection>> peers(Command.Builder command) {
    return command.needs(Requirement.of(USER).since(2, 0)).reads(PeerLines::readAll);
  }

  /**
   * {@code show quic}: the QUIC connections, at level operator. Since 2.8, in builds with QUIC.
   *
   * @return a command that gives those that are not being closed
   */
  public static Command<List<QuicConnection>> quic() {
    return Command.named("show quic")
        .needs(Requirement.of(OPERATOR).since(2, 8))
        .reads(QuicConnection::readAll);
  }
}
