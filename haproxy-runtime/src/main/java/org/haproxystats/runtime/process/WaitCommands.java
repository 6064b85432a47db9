package org.haproxystats.runtime.process;

import static org.haproxystats.runtime.AccessLevel.ADMIN;

import java.io.IOException;
import java.time.Duration;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.server.ServerName;

/**
 * {@code wait}: waits inside HAProxy until something can be done, at level admin. The client's
 * time-outs are extended by the time to wait. A master before HAProxy 3.2 interrupts it at once.
 */
public final class WaitCommands {
  private WaitCommands() {}

  /**
   * How waiting ended.
   *
   * @param outcome whether what was waited for is so
   * @param reason what HAProxy said after the outcome; empty if nothing
   */
  public record Waited(Outcome outcome, String reason) {}

  /** How waiting ended. */
  public enum Outcome {
    /** What was waited for is so. */
    DONE,
    /** The time is over, and it is not so yet. */
    EXPIRED,
    /** It never will be so; the reason says why. */
    FAILED,
    /** The connection ended first. */
    INTERRUPTED
  }

  /**
   * Waits until a server can be deleted: it has no connections any more. Since 3.0.
   *
   * @param server which server
   * @param atMost 1 ms to 24 days, to the millisecond
   * @return a command that gives how the waiting ended
   * @throws IllegalArgumentException if the time is out of its range
   */
  public static Command<Waited> untilRemovable(ServerName server, Duration atMost) {
    return waiting(atMost)
        .argument("srv-removable")
        .argument(server.toString())
        .needs(Requirement.of(ADMIN).since(3, 0))
        .reads(WaitCommands::read);
  }

  /**
   * Waits until a backend can be deleted. Since 3.4.
   *
   * @param backend its name
   * @param atMost 1 ms to 24 days, to the millisecond
   * @return a command that gives how the waiting ended
   * @throws IllegalArgumentException if the time is out of its range
   */
  public static Command<Waited> untilRemovable(String backend, Duration atMost) {
    return waiting(atMost)
        .argument("be-removable")
        .name(backend)
        .needs(Requirement.of(ADMIN).since(3, 4))
        .reads(WaitCommands::read);
  }

  private static Command.Builder waiting(Duration atMost) {
    return Command.named("wait")
        .argument(Durations.milliseconds("time to wait", atMost) + "ms")
        .waits(atMost);
  }

  private static Waited read(Reply reply) throws IOException {
    var text = reply.text();
    var outcome =
        switch (text.split("[. ]", 2)[0]) {
          case "Done" -> Outcome.DONE;
          case "Wait" -> Outcome.EXPIRED;
          case "Failed" -> Outcome.FAILED;
          case "Interrupted" -> Outcome.INTERRUPTED;
          default -> throw reply.failed(text);
        };
    int reason = text.indexOf('.') + 1;
    return new Waited(outcome, text.substring(reason).strip());
  }
}
