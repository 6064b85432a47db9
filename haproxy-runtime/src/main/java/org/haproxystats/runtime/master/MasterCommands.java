package org.haproxystats.runtime.master;

import java.io.IOException;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.HaproxyVersion;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;

/**
 * Commands for a master process, at an {@link org.haproxystats.runtime.Endpoint.Master} (management
 * guide, section 9.4).
 */
public final class MasterCommands {
  private static final String BUSY = "Another reload is still in progress";

  private MasterCommands() {}

  /**
   * {@code show proc}: the master's processes. Level operator from 3.2 on, before that user.
   *
   * @return a command that gives them
   */
  public static Command<ProcessList> processes() {
    return Command.named("show proc")
        .needs(Requirement.of(AccessLevel.USER).since(1, 9).but(AccessLevel.OPERATOR, 3, 2))
        .reads(
            reply -> {
              try {
                return ProcessList.parse(reply.text());
              } catch (IllegalArgumentException e) {
                throw reply.failed(String.valueOf(e.getMessage()));
              }
            });
  }

  /**
   * {@code show version}: the master's own version, which may differ from its workers'. Level user,
   * since 2.6.
   *
   * @return a command that gives it
   */
  public static Command<HaproxyVersion> version() {
    return Command.named("show version")
        .needs(Requirement.of(AccessLevel.USER).since(2, 6))
        .reads(
            reply -> {
              var text = reply.text();
              try {
                return HaproxyVersion.parse(text);
              } catch (IllegalArgumentException _) {
                throw reply.failed(text);
              }
            });
  }

  /**
   * {@code reload}: starts a new worker with the configuration as it is now in its files, and lets
   * the old one finish. Level operator. Fails with {@link org.haproxystats.runtime.Failure#BUSY} if
   * another reload goes on (3.1 and newer).
   *
   * <p>Before HAProxy 2.7 there is no answer, which comes out as an {@link
   * org.haproxystats.runtime.EndpointException}; {@link Master#reload} finds out then.
   *
   * @return a command that gives whether the configuration was loaded, and what HAProxy said
   */
  public static Command<Reload> reload() {
    return Command.named("reload")
        .needs(Requirement.of(AccessLevel.OPERATOR).since(1, 9))
        .changes(MasterCommands::readReload);
  }

  /**
   * {@code hard-reload}: as {@link #reload}, but ends the old worker and its sessions at once.
   * Since 2.9.
   *
   * @return a command that gives whether the configuration was loaded, and what HAProxy said
   */
  public static Command<Reload> hardReload() {
    return Command.named("hard-reload")
        .needs(Requirement.of(AccessLevel.OPERATOR).since(2, 9))
        .changes(MasterCommands::readReload);
  }

  private static Reload readReload(Reply reply) throws IOException {
    var text = reply.text();
    var lines = text.lines().toList();
    var log = lines.stream().skip(1).filter(line -> !line.equals("--")).toList();
    return switch (lines.isEmpty() ? "" : lines.getFirst()) {
      case "Success=1" -> new Reload(Reload.Result.LOADED, log);
      case "Success=0" -> {
        if (text.contains(BUSY)) {
          throw reply.failed(BUSY + ".");
        }
        yield new Reload(Reload.Result.FAILED, log);
      }
      default -> throw reply.failed(text);
    };
  }
}
