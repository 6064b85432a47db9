package org.haproxystats.integration.top;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.integration.Repository;

/** A HAProxy with something for every view, and {@code haproxyadmin top} in front of it. */
final class TopSite implements AutoCloseable {
  private static final String PROXIES =
      """
      ring latest
        format raw
        size 32768
      frontend web
        bind unix@{dir}/web.sock
        maxconn 100
        option httplog
        log ring@latest local0
        stick-table type string len 16 size 100 expire 5m store http_req_cnt
        http-request track-sc0 path
        default_backend app
      frontend tunnel
        mode tcp
        bind unix@{dir}/tunnel.sock
        default_backend hold
      backend app
        server one unix@{dir}/app.sock weight 10
        server two unix@{dir}/app.sock weight 30
        server off unix@{dir}/app.sock disabled
      backend checked
        option httpchk GET /
        server good unix@{dir}/app.sock check inter 200ms
        server bad unix@{dir}/nobody.sock check inter 200ms fall 2
      backend hold
        mode tcp
        server keeper unix@{dir}/app.sock
      frontend app-server
        bind unix@{dir}/app.sock
        option httpclose
        http-request return status 200 content-type text/plain string hello
      """;

  private final RealHaproxy haproxy;
  private final Tmux terminal;

  private TopSite(RealHaproxy haproxy, Tmux terminal) {
    this.haproxy = haproxy;
    this.terminal = terminal;
  }

  /** Starts both, on a terminal of 80 to 24 characters. */
  static TopSite start(HaproxyLine line, Path directory, int processes, String... options) {
    return start(line, directory, processes, RealHaproxy::socketDirectory, options);
  }

  /**
   * Starts both.
   *
   * @param socket what the program is given to ask: a socket, or a directory of them
   * @param options options of the program; what is set in the environment, such as {@code
   *     NO_COLOR=1}, comes before them
   */
  static TopSite start(
      HaproxyLine line,
      Path directory,
      int processes,
      Function<RealHaproxy, Path> socket,
      String... options) {
    var haproxy = RealHaproxy.start(line, directory, processes, PROXIES);
    try {
      var command =
          ("stty -g >%1$s/before; env %2$s %3$s top --socket %4$s %5$s; echo ended $?;"
                  + " stty -g >%1$s/after; exec cat")
              .formatted(
                  directory,
                  assignments(options, true),
                  Repository.program("haproxyadmin"),
                  socket.apply(haproxy),
                  assignments(options, false) + interval(options));
      return new TopSite(haproxy, Tmux.open(directory, 80, 24, command));
    } catch (AssertionError | RuntimeException e) {
      haproxy.close();
      throw e;
    }
  }

  /** Short, so that tests need not wait. */
  private static String interval(String... options) {
    return List.of(options).contains("--interval") ? "" : " --interval 1s";
  }

  private static String assignments(String[] options, boolean wanted) {
    return Stream.of(options)
        .filter(option -> option.matches("[A-Z_]+=.*") == wanted)
        .collect(joining(" "));
  }

  RealHaproxy haproxy() {
    return haproxy;
  }

  Tmux terminal() {
    return terminal;
  }

  /** Opens a connection to a proxy of the first HAProxy, and sends something. */
  SocketChannel connect(String socket, String text) throws IOException {
    var channel =
        SocketChannel.open(
            UnixDomainSocketAddress.of(haproxy.directories().getFirst().resolve(socket)));
    channel.write(ByteBuffer.wrap(text.getBytes(UTF_8)));
    return channel;
  }

  /** Makes requests, and waits for their answers. */
  void visit(int requests) throws IOException {
    for (int i = 0; i < requests; i++) {
      try (var channel =
          connect("web.sock", "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
        Channels.newInputStream(channel).readAllBytes();
      }
    }
  }

  /** A cell of {@code show stat} of the first HAProxy. */
  String stat(String proxy, String service, String field) {
    return haproxy.sockets().getFirst().stat().stream()
        .filter(row -> proxy.equals(row.get("pxname")) && service.equals(row.get("svname")))
        .map(row -> row.getOrDefault(field, ""))
        .findFirst()
        .orElseThrow();
  }

  /**
   * A line without what is another at each moment: times, and the course of traffic; blanks are
   * made one.
   */
  static String stable(String line) {
    // Health checks visit this one.
    return line.replaceAll("^F app-server.*", "F app-server")
        .replaceAll("[▁▂▃▄▅▆▇█░]+", "")
        .replaceAll("\\d\\d:\\d\\d:\\d\\d", "TIME")
        .replaceAll("up [0-9dhms]+", "up TIME")
        .replaceAll(" on \\S+", "")
        .replaceAll("HAProxy [0-9.]+", "HAProxy VERSION")
        .replaceAll(" +", " ")
        .stripTrailing();
  }

  @Override
  public void close() {
    terminal.close();
    haproxy.close();
  }
}
