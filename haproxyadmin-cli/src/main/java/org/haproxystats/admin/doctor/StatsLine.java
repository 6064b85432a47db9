package org.haproxystats.admin.doctor;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Endpoint;

/**
 * A {@code stats socket} line of HAProxy's configuration.
 *
 * @param file the configuration
 * @param number of the line, from 1
 * @param words its words
 */
record StatsLine(Path file, int number, List<String> words) {
  private static final int ADDRESS = 2;
  private static final List<String> FAMILIES = List.of("unix@", "ipv4@", "ipv6@", "tcp@");
  private static final List<String> EVERYWHERE = List.of("", "*", "0.0.0.0", "::", "[::]");

  StatsLine {
    words = List.copyOf(words);
  }

  /** Reads a line of the section {@code global}. */
  static Optional<StatsLine> parse(Path file, int number, List<String> words) {
    boolean isOne =
        words.size() > ADDRESS && words.get(0).equals("stats") && words.get(1).equals("socket");
    return isOne ? Optional.of(new StatsLine(file, number, words)) : Optional.empty();
  }

  /** The address without its family. */
  String address() {
    var address = words.get(ADDRESS);
    for (var family : FAMILIES) {
      if (address.startsWith(family)) {
        return address.substring(family.length());
      }
    }
    return address;
  }

  boolean isUnix() {
    return address().startsWith("/");
  }

  /** What {@code --socket} takes to go there; empty for sockets that only HAProxy can use. */
  Optional<String> socket() {
    if (isUnix()) {
      return Optional.of(address());
    }
    int colon = address().lastIndexOf(':');
    if (colon < 0 || address().contains("@")) {
      return Optional.empty();
    }
    var host = address().substring(0, colon);
    return Optional.of(
        "tcp://" + (EVERYWHERE.contains(host) ? "127.0.0.1" : host) + address().substring(colon));
  }

  /** Whether it makes the socket of an endpoint of this machine. */
  boolean makes(Endpoint endpoint) {
    if (endpoint instanceof Endpoint.Unix(Path path)) {
      return isUnix() && Path.of(address()).equals(path);
    }
    return endpoint instanceof Endpoint.Tcp(String host, int port)
        && !isUnix()
        && address().endsWith(":" + port)
        && (EVERYWHERE.contains(host(port)) || host(port).equals(host));
  }

  private String host(int port) {
    return address().substring(0, address().length() - (":" + port).length());
  }

  /** What the socket permits. */
  AccessLevel level() {
    int place = words.indexOf("level");
    return place > ADDRESS && place + 1 < words.size()
        ? AccessLevel.parse(words.get(place + 1)).orElse(AccessLevel.OPERATOR)
        : AccessLevel.OPERATOR;
  }

  boolean has(String word) {
    return words.contains(word);
  }

  /** The line with another value of an option, such as {@code level}. */
  StatsLine with(String option, String value) {
    var changed = new ArrayList<>(words);
    int place = words.subList(ADDRESS, words.size()).indexOf(option) + ADDRESS;
    if (place > ADDRESS && place + 1 < words.size()) {
      changed.set(place + 1, value);
    } else {
      changed.addAll(List.of(option, value));
    }
    return new StatsLine(file, number, changed);
  }

  /** Where it is. */
  String place() {
    return file + ", line " + number;
  }

  @Override
  public String toString() {
    return String.join(" ", words);
  }
}
