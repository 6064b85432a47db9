package org.haproxystats.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.haproxystats.admin.HAProxy;
import org.haproxystats.admin.doctor.Doctor;
import org.haproxystats.admin.doctor.Examination;
import org.haproxystats.admin.doctor.LocalHaproxys;
import org.haproxystats.admin.doctor.Patient;
import org.haproxystats.admin.doctor.User;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Endpoint;

/** {@code haproxyadmin doctor}. */
final class DoctorCommand {
  private static final Option LEVEL =
      Option.value(
          "level", "LEVEL", "what sockets must permit: user, operator, or admin if not given");
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Invocation invocation;
  private final LocalHaproxys local = LocalHaproxys.find();
  private final List<Patient> patients = new ArrayList<>();

  private DoctorCommand(Invocation invocation) {
    this.invocation = invocation;
  }

  static CliCommand build() {
    return CliCommand.named(
            "doctor", "Says why HAProxy cannot be asked, or not everything, and what mends it")
        .with(LEVEL)
        .notes(
            """
            Examines the sockets that are named, or those in the usual places and of every HAProxy that runs here.
            Changes nothing. With --config and a configuration of haproxystats it examines the sockets that pull asks,
            for which level user is enough.""")
        .example("haproxyadmin doctor", "all that is found on this machine")
        .example("haproxyadmin doctor --socket /run/haproxy/admin.sock", "one socket")
        .example("haproxyadmin doctor --on lb1 --json", "a named load balancer, for a program")
        .example(
            "haproxyadmin doctor --config /etc/haproxystats.conf",
            "the sockets that haproxystats-pull asks")
        .runs(invocation -> new DoctorCommand(invocation).run());
  }

  private void run() throws UsageException, IOException, InterruptedException {
    var arguments = invocation.arguments();
    var config = arguments.value(GlobalOptions.CONFIG).map(Path::of);
    var level = level(arguments.value(LEVEL));
    if (config.isPresent() && HaproxystatsFile.isOne(config.get())) {
      ofHaproxystats(HaproxystatsFile.read(config.get()));
      level = Optional.of(level.orElse(AccessLevel.USER));
    } else {
      named(new Targets(invocation.shell(), arguments).named());
    }
    var user = User.current();
    var patience = arguments.duration(GlobalOptions.TIMEOUT).orElse(PATIENCE);
    var doctor = new Doctor(local, user, patience, level.orElse(AccessLevel.ADMIN));
    var report = new DoctorReport(invocation.output(), user);
    var examined = doctor.examine(patients);
    report.print(examined);
    int bad = (int) examined.stream().filter(Examination::hasProblem).count();
    if (bad > 0) {
      invocation.trouble(
          "%d of %d examined %s a problem"
              .formatted(bad, examined.size(), bad == 1 ? "has" : "have"));
    }
  }

  private static Optional<AccessLevel> level(Optional<String> word) throws UsageException {
    var level = word.flatMap(AccessLevel::parse);
    if (word.isPresent() && level.isEmpty()) {
      throw new UsageException(LEVEL + " is user, operator or admin, not '" + word.get() + "'");
    }
    return level;
  }

  private void ofHaproxystats(HaproxystatsFile file) throws UsageException, IOException {
    if (file.socketDirectory().isPresent()) {
      // A master's socket there is a fault: pull would ask it for statistics.
      add("", "pull", file.socketDirectory().get().toString(), false);
    }
    for (var server : file.servers()) {
      add("", "pull", server, false);
    }
    for (var master : file.masters()) {
      addMaster("", "pull", master);
    }
    if (patients.isEmpty()) {
      throw new IOException(
          "none of socket-dir, servers and master-socket is set in [pull], so there is nothing to pull;"
              + " write  socket-dir = /run/haproxy");
    }
  }

  private void named(Optional<List<TargetFile.Section>> sections)
      throws UsageException, IOException {
    if (sections.isEmpty()) {
      everywhere();
      return;
    }
    for (var section : sections.get()) {
      for (var socket : section.sockets()) {
        add(section.name(), section.name(), socket, true);
      }
      if (section.master().isPresent()) {
        addMaster(section.name(), section.name(), section.master().get());
      }
    }
  }

  private void everywhere() throws UsageException, IOException {
    for (var place : Targets.USUAL_PLACES) {
      if (Files.exists(Path.of(place)) && !isWithoutSocket(Path.of(place))) {
        add("", place, place, true);
      }
    }
    for (var socket : local.sockets()) {
      add("", socket, socket, true);
    }
    for (var socket : local.masterSockets()) {
      addMaster("", socket, socket);
    }
    if (patients.isEmpty()) {
      add("", "", Targets.USUAL_PLACES.getFirst() + "/admin.sock", true);
    }
  }

  /** A directory that has other things in it, such as HAProxy's state, is none of ours. */
  private static boolean isWithoutSocket(Path place) throws IOException {
    return Files.isDirectory(place)
        && Files.isReadable(place)
        && HAProxy.socketsIn(place).isEmpty();
  }

  private void addMaster(String name, String group, String socket) throws UsageException {
    add(new Patient(name, group, new Endpoint.Master(Targets.endpoint(socket)), true));
  }

  /** Adds a socket, or all of a directory. */
  private void add(String name, String group, String socket, boolean mayBeMaster)
      throws UsageException, IOException {
    var found = Stream.<Endpoint>empty();
    if (!socket.contains("://")
        && Files.isDirectory(Path.of(socket))
        && Files.isReadable(Path.of(socket))) {
      found = HAProxy.socketsIn(Path.of(socket)).stream();
    }
    var inDirectory = found.toList();
    for (var endpoint : inDirectory) {
      add(new Patient(name, group, endpoint, mayBeMaster));
    }
    if (inDirectory.isEmpty()) {
      add(new Patient(name, group, Targets.endpoint(socket), false));
    }
  }

  /** Each once, by whatever way it was found. */
  private void add(Patient patient) {
    boolean isKnown =
        patients.stream()
            .anyMatch(
                known ->
                    known.name().equals(patient.name())
                        && socket(known).resolved().equals(socket(patient).resolved()));
    if (!isKnown) {
      patients.add(patient);
    }
  }

  private static Endpoint socket(Patient patient) {
    return patient.endpoint() instanceof Endpoint.Master master
        ? master.socket()
        : patient.endpoint();
  }
}
