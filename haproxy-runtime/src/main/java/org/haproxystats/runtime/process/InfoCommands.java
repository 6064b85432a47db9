package org.haproxystats.runtime.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.stats.InfoReader;
import org.haproxystats.runtime.stats.MalformedStatisticsException;
import org.haproxystats.runtime.stats.ProcessInfo;

/** {@code show info} in the forms that HAProxy can give it, at level user. */
public final class InfoCommands {
  private InfoCommands() {}

  /**
   * {@code show info}: every value as text.
   *
   * @return a command that gives the values by name
   */
  public static Command<ProcessInfo> info() {
    return Command.named("show info").reads(InfoCommands::read);
  }

  private static ProcessInfo read(Reply reply) throws IOException {
    var lines = String.join("\n", reply.lines());
    try {
      return InfoReader.read(lines.getBytes(StandardCharsets.UTF_8));
    } catch (MalformedStatisticsException e) {
      throw reply.failed(lines);
    }
  }

  /** What {@link #typed} shall say in addition. */
  public enum Detail {
    /** What each value means; since HAProxy 2.1. */
    DESCRIPTIONS,
    /** Rates and the like as decimals instead of whole numbers; since HAProxy 2.4. */
    DECIMALS
  }

  /**
   * {@code show info typed}: every value by name, with its type and tags. Since 1.7.
   *
   * @param details what else it shall say; without any, every version that has the command can do
   *     it
   * @return a command that gives the values by name, in HAProxy's order
   */
  public static Command<Map<String, TypedValue>> typed(Detail... details) {
    var wanted = EnumSet.noneOf(Detail.class);
    wanted.addAll(List.of(details));
    boolean described = wanted.contains(Detail.DESCRIPTIONS);
    boolean decimals = wanted.contains(Detail.DECIMALS);
    var command = Command.named("show info").argument("typed");
    if (described) {
      command.argument("desc");
    }
    if (decimals) {
      command.argument("float");
    }
    var user = Requirement.of(AccessLevel.USER);
    return command
        .needs(decimals ? user.since(2, 4) : described ? user.since(2, 1) : user.since(1, 7))
        .reads(reply -> TypedLines.info(reply, described));
  }

  /**
   * {@code show info json} as HAProxy writes it, which says no more than {@link #typed}. A
   * description or node name with quotes in it makes it invalid JSON: HAProxy does not escape them.
   * Since 1.8.
   *
   * @return a command that gives the text
   */
  public static Command<String> json() {
    return Command.named("show info json")
        .needs(Requirement.of(AccessLevel.USER).since(1, 8))
        .reads(Json::read);
  }

  /**
   * {@code show schema json}: the JSON schema of what HAProxy writes as JSON. Since 1.8.
   *
   * @return a command that gives the text
   */
  public static Command<String> schema() {
    return Command.named("show schema json")
        .needs(Requirement.of(AccessLevel.USER).since(1, 8))
        .reads(Json::read);
  }
}
