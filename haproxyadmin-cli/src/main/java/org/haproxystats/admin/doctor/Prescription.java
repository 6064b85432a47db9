package org.haproxystats.admin.doctor;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.haproxystats.admin.doctor.Finding.Step;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Endpoint;

/** Lines to write and commands to type, for this machine and this user. */
final class Prescription {
  private static final String RELOAD = "systemctl reload haproxy";

  private final LocalHaproxys local;
  private final User user;
  private final AccessLevel level;

  /** For sockets that shall permit a level. */
  Prescription(LocalHaproxys local, User user, AccessLevel level) {
    this.local = local;
    this.user = user;
    this.level = level;
  }

  /** Have HAProxy make a socket that it does not have. */
  List<Step> newSocket(Endpoint endpoint) {
    if (endpoint instanceof Endpoint.Unix(Path path)) {
      return written("stats socket %s mode 660 level %s".formatted(path, level));
    }
    var address = endpoint.shortName();
    var host = address.substring(0, address.lastIndexOf(':'));
    var family = host.contains(":") ? "ipv6@" : "ipv4@";
    return written("stats socket %s%s level %s".formatted(family, address, level));
  }

  private List<Step> written(String line) {
    return List.of(
        new Step("write in the section global of " + local.configuration(), line),
        new Step("and reload HAProxy", RELOAD));
  }

  /** Give an option of a socket's line another value. */
  List<Step> changed(Endpoint endpoint, String option, String value) {
    var line = local.line(endpoint);
    if (line.isEmpty()) {
      boolean isFile = endpoint instanceof Endpoint.Unix;
      return List.of(
          new Step(
              "change its line in the section global of " + local.configuration(),
              "stats socket "
                  + (isFile ? shown(endpoint) : "ADDRESS")
                  + " ... "
                  + option
                  + " "
                  + value),
          new Step("and reload HAProxy", RELOAD));
    }
    return List.of(
        new Step("change " + line.get().place(), line.get().with(option, value).toString()),
        new Step("and reload HAProxy", RELOAD));
  }

  /** Let this user connect to a socket of others. */
  List<Step> permission(Endpoint endpoint, SocketFile file) {
    boolean isOfRoot = file.group().equals("root");
    boolean groupMay =
        file.has(PosixFilePermission.GROUP_WRITE) && file.has(PosixFilePermission.GROUP_READ);
    var group = isOfRoot ? user.groups().stream().findFirst().orElse("haproxy") : file.group();
    var steps = new ArrayList<Step>();
    if (!user.groups().contains(group)) {
      steps.add(
          new Step("join the group, and log in again", "usermod -aG " + group + " " + user.name()));
    }
    if (isOfRoot || !groupMay) {
      steps.add(
          new Step(
              "until HAProxy starts again, as root",
              "chgrp %s %s && chmod 660 %s".formatted(group, file.path(), file.path())));
      steps.add(
          local
              .line(endpoint)
              .map(
                  line ->
                      new Step(
                          "for good, change " + line.place(),
                          enough(line).with("group", group).with("mode", "660").toString()))
              .orElseGet(
                  () ->
                      new Step(
                          "for good, change its line in the section global of "
                              + local.configuration(),
                          "stats socket %s user %s group %s mode 660 level %s"
                              .formatted(file.path(), file.owner(), group, level))));
    }
    return steps;
  }

  /** The line with the level that is needed. */
  private StatsLine enough(StatsLine line) {
    return line.level().permits(level) ? line : line.with("level", level.toString());
  }

  /** Let this user enter a directory. */
  List<Step> entry(SocketFile directory) {
    boolean groupMay =
        directory.has(PosixFilePermission.GROUP_EXECUTE) && !directory.group().equals("root");
    var all = new Step("let all enter it, as root", "chmod o+x " + directory.path());
    return groupMay
        ? List.of(
            new Step(
                "join the group, and log in again",
                "usermod -aG " + directory.group() + " " + user.name()))
        : List.of(all);
  }

  /** Say another socket. */
  static Step otherwise(String say, String option, Object socket) {
    return new Step(say, "haproxyadmin " + option + " " + socket + " ...");
  }

  /** What there is to ask in place of a socket that cannot be, the nearest first. */
  List<Step> others(Endpoint endpoint) {
    var missed = shown(endpoint);
    var directory = missed.substring(0, missed.lastIndexOf('/') + 1);
    return local.sockets().stream()
        .filter(socket -> !socket.equals(missed))
        .sorted(Comparator.comparing(socket -> !socket.startsWith(directory)))
        .limit(3)
        .map(socket -> otherwise("or ask a socket that HAProxy has", "--socket", socket))
        .toList();
  }

  /** As options take it. */
  static String shown(Endpoint endpoint) {
    return endpoint instanceof Endpoint.Unix(Path path) ? path.toString() : endpoint.toString();
  }

  /** Have HAProxy run. */
  Step start() {
    return new Step("no HAProxy runs on this machine: start it", "systemctl start haproxy");
  }

  /** Make HAProxy open what its configuration has. */
  Step reload(StatsLine line) {
    return new Step(line.place() + " has it, so reload HAProxy", RELOAD);
  }
}
