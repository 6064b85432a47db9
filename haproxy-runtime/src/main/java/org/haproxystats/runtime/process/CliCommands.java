package org.haproxystats.runtime.process;

import static org.haproxystats.runtime.AccessLevel.ADMIN;
import static org.haproxystats.runtime.AccessLevel.USER;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Success;

/**
 * Commands for the Runtime API itself. {@link #setTimeout}, {@link #anonymize()} and {@link
 * #showNames} hold for their connection alone, so they are of use only where several commands share
 * one.
 */
public final class CliCommands {
  private static final Requirement ANONYMIZING = Requirement.of(USER).since(2, 7);
  private static final long MAX_KEY = 0xFFFF_FFFFL;
  private static final Pattern KEY = Pattern.compile("Key : (\\d+)");

  private CliCommands() {}

  /**
   * {@code show cli level}: what the socket permits, at level user. Since 1.9.
   *
   * @return a command that gives the level
   */
  public static Command<AccessLevel> level() {
    return Command.named("show cli level")
        .needs(Requirement.of(USER).since(1, 9))
        .reads(
            reply -> {
              var text = reply.message();
              return AccessLevel.parse(text).orElseThrow(() -> reply.failed(text));
            });
  }

  /**
   * {@code show cli sockets}: where the process listens for commands, at level user. Since 1.8.
   *
   * @return a command that gives the sockets in HAProxy's order
   */
  public static Command<List<CliSocket>> sockets() {
    return Command.named("show cli sockets")
        .needs(Requirement.of(USER).since(1, 8))
        .reads(CliCommands::readSockets);
  }

  private static List<CliSocket> readSockets(Reply reply) throws IOException {
    var sockets = new ArrayList<CliSocket>();
    reply.forEachLine(
        line -> {
          if (!line.startsWith("# ")) {
            sockets.add(CliSocket.parse(line).orElseThrow(() -> reply.failed(line)));
          }
        });
    return List.copyOf(sockets);
  }

  /**
   * {@code set timeout cli}: when HAProxy closes this connection if nothing is said on it, at level
   * user.
   *
   * @param timeout 1 millisecond to 24 days, to the millisecond
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the time-out is out of its range
   */
  public static Command<String> setTimeout(Duration timeout) {
    return Command.named("set timeout cli")
        .argument(Durations.milliseconds("time-out", timeout) + "ms")
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code echo}: gives the text back, at level user. Since 3.1.
   *
   * @param text what to say; HAProxy makes several blanks in a row one
   * @return a command that gives the text
   */
  public static Command<String> echo(String text) {
    return Command.named("echo")
        .argument(text)
        .needs(Requirement.of(USER).since(3, 1))
        .reads(Reply::message);
  }

  /**
   * Whether names and addresses are hidden.
   *
   * @param on on this connection
   * @param key what they are hidden with; empty if it is off, or for level user
   */
  public record Anonymization(boolean on, OptionalLong key) {}

  /**
   * {@code show anon}: whether names and addresses are hidden, at level user. Since 2.7.
   *
   * @return a command that gives it for its own connection
   */
  public static Command<Anonymization> anonymization() {
    return Command.named("show anon")
        .needs(ANONYMIZING)
        .reads(
            reply -> {
              var text = reply.message();
              if (!text.startsWith("Anonymized mode ")) {
                throw reply.failed(text);
              }
              var key = KEY.matcher(text);
              return new Anonymization(
                  text.startsWith("Anonymized mode enabled"),
                  key.find()
                      ? OptionalLong.of(Long.parseLong(key.group(1)))
                      : OptionalLong.empty());
            });
  }

  /**
   * {@code set anon on}: hides names and addresses on this connection, at level user. Since 2.7.
   *
   * @return a command with an empty answer
   */
  public static Command<String> anonymize() {
    return silent(Command.named("set anon on").needs(ANONYMIZING));
  }

  /**
   * {@code set anon on} with a key, at level user; the same key hides alike. Since 2.7.
   *
   * @param key 1 to 4,294,967,295
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the key is out of its range
   */
  public static Command<String> anonymize(long key) {
    return silent(Command.named("set anon on").argument(checked(key, 1)).needs(ANONYMIZING));
  }

  /**
   * {@code set anon off}: shows names and addresses on this connection again, at level user. Since
   * 2.7.
   *
   * @return a command with an empty answer
   */
  public static Command<String> showNames() {
    return silent(Command.named("set anon off").needs(ANONYMIZING));
  }

  /**
   * {@code set anon global-key}: the key for all connections of the process, at level admin. Since
   * 2.7.
   *
   * @param key 0 to 4,294,967,295; 0 for none
   * @return a command with an empty answer
   * @throws IllegalArgumentException if the key is out of its range
   */
  public static Command<String> setGlobalKey(long key) {
    return silent(
        Command.named("set anon global-key")
            .argument(checked(key, 0))
            .needs(Requirement.of(ADMIN).since(2, 7)));
  }

  private static Command<String> silent(Command.Builder command) {
    return command.repeatable().succeeds(Success.silent());
  }

  private static long checked(long key, long from) {
    if (key < from || key > MAX_KEY) {
      throw new IllegalArgumentException(
          "the key is %d, but must be %d to %d".formatted(key, from, MAX_KEY));
    }
    return key;
  }
}
