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
  private Advice() {}

  static String on(EndpointException failure) {
    return switch (failure.reason()) {
      case UNKNOWN_HOST -> "check the name in servers, and name resolution on this machine";
      case NO_SOCKET -> "is HAProxy running, and does its 'stats socket' line name this path?";
      case DENIED -> onPermission(failure.endpoint());
      case REFUSED ->
          "nobody listens: HAProxy is not running or is reloading, or this is left over from a process that ended";
      case CONNECT_TIMEOUT ->
          "nobody takes the connection: HAProxy hangs, or others hold all its connections ('stats maxconn')";
      case CONNECT_FAILED -> "check the address";
      case NO_ANSWER, BROKEN -> "HAProxy ended or reloads; if it stays, check HAProxy's log";
      case TIMEOUT ->
          "HAProxy hangs or is very busy, or pull-timeout is too short for the size of its answer";
    };
  }

  static String on(BadAnswerException failure) {
    return "check that this is a stats socket of HAProxy, and its log if it is";
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
