package org.haproxystats.integration;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a stats socket says, read in the plainest way, to compare the product's results with.
 *
 * @param path the UNIX socket
 */
public record StatsSocket(Path path) {
  /** Sends one command and returns the whole answer. */
  public String ask(String command) {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      var bytes = ByteBuffer.wrap((command + "\n").getBytes(UTF_8));
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      return new String(Channels.newInputStream(channel).readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(command + " on " + path, e);
    }
  }

  /** The keys and values of {@code show info}. */
  public Map<String, String> info() {
    return parseInfo(ask("show info"));
  }

  /** The rows of {@code show stat}, each a map from the field's name to its value. */
  public List<Map<String, String>> stat() {
    return parseStat(ask("show stat"));
  }

  public static Map<String, String> parseInfo(String answer) {
    var values = new LinkedHashMap<String, String>();
    for (String line : answer.lines().toList()) {
      int colon = line.indexOf(": ");
      if (colon > 0) {
        values.put(line.substring(0, colon), line.substring(colon + 2));
      }
    }
    return values;
  }

  /** Enough for the configurations of these tests, which put no comma or quote into any name. */
  public static List<Map<String, String>> parseStat(String answer) {
    List<String> lines = answer.lines().filter(line -> !line.isBlank()).toList();
    String[] names = lines.getFirst().substring("# ".length()).split(",", -1);
    var rows = new ArrayList<Map<String, String>>();
    for (String line : lines.subList(1, lines.size())) {
      String[] values = line.split(",", -1);
      var row = new LinkedHashMap<String, String>();
      for (int i = 0; i < names.length; i++) {
        row.put(names[i], values[i]);
      }
      rows.add(row);
    }
    return rows;
  }
}
