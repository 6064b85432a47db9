package org.haproxystats.admin.doctor;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Deadline;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.EndpointException;
import org.haproxystats.runtime.EndpointException.Reason;
import org.haproxystats.runtime.Retries;
import org.haproxystats.runtime.RuntimeConnection;
import org.haproxystats.runtime.master.ProcessEntry;
import org.haproxystats.runtime.master.ProcessList;
import org.haproxystats.runtime.stats.InfoReader;
import org.haproxystats.runtime.stats.MalformedStatisticsException;
import org.haproxystats.runtime.stats.ProcessInfo;

/**
 * Asks one socket what it is. The questions are put as bytes, because whoever listens may be
 * anything.
 */
final class Probe {
  /** A severity may be before it, where the socket's line says so. */
  private static final Pattern LEVEL =
      Pattern.compile("^(?:\\[\\w+]: )?(user|operator|admin)$", Pattern.MULTILINE);

  private static final Pattern VERSION_LINE =
      Pattern.compile("^(\\d+\\.\\d+\\S*)\\s*$", Pattern.MULTILINE);

  /** How an attempt fails in the middle of a reload. */
  private static final Set<Reason> RELOADING =
      EnumSet.of(Reason.REFUSED, Reason.NO_SOCKET, Reason.NO_ANSWER);

  private static final int HANDSHAKE = 0x16;
  private static final int ALERT = 0x15;

  /** What was said. */
  sealed interface Answer {
    /** A HAProxy answers as one at a stats socket does. */
    record Stats(AnsweringProcess process) implements Answer {}

    /** A master process answers. */
    record Master(AnsweringProcess process, ProcessList processes) implements Answer {}

    /** A web server answers: a frontend of HAProxy, or anything. */
    record Http() implements Answer {}

    /** It wants TLS. */
    record TlsWanted() implements Answer {}

    /**
     * Something else.
     *
     * @param text how it begins
     */
    record Other(String text) implements Answer {}
  }

  private final Duration patience;

  Probe(Duration patience) {
    this.patience = patience;
  }

  /** Asks as one asks at a stats socket, then as one asks a master if the first answer was none. */
  Answer stats(Endpoint endpoint) throws IOException, InterruptedException {
    var text = ask(endpoint, "show info;show cli level;quit");
    var process = statsProcess(text);
    if (process.isPresent()) {
      return new Answer.Stats(process.get());
    }
    var other = other(text);
    return other instanceof Answer.Other && !endpoint.isAtMaster()
        ? masterOr(endpoint, other)
        : other;
  }

  /** Asks as one asks a master, then as one asks at a stats socket if the first answer was none. */
  Answer master(Endpoint socket) throws IOException, InterruptedException {
    return masterOr(socket, new Answer.Other("")) instanceof Answer.Master master
        ? master
        : stats(socket);
  }

  private Answer masterOr(Endpoint socket, Answer otherwise)
      throws IOException, InterruptedException {
    var text = ask(socket, "show proc;show version;show cli level;quit");
    var table = text.lines().dropWhile(line -> !line.startsWith("#<PID>"));
    var processes = table.takeWhile(line -> !line.isBlank()).collect(Collectors.joining("\n"));
    try {
      var list = ProcessList.parse(processes);
      return new Answer.Master(masterProcess(list, text), list);
    } catch (IllegalArgumentException _) {
      return otherwise;
    }
  }

  private static Answer other(String text) {
    int first = text.isEmpty() ? 0 : text.charAt(0);
    if (text.startsWith("HTTP/")) {
      return new Answer.Http();
    }
    if (first == HANDSHAKE || first == ALERT) {
      return new Answer.TlsWanted();
    }
    return new Answer.Other(text.lines().findFirst().orElse("").replaceAll("\\p{Cntrl}", "?"));
  }

  /**
   * Asks several times if nobody listens: while HAProxy reloads itself its sockets are away for a
   * moment, and connections that it has not taken yet are closed.
   */
  private String ask(Endpoint endpoint, String line) throws IOException, InterruptedException {
    for (int left = Retries.USUAL.times(); ; left--) {
      try {
        return askOnce(endpoint, line);
      } catch (EndpointException e) {
        if (left == 0 || !RELOADING.contains(e.reason())) {
          throw e;
        }
      }
      Thread.sleep(Retries.USUAL.pause());
    }
  }

  private String askOnce(Endpoint endpoint, String line) throws IOException, InterruptedException {
    var deadline = Deadline.after(patience);
    try (var connection = RuntimeConnection.open(endpoint, patience, deadline)) {
      return new String(connection.ask(line, deadline), StandardCharsets.ISO_8859_1);
    }
  }

  private static Optional<AnsweringProcess> statsProcess(String text) {
    ProcessInfo info;
    try {
      info = InfoReader.read(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (MalformedStatisticsException _) {
      return Optional.empty();
    }
    return info.text("Version")
        .map(
            version ->
                new AnsweringProcess(
                    version,
                    level(text),
                    info.number("Pid").orElse(0),
                    "",
                    info.number("Process_num").orElse(1),
                    info.number("Nbproc").orElse(1),
                    info.text("node").orElse(""),
                    info.number("Uptime_sec"),
                    info.number("Stopping").orElse(0) > 0,
                    List.of()));
  }

  private static AnsweringProcess masterProcess(ProcessList list, String text) {
    var master =
        list.all().stream()
            .filter(process -> process.role() == ProcessEntry.Role.MASTER)
            .findFirst();
    var version = VERSION_LINE.matcher(text);
    return new AnsweringProcess(
        master
            .map(ProcessEntry::version)
            .filter(known -> !known.isEmpty())
            .orElseGet(() -> version.find() ? version.group(1) : "?"),
        level(text),
        master.map(ProcessEntry::pid).orElse(0L),
        AnsweringProcess.MASTER,
        1,
        1,
        "",
        master
            .map(process -> OptionalLong.of(process.uptime().toSeconds()))
            .orElse(OptionalLong.empty()),
        false,
        list.with(ProcessEntry.Role.WORKER).stream().map(ProcessEntry::pid).toList());
  }

  private static Optional<AccessLevel> level(String text) {
    var level = LEVEL.matcher(text);
    return level.find() ? AccessLevel.parse(level.group(1)) : Optional.empty();
  }
}
