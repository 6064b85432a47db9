package org.haproxystats.admin.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.haproxystats.admin.doctor.Finding.Step;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.EndpointException;
import org.haproxystats.runtime.HaproxyVersion;

/** Examines sockets: who answers, what is wrong, and what mends it. */
public final class Doctor {
  private static final HaproxyVersion OLDEST = HaproxyVersion.of(1, 5);

  private final LocalHaproxys local;
  private final User user;
  private final AccessLevel needed;
  private final Probe probe;
  private final Prescription prescription;
  private final Unreachable unreachable;

  /**
   * A doctor for sockets of this machine and others.
   *
   * @param patience how long a socket may take to answer
   * @param needed what a socket must permit
   */
  public Doctor(LocalHaproxys local, User user, Duration patience, AccessLevel needed) {
    this.local = local;
    this.user = user;
    this.needed = needed;
    probe = new Probe(patience);
    prescription = new Prescription(local, user, needed);
    unreachable = new Unreachable(local, user, probe, prescription);
  }

  /**
   * What keeps the user out of a socket, and what lets that user in.
   *
   * @param failure for want of permission
   */
  public Finding denied(EndpointException failure) {
    var socket =
        switch (failure.endpoint()) {
          case Endpoint.Worker(var master, var _) -> master;
          case Endpoint.CurrentWorker(var master) -> master;
          case Endpoint.Master(var master) -> master;
          case Endpoint other -> other;
        };
    var file =
        socket instanceof Endpoint.Unix(Path path)
            ? SocketFile.at(path)
            : Optional.<SocketFile>empty();
    return unreachable.denied(socket, file, failure);
  }

  /** Examines all at once; the result has their order. */
  public List<Examination> examine(List<Patient> patients) throws InterruptedException {
    var examined = new ArrayList<Examination>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var running = new ArrayList<Future<Examination>>();
      for (var patient : patients) {
        running.add(threads.submit(() -> examine(patient)));
      }
      for (var one : running) {
        examined.add(one.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("an examination failed", e);
    }
    return Together.compare(examined);
  }

  private Examination examine(Patient patient) throws InterruptedException {
    var socket = patient.socket();
    var file =
        socket instanceof Endpoint.Unix(Path path)
            ? SocketFile.at(path)
            : Optional.<SocketFile>empty();
    var bare = new Examination(patient, file, Optional.empty(), List.of());
    if (file.isPresent() && file.get().isDirectory()) {
      return bare.with(directory(file.get()));
    }
    try {
      return patient.endpoint() instanceof Endpoint.Master master
          ? master(bare, socket, probe.master(master))
          : stats(bare, socket, probe.stats(socket));
    } catch (EndpointException e) {
      return bare.with(unreachable.finding(socket, file, e));
    } catch (IOException e) { // Such as a file with certificates that cannot be read.
      return bare.with(
          Finding.problem("no-connection", e.getMessage() == null ? e.toString() : e.getMessage()));
    }
  }

  private Finding directory(SocketFile directory) {
    if (!Files.isReadable(directory.path())) {
      return Finding.problem(
          "closed-directory",
          "user %s may not list this directory (%s)".formatted(user, directory),
          Prescription.otherwise("name a socket in it", "--socket", directory.path() + "/SOCKET"));
    }
    var socket = new Endpoint.Unix(directory.path().resolve("admin.sock"));
    return Finding.problem(
        "empty-directory",
        "there is no socket in this directory",
        concat(prescription.newSocket(socket), prescription.others(socket)));
  }

  private Examination stats(Examination bare, Endpoint endpoint, Probe.Answer answer) {
    return switch (answer) {
      case Probe.Answer.Stats(var process) -> judged(bare, endpoint, process);
      case Probe.Answer.Master(var process, var _) -> {
        var found = bare.with(process);
        yield bare.patient().mayBeMaster()
            ? found
            : found.with(
                Finding.problem(
                    "master-socket",
                    "this is the socket of a master process, not a stats socket",
                    Prescription.otherwise(
                        "name it as a master's", "--master", Prescription.shown(endpoint))));
      }
      default -> bare.with(noHaproxy(endpoint, answer));
    };
  }

  private Examination master(Examination bare, Endpoint socket, Probe.Answer answer) {
    return switch (answer) {
      case Probe.Answer.Master(var process, var processes) -> {
        var found = level(bare.with(process), socket, process);
        boolean hasFailed = processes.all().stream().anyMatch(one -> one.failedReloads() > 0);
        if (process.workers().isEmpty()) {
          found =
              found.with(
                  Finding.problem(
                      "no-worker",
                      "the master has no worker: nothing is served with the present configuration",
                      check()));
        } else if (hasFailed) {
          found =
              found.with(
                  Finding.warning(
                      "failed-reload",
                      "the last reload failed: the configuration from before is in force",
                      check()));
        }
        yield found;
      }
      case Probe.Answer.Stats(var process) ->
          bare.with(process)
              .with(
                  Finding.problem(
                      "stats-socket",
                      "this is a stats socket, not the socket of a master process",
                      Prescription.otherwise(
                          "name it as a socket", "--socket", Prescription.shown(socket)),
                      new Step(
                          "or start the master with a socket of its own",
                          "haproxy -W -S SOCKET ...")));
      default -> bare.with(noHaproxy(socket, answer));
    };
  }

  private Step check() {
    return new Step("see what is wrong with it", "haproxy -c -f " + local.configuration());
  }

  private Finding noHaproxy(Endpoint endpoint, Probe.Answer answer) {
    if (answer instanceof Probe.Answer.Http) {
      return Finding.problem(
          "http",
          "this speaks HTTP: a frontend's port or the page with statistics, not a stats socket",
          prescription.insteadOf(endpoint));
    }
    if (answer instanceof Probe.Answer.TlsWanted && endpoint instanceof Endpoint.Tcp) {
      return Unreachable.tlsWanted(endpoint);
    }
    var text = answer instanceof Probe.Answer.Other(var beginning) ? beginning : "";
    return Finding.problem(
        "no-haproxy",
        "no stats socket of a HAProxy: it answers '%s'".formatted(text),
        prescription.insteadOf(endpoint));
  }

  private static List<Step> concat(List<Step> some, List<Step> more) {
    var all = new ArrayList<>(some);
    all.addAll(more);
    return all;
  }

  /** What is to be said of a HAProxy that answers. */
  private Examination judged(Examination bare, Endpoint endpoint, AnsweringProcess process) {
    var found = level(bare.with(withRole(endpoint, process)), endpoint, process);
    if (!HaproxyVersion.parse(process.version()).isAtLeast(OLDEST)) {
      found =
          found.with(
              Finding.problem(
                  "too-old",
                  "HAProxy %s is older than 1.5".formatted(process.version()),
                  new Step("install a newer one", "")));
    }
    if (process.isStopping()) {
      found =
          found.with(
              Finding.warning(
                  "stopping",
                  "process %d is stopping: after a reload it only finishes what it has begun"
                      .formatted(process.pid()),
                  new Step(
                      "the new process is behind another socket; see what listens",
                      "ss -xlp | grep haproxy")));
    }
    return openToAll(found, endpoint, process);
  }

  /** Who started it, if that is another HAProxy of this machine. */
  private AnsweringProcess withRole(Endpoint endpoint, AnsweringProcess process) {
    var role =
        local
            .process(process.pid())
            .filter(_ -> endpoint instanceof Endpoint.Unix)
            .flatMap(running -> local.process(running.parent()))
            .map(master -> "worker of master " + master.pid())
            .orElse("");
    return new AnsweringProcess(
        process.version(),
        process.level(),
        process.pid(),
        role,
        process.number(),
        process.count(),
        process.node(),
        process.uptime(),
        process.isStopping(),
        process.workers());
  }

  private Examination level(Examination found, Endpoint endpoint, AnsweringProcess process) {
    var level = process.level();
    if (level.isEmpty() || level.get().permits(needed)) {
      return found;
    }
    return found.with(
        Finding.problem(
            "level",
            "level %s: it forbids %s".formatted(level.get(), forbidden(level.get())),
            process.isMaster()
                ? List.of(
                    new Step(
                        "have the master started with",
                        "-S " + Prescription.shown(endpoint) + ",level," + needed))
                : prescription.higherLevel(endpoint, found.file())));
  }

  /** What a level does not permit. */
  public static String forbidden(AccessLevel level) {
    return switch (level) {
      case USER ->
          "all changes, and reading sessions, errors, events, certificates and entries of tables";
      case OPERATOR ->
          "all changes of servers, frontends, certificates and limits, from HAProxy 3.4 on of maps too";
      case ADMIN -> "nothing";
    };
  }

  private Examination openToAll(Examination found, Endpoint endpoint, AnsweringProcess process) {
    boolean isAdmin = process.level().filter(level -> level == AccessLevel.ADMIN).isPresent();
    boolean isOpen = found.file().filter(SocketFile::isOpenToAll).isPresent();
    if (!isAdmin || !isOpen) {
      return found;
    }
    boolean handsOver = local.line(endpoint).filter(line -> line.has("expose-fd")).isPresent();
    return found.with(
        Finding.warning(
            "open-to-all",
            "every user of this machine may change HAProxy"
                + (handsOver ? ", and take its listening sockets (expose-fd)" : ""),
            prescription.closed(endpoint)));
  }
}
