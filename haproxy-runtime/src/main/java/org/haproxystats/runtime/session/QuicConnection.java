package org.haproxystats.runtime.session;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;

/**
 * One QUIC connection ({@code show quic}).
 *
 * @param pointer HAProxy's own name of it, valid until the connection ends
 * @param thread that serves it, counted from 0
 * @param frontend its name, cut by HAProxy after 12 characters
 * @param state HAProxy's word: {@code HDSHK}, {@code ESTAB}, {@code CLOSE} or {@code DRAIN}
 * @param bytesInFlight how many bytes the client has not confirmed
 * @param packetsInFlight how many packets the client has not confirmed
 * @param lostPackets how many packets were lost
 * @param local HAProxy's address and port
 * @param foreign the client's address and port
 * @param more what else is in the line: the connection ids of both sides, in hexadecimal digits,
 *     and what newer versions add
 */
public record QuicConnection(
    String pointer,
    int thread,
    String frontend,
    String state,
    long bytesInFlight,
    long packetsInFlight,
    long lostPackets,
    String local,
    String foreign,
    List<String> more) {
  private static final Pattern LINE =
      Pattern.compile(
          "(?<pointer>0x[0-9a-f]+)\\[(?<thread>\\d{1,6})]/(?<frontend>\\S+) +(?<state>\\S+)"
              + " +(?<bytes>\\d{1,18}) +(?<packets>\\d{1,18}) +(?<lost>\\d{1,18})"
              + " +(?<local>\\S+) +(?<foreign>\\S+)(?: +(?<more>\\S.*))?");

  /** Keeps a copy that nobody can change. */
  public QuicConnection {
    more = List.copyOf(more);
  }

  static List<QuicConnection> readAll(Reply reply) throws IOException {
    var connections = new ArrayList<QuicConnection>();
    reply.forEachLine(
        line -> {
          if (!line.startsWith("# conn/")) {
            connections.add(read(reply, line));
          }
        });
    return List.copyOf(connections);
  }

  private static QuicConnection read(Reply reply, String line) throws IOException {
    var parts = LINE.matcher(line.stripTrailing());
    if (!parts.matches()) {
      throw reply.failed(line);
    }
    var more = parts.group("more");
    return new QuicConnection(
        parts.group("pointer"),
        Integer.parseInt(parts.group("thread")),
        parts.group("frontend"),
        parts.group("state"),
        Long.parseLong(parts.group("bytes")),
        Long.parseLong(parts.group("packets")),
        Long.parseLong(parts.group("lost")),
        parts.group("local"),
        parts.group("foreign"),
        more == null ? List.of() : List.of(more.split(" +", -1)));
  }
}
