package org.haproxystats.admin.doctor;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxystats.admin.doctor.Finding.Step;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.EndpointException;
import org.haproxystats.runtime.TlsSettings;

/** Why nobody answers at a socket. */
final class Unreachable {
  private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "::1");
  private static final String MORE_CONNECTIONS = "stats maxconn 100";

  private final LocalHaproxys local;
  private final User user;
  private final Probe probe;
  private final Prescription prescription;

  Unreachable(LocalHaproxys local, User user, Probe probe, Prescription prescription) {
    this.local = local;
    this.user = user;
    this.probe = probe;
    this.prescription = prescription;
  }

  /** What is wrong, by how the attempt failed. */
  Finding finding(Endpoint endpoint, Optional<SocketFile> file, EndpointException failure)
      throws InterruptedException {
    return switch (failure.reason()) {
      case NO_SOCKET -> missing(endpoint);
      case DENIED -> denied(endpoint, file, failure);
      case REFUSED -> refused(endpoint, file);
      case UNKNOWN_HOST ->
          Finding.problem(
              "unknown-host",
              "the host's name has no address",
              new Step("ask for it", "getent hosts " + host(endpoint)));
      case CONNECT_TIMEOUT, TIMEOUT ->
          endpoint instanceof Endpoint.Unix ? busy(failure) : silent(endpoint, failure);
      case TLS_FAILED -> tlsFailed(endpoint, failure);
      case NO_ANSWER, BROKEN -> closed(endpoint, failure);
      case CONNECT_FAILED, NO_HAPROXY -> Finding.problem("no-connection", detail(failure));
    };
  }

  private static boolean isHere(Endpoint endpoint) {
    return endpoint instanceof Endpoint.Unix || LOOPBACK.contains(host(endpoint));
  }

  private static String host(Endpoint endpoint) {
    var name = endpoint.shortName();
    return name.substring(0, Math.max(0, name.lastIndexOf(':')));
  }

  /** The message without the endpoint, which is named anyway. */
  private static String detail(EndpointException failure) {
    var text = String.valueOf(failure.getMessage());
    var begin = failure.endpoint() + ": ";
    return text.startsWith(begin) ? text.substring(begin.length()) : text;
  }

  private Finding missing(Endpoint endpoint) {
    var steps = new ArrayList<Step>();
    var line = local.line(endpoint);
    if (local.isEmpty()) {
      steps.add(prescription.start());
    } else {
      line.map(prescription::reload).ifPresent(steps::add);
    }
    if (line.isEmpty()) {
      prescription.nearest(endpoint).ifPresent(steps::add);
      steps.addAll(prescription.newSocket(endpoint));
    }
    if (endpoint instanceof Endpoint.Unix(Path path)
        && path.getParent() != null
        && SocketFile.at(path.getParent()).isEmpty()) {
      steps.add(
          new Step(
              "its directory is missing too, so make it first", "mkdir -p " + path.getParent()));
    }
    steps.addAll(prescription.others(endpoint));
    return Finding.problem("no-socket", "there is no such socket", steps);
  }

  /** What keeps this user out. */
  Finding denied(Endpoint endpoint, Optional<SocketFile> file, EndpointException failure) {
    if (!(endpoint instanceof Endpoint.Unix(Path path))) {
      return Finding.problem("no-connection", detail(failure));
    }
    var closed = SocketFile.closedOnTheWayTo(path);
    if (closed.isPresent()) {
      return Finding.problem(
          "closed-directory",
          "user %s may not enter the directory %s (%s)"
              .formatted(user, closed.get().path(), closed.get()),
          prescription.entry(closed.get()));
    }
    return file.map(
            socket ->
                Finding.problem(
                    "no-permission",
                    "user %s may not use it: %s".formatted(user, socket),
                    prescription.permission(endpoint, socket)))
        .orElseGet(() -> Finding.problem("no-permission", detail(failure)));
  }

  private Finding refused(Endpoint endpoint, Optional<SocketFile> file) {
    var steps = new ArrayList<Step>();
    var line = local.line(endpoint);
    if (file.filter(one -> !one.isSocket()).isPresent()) {
      steps.addAll(prescription.others(endpoint));
      return Finding.problem("not-a-socket", "this is no socket: " + file.get().mode(), steps);
    }
    if (local.isEmpty() && isHere(endpoint)) {
      steps.add(prescription.start());
    }
    line.map(prescription::reload).ifPresent(steps::add);
    if (line.isEmpty()) {
      steps.addAll(prescription.newSocket(endpoint));
    }
    if (endpoint instanceof Endpoint.Unix(Path path)) {
      steps.add(new Step("or remove what a HAProxy that is gone has left behind", "rm " + path));
    }
    steps.addAll(prescription.others(endpoint));
    return endpoint instanceof Endpoint.Unix
        ? Finding.problem("stale-socket", "nobody listens: the HAProxy that made it is gone", steps)
        : Finding.problem("refused", "nobody listens at this address", steps);
  }

  /** The system has taken the connection, or not even that, but HAProxy does not come to it. */
  private Finding busy(EndpointException failure) {
    var steps = new ArrayList<Step>();
    for (var process : local.stopped()) {
      steps.add(
          new Step(
              "process %d is stopped; let it go on".formatted(process.pid()),
              "kill -CONT " + process.pid()));
    }
    steps.add(new Step("see who is connected", "ss -xp | grep haproxy"));
    steps.add(
        new Step(
            "all of its connections (10 if not set) may be in use: have more, in the section global of "
                + local.configuration(),
            MORE_CONNECTIONS));
    return Finding.problem(
        "busy", "somebody listens but does not answer: " + detail(failure), steps);
  }

  private Finding silent(Endpoint endpoint, EndpointException failure) throws InterruptedException {
    if (failure.reason() == EndpointException.Reason.TIMEOUT && speaksTls(endpoint)) {
      return tlsWanted(endpoint);
    }
    return failure.reason() == EndpointException.Reason.TIMEOUT
        ? busy(failure)
        : Finding.problem(
            "no-connection",
            "nobody takes the connection: " + detail(failure),
            new Step(
                "a firewall may drop it, or the address is wrong; see the way there",
                "ip route get " + host(endpoint)));
  }

  private Finding closed(Endpoint endpoint, EndpointException failure) throws InterruptedException {
    if (speaksTls(endpoint)) {
      return tlsWanted(endpoint);
    }
    var steps = new ArrayList<Step>();
    steps.add(new Step("it may be no stats socket, or HAProxy is at its end; try again", ""));
    steps.addAll(prescription.others(endpoint));
    return Finding.problem("no-answer", detail(failure), steps);
  }

  /** Whether TLS comes about, whoever the other is. */
  private boolean speaksTls(Endpoint endpoint) throws InterruptedException {
    if (!(endpoint instanceof Endpoint.Tcp(String host, int port))) {
      return false;
    }
    try {
      probe.stats(new Endpoint.Tls(host, port, TlsSettings.USUAL));
      return true;
    } catch (EndpointException e) {
      return isCertificateTrouble(e);
    } catch (IOException _) {
      return false;
    }
  }

  /** The other does speak TLS then. */
  private static boolean isCertificateTrouble(EndpointException e) {
    var text = String.valueOf(e.getMessage());
    return e.reason() == EndpointException.Reason.TLS_FAILED
        && (text.contains("certificat")
            || text.contains("No name matching")
            || text.contains("subject alternative"));
  }

  static Finding tlsWanted(Endpoint endpoint) {
    return Finding.problem(
        "tls-wanted",
        "this speaks TLS",
        Prescription.otherwise(
            "if it is a stats socket behind TLS",
            "--socket",
            endpoint.toString().replaceFirst("tcp", "tls") + "?ca=FILE"));
  }

  private Finding tlsFailed(Endpoint endpoint, EndpointException failure)
      throws InterruptedException {
    if (isCertificateTrouble(failure)) {
      var url = endpoint.toString();
      return Finding.problem(
          "certificate",
          detail(failure),
          Prescription.otherwise(
              "trust the authority that signed it", "--socket", url + "?ca=FILE"),
          Prescription.otherwise(
              "if it is for another name", "--socket", url + "?ca=FILE&check-name=no"));
    }
    if (endpoint instanceof Endpoint.Tls(String host, int port, var _)) {
      var plain = new Endpoint.Tcp(host, port);
      try {
        if (probe.stats(plain) instanceof Probe.Answer.Stats) {
          return Finding.problem(
              "no-tls",
              "this is a stats socket without TLS",
              Prescription.otherwise("ask without", "--socket", plain));
        }
      } catch (IOException _) {
        // It is nothing that is known.
      }
    }
    return Finding.problem("tls-failed", detail(failure));
  }
}
