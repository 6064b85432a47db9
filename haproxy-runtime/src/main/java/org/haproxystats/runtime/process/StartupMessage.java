package org.haproxystats.runtime.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;

/**
 * One message of {@code show startup-logs}.
 *
 * @param level {@code NOTICE}, {@code WARNING}, {@code ALERT} or another of HAProxy's words; empty
 *     for text before the first message
 * @param pid the process that said it; empty for the same
 * @param text of one line or several
 */
public record StartupMessage(String level, OptionalLong pid, String text) {
  private static final Pattern START =
      Pattern.compile("\\[(?<level>\\w+)\\][^(]*\\((?<pid>\\d+)\\) : (?<text>.*)", Pattern.DOTALL);

  /** A line that begins in no such way goes on with the message before it. */
  static List<StartupMessage> readAll(Reply reply) throws IOException {
    var messages = new ArrayList<StartupMessage>();
    for (var line : reply.message().lines().toList()) {
      var start = START.matcher(line);
      if (start.matches()) {
        var pid = OptionalLong.of(Long.parseLong(start.group("pid")));
        messages.add(new StartupMessage(start.group("level"), pid, start.group("text")));
      } else if (messages.isEmpty()) {
        messages.add(new StartupMessage("", OptionalLong.empty(), line));
      } else {
        var before = messages.removeLast();
        messages.add(new StartupMessage(before.level, before.pid, before.text + "\n" + line));
      }
    }
    return List.copyOf(messages);
  }
}
