package org.haproxystats.runtime;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Where a HAProxy process can be asked. */
public sealed interface Endpoint {

  /** The longest path of a UNIX socket in bytes: what the kernel takes, less the closing NUL. */
  int MAX_UNIX_PATH_BYTES = 107;

  /**
   * A stats socket in the file system.
   *
   * @param path the socket's file, absolute or relative to the working directory; how long it may
   *     be is for {@link #MAX_UNIX_PATH_BYTES} to say
   */
  record Unix(Path path) implements Endpoint {
    /** Refuses what is the path of no socket. */
    public Unix {
      if (path.getFileName() == null || path.toString().isEmpty()) {
        throw new IllegalArgumentException("'" + path + "' is not the path of a socket");
      }
    }

    @Override
    public String toString() {
      return "unix://" + path;
    }
  }

  /**
   * A stats socket on the network.
   *
   * @param host a name or an address, without brackets, in lower case
   * @param port 1 to 65535
   */
  record Tcp(String host, int port) implements Endpoint {
    /** Refuses an empty host and an impossible port. */
    public Tcp {
      if (host.isBlank()) {
        throw new IllegalArgumentException("the host is missing");
      }
      if (port < 1 || port > 65535) {
        throw new IllegalArgumentException("port " + port + " is not in 1 to 65535");
      }
      host = host.toLowerCase(Locale.ROOT);
    }

    @Override
    public String toString() {
      return "tcp://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /**
   * A stats socket on the network behind TLS. HAProxy from 2.4 on speaks no TLS on a stats socket
   * itself: a {@code listen} section in TCP mode, with {@code ssl} on its {@code bind} line and the
   * stats socket as its server, does it.
   *
   * @param host a name or an address, without brackets, in lower case
   * @param port 1 to 65535
   * @param settings whom to trust and who to be
   */
  record Tls(String host, int port, TlsSettings settings) implements Endpoint {
    /** Refuses an empty host and an impossible port. */
    public Tls {
      var checked = new Tcp(host, port);
      host = checked.host();
    }

    @Override
    public String toString() {
      return new Tcp(host, port).toString().replaceFirst("tcp", "tls");
    }
  }

  /**
   * A worker behind the socket of its master process ({@code -S} on HAProxy's command line; manual
   * of the master CLI, section 9.4). A reload makes a new one, and the old one may live on for
   * hours.
   *
   * @param master the master's own socket
   * @param pid the worker's process id
   */
  record Worker(Endpoint master, long pid) implements Endpoint {
    @Override
    public String toString() {
      return master + " worker " + pid;
    }
  }

  /**
   * The worker that serves now, behind the socket of its master: after each reload another one.
   *
   * @param master the master's own socket
   */
  record CurrentWorker(Endpoint master) implements Endpoint {
    @Override
    public String toString() {
      return master + " current worker";
    }
  }

  /**
   * A master process itself.
   *
   * @param socket the master's own socket
   */
  record Master(Endpoint socket) implements Endpoint {
    @Override
    public Endpoint master() {
      return socket;
    }

    @Override
    public String toString() {
      return socket + " master";
    }
  }

  /**
   * {@return the socket's base name, or {@code host:port}; for a worker with a known pid its
   * master's, and the pid}
   */
  default String shortName() {
    return switch (this) {
      case Unix(var path) -> String.valueOf(path.getFileName());
      case Tcp(var host, var port) -> host + ":" + port;
      case Tls(var host, var port, var _) -> host + ":" + port;
      case Worker(var master, var pid) -> master.shortName() + "." + pid;
      case CurrentWorker(var master) -> master.shortName();
      case Master(var socket) -> socket.shortName();
    };
  }

  /**
   * {@return this endpoint with the real path of its socket: absolute, without links and dots on
   * the way; itself if it is no UNIX socket}
   */
  default Endpoint resolved() {
    if (!(this instanceof Unix(Path path))) {
      return this;
    }
    try {
      return new Unix(path.toRealPath());
    } catch (IOException e) {
      // Not there, or not for us to see: the connect will say so.
      return new Unix(path.toAbsolutePath().normalize());
    }
  }

  /**
   * {@return the line that asks for several commands at once} A master takes the target in front of
   * each, and ends the connection only when it is told to.
   *
   * @param commands complete commands, escaped where they need it
   */
  default String line(List<String> commands) {
    return isAtMaster()
        ? commands.stream().map(command -> target() + command + ";").collect(joining()) + "quit"
        : String.join(";", commands);
  }

  /**
   * {@return the line that is sent for one command, with a line feed at its end}
   *
   * @param before commands that set the connection up, which a master takes for itself
   * @param command the command's line
   * @param hasPayload whether a payload comes after the line. A master that was sent one has to be
   *     told by the end of the stream that nothing more comes.
   */
  default String request(List<String> before, String command, boolean hasPayload) {
    var prefix = before.stream().map(line -> line + ";").collect(joining());
    if (!isAtMaster()) {
      return prefix + command + "\n";
    }
    return prefix + target() + command + (hasPayload ? "\n" : ";quit\n");
  }

  /**
   * {@return what makes a master from HAProxy 3.2 on hand the whole connection over to a worker,
   * which then answers as at a socket of its own; empty where no master is in between}
   */
  default String connector() {
    return isAtMaster() && !target().isEmpty() ? "@" + target() : "";
  }

  /** What a master needs before a command to know which process it is for. */
  private String target() {
    if (this instanceof Worker worker) {
      return "@!" + worker.pid() + " ";
    }
    return this instanceof CurrentWorker ? "@1 " : "";
  }

  // Programs that answer a person's command start here, and to link the first switch over types of
  // a program would cost them as long as the whole command.

  /** {@return whether a master answers here, or passes on what is for a worker} */
  default boolean isAtMaster() {
    return this instanceof Worker || this instanceof CurrentWorker || this instanceof Master;
  }

  /**
   * {@return the master's own socket, of an endpoint that is at a master}
   *
   * @throws IllegalStateException if this endpoint is not at a master, see {@link #isAtMaster}
   */
  default Endpoint master() {
    throw new IllegalStateException(this + " is not at a master");
  }

  /**
   * Reads {@code unix:///path}, {@code tcp://host:port}, {@code tcp://[address]:port} or {@code
   * tls://host:port}. To the last, {@code ?ca=FILE}, {@code &cert=FILE} and {@code &check-name=no}
   * may be added, see {@link TlsSettings}.
   *
   * @param url what an operator wrote; the scheme may be in capitals
   * @return the endpoint, which is not connected to
   * @throws IllegalArgumentException if the URL is none of these; the text names the URL, what is
   *     wrong with it, and what would be right
   */
  static Endpoint parse(String url) {
    try {
      int colon = url.indexOf("://");
      var scheme = colon < 0 ? "" : url.substring(0, colon).toLowerCase(Locale.ROOT);
      var rest = url.substring(colon < 0 ? 0 : colon + "://".length());
      return switch (scheme) {
        case "unix" -> parseUnix(rest);
        case "tcp" -> parseTcp(rest);
        case "tls" -> parseTls(rest);
        case "" -> throw new IllegalArgumentException("the scheme is missing");
        default -> throw new IllegalArgumentException("the scheme '" + scheme + "' is not known");
      };
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'%s' is not an endpoint: %s; write unix:///path, tcp://host:port, tcp://[address]:port or tls://host:port"
              .formatted(url, e.getMessage()),
          e);
    }
  }

  private static Unix parseUnix(String path) {
    if (!path.startsWith("/")) {
      throw new IllegalArgumentException("the path is not absolute (three slashes)");
    }
    if (path.getBytes(StandardCharsets.UTF_8).length > MAX_UNIX_PATH_BYTES) {
      throw new IllegalArgumentException(
          "the path is longer than the "
              + MAX_UNIX_PATH_BYTES
              + " bytes that a UNIX socket can have");
    }
    try {
      return new Unix(Path.of(path));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException("the path is not valid: " + e.getReason(), e);
    }
  }

  private static Tcp parseTcp(String authority) {
    URI uri;
    try {
      uri = new URI("tcp://" + authority).parseServerAuthority();
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("'" + authority + "' is not host:port", e);
    }
    var host = uri.getHost();
    if (host == null) {
      throw new IllegalArgumentException("the host is missing");
    }
    if (uri.getPort() < 0) {
      throw new IllegalArgumentException("the port is missing");
    }
    if (uri.getUserInfo() != null
        || uri.getQuery() != null
        || uri.getFragment() != null
        || !(uri.getPath().isEmpty() || uri.getPath().equals("/"))) {
      throw new IllegalArgumentException("there is more than host and port");
    }
    return new Tcp(
        host.startsWith("[") ? host.substring(1, host.length() - 1) : host, uri.getPort());
  }

  private static Tls parseTls(String rest) {
    int query = rest.indexOf('?');
    var address = parseTcp(query < 0 ? rest : rest.substring(0, query));
    var settings = TlsSettings.USUAL;
    for (var option : query < 0 ? new String[0] : rest.substring(query + 1).split("&", -1)) {
      settings = settings.with(option);
    }
    return new Tls(address.host(), address.port(), settings);
  }
}
