package org.haproxystats.runtime.tls;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Success;

/**
 * Keys of TLS session tickets ({@code tls-ticket-keys} on {@code bind} lines). Any level may read
 * and set them before 3.4, from then on level admin.
 */
public final class TicketKeyCommands {
  private static final Pattern FILE = Pattern.compile("(?:# )?(\\d+) \\((.*)\\)", Pattern.DOTALL);
  private static final Pattern KEY = Pattern.compile("\\d+\\.\\d+ (\\S+)");
  private static final Requirement NEEDS =
      Requirement.of(AccessLevel.USER).but(AccessLevel.ADMIN, 3, 4);

  private TicketKeyCommands() {}

  /**
   * {@code show tls-keys}: the files, without their keys. Since 1.6.
   *
   * @return a command that gives the files; their lists of keys are empty
   */
  public static Command<List<TicketKeys>> files() {
    return Command.named("show tls-keys").needs(NEEDS.since(1, 6)).reads(TicketKeyCommands::read);
  }

  /**
   * {@code show tls-keys *}: all files with their keys. Since 1.7.
   *
   * @return a command that gives the files with their keys
   */
  public static Command<List<TicketKeys>> keys() {
    return Command.named("show tls-keys")
        .argument("*")
        .needs(NEEDS.since(1, 7))
        .reads(TicketKeyCommands::read);
  }

  /** A line that does not fit is not quoted: it may have a key in it. */
  private static List<TicketKeys> read(Reply reply) throws IOException {
    var files = new ArrayList<TicketKeys>();
    for (var line : reply.lines()) {
      var file = FILE.matcher(line);
      var key = KEY.matcher(line);
      if (file.matches()) {
        files.add(new TicketKeys(Integer.parseInt(file.group(1)), file.group(2), List.of()));
      } else if (key.matches() && !files.isEmpty()) {
        var last = files.removeLast();
        var keys = new ArrayList<>(last.keys());
        keys.add(new Secret(key.group(1)));
        files.add(new TicketKeys(last.id(), last.file(), keys));
      } else if (!line.startsWith("# id ")) {
        throw reply.failed("a line that is neither a file nor a key");
      }
    }
    return List.copyOf(files);
  }

  /**
   * {@code set ssl tls-key <file> <key>}: adds a key, and drops the oldest. Since 1.6.
   *
   * @param file as {@link #files} names it
   * @param key 48 bytes (80 if the file has such) in base64; in no message
   * @return a command that gives HAProxy's message
   */
  public static Command<String> set(String file, Secret key) {
    return Command.named("set ssl tls-key")
        .name(file)
        .secret(key.reveal())
        .needs(NEEDS.since(1, 6))
        .succeeds(Success.line("TLS ticket key updated!"));
  }
}
