package org.haproxystats.runtime.process;

import java.util.Optional;
import org.haproxystats.runtime.AccessLevel;

/**
 * Where a process listens for commands: a row of {@code show cli sockets}.
 *
 * @param address such as {@code unix@/run/haproxy.sock} or {@code ipv4@127.0.0.1:9999}
 * @param level what it permits
 * @param processes {@code all}, or the numbers of those that it belongs to
 */
public record CliSocket(String address, AccessLevel level, String processes) {

  /** Reads {@code address level processes}; an address may have blanks in it. */
  static Optional<CliSocket> parse(String line) {
    int second = line.lastIndexOf(' ');
    int first = second < 0 ? -1 : line.lastIndexOf(' ', second - 1);
    if (first < 0) {
      return Optional.empty();
    }
    return AccessLevel.parse(line.substring(first + 1, second))
        .map(level -> new CliSocket(line.substring(0, first), level, line.substring(second + 1)));
  }
}
