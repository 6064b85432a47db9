package org.haproxystats.pull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.EndpointException;

/** What an operator looks at when a socket fails. */
final class Advice {
  static final String ON_BAD_ANSWER =
      "is this a stats socket of HAProxy? If it is, check HAProxy's log";

  static final String ON_SOCKET_DIR =
      "let it exist and be readable for user '%s', or correct socket-dir"
          .formatted(System.getProperty("user.name"));

  static final String ON_SOCKET_DIR_AND_SERVERS =
      ON_SOCKET_DIR
          + "; until then nothing is pulled, from servers neither, because a snapshot holds all processes or none";

  private Advice() {}

  static String on(EndpointException failure) {
    return switch (failure.reason()) {
      case UNKNOWN_HOST -> "check the name in servers, and name resolution on this machine";
      case NO_SOCKET -> "is HAProxy running, and does its 'stats socket' line name this path?";
      case DENIED -> onPermission(failure.endpoint());
      case REFUSED -> onRefusal(failure.endpoint());
      case CONNECT_TIMEOUT ->
          "nobody takes the connection: HAProxy hangs, or others hold all its connections ('stats maxconn')";
      case CONNECT_FAILED -> "check the address";
      case NO_ANSWER, BROKEN -> "HAProxy ended or reloads; if it stays, check HAProxy's log";
      case TIMEOUT ->
          "HAProxy hangs or is very busy, or pull-timeout is too short for the size of its answer";
      case NO_HAPROXY -> "is this the stats socket of a HAProxy?";
      case TLS_FAILED -> "check the certificates, and that the other side speaks TLS";
    };
  }

  private static String onRefusal(Endpoint endpoint) {
    return switch (endpoint) {
      case Endpoint.Unix _ -> "nobody listens: is HAProxy running? Its socket file outlives it";
      case Endpoint.Tcp _, Endpoint.Tls _ ->
          "nobody listens: is HAProxy running, with a 'stats socket' line for this address?";
      case Endpoint.Worker(var master, var _) -> onRefusal(master);
      case Endpoint.CurrentWorker(var master) -> onRefusal(master);
      case Endpoint.Master(var socket) -> onRefusal(socket);
    };
  }

  private static String onPermission(Endpoint endpoint) {
    var user = System.getProperty("user.name");
    var remedy = "set 'mode', 'user' and 'group' on HAProxy's 'stats socket' line";
    return endpoint instanceof Endpoint.Unix(Path path)
        ? "user '%s' may not write to it%s; %s".formatted(user, ownerOf(path), remedy)
        : "a rule of this machine forbids the connection";
  }

  private static String ownerOf(Path path) {
    try {
      var socket = Files.readAttributes(path, PosixFileAttributes.class);
      return ", it belongs to %s:%s with mode %s"
          .formatted(
              socket.owner().getName(),
              socket.group().getName(),
              PosixFilePermissions.toString(socket.permissions()));
    } catch (IOException e) {
      return ", nor look into its directory";
    }
  }
}
