package org.haproxystats.admin.doctor;

import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.haproxystats.admin.doctor.Finding.Step;
import org.haproxystats.names.NearestName;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Endpoint;

/** Lines to write and commands to type, for this machine and this user. */
final class Prescription {
  private static final Endpoint USUAL = new Endpoint.Unix(Path.of("/run/haproxy/admin.sock"));
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

  /** Have a socket permit what is needed, but not to everybody. */
  List<Step> higherLevel(Endpoint endpoint, Optional<SocketFile> file) {
    boolean isOpen = level != AccessLevel.USER && file.filter(SocketFile::isOpenToAll).isPresent();
    var line =
        local.line(endpoint).orElseGet(() -> unseen(endpoint)).with("level", level.toString());
    return changed(endpoint, isOpen ? line.with("mode", "660") : line);
  }

  /** Let only its user and group use a socket. */
  List<Step> closed(Endpoint endpoint) {
    var line = local.line(endpoint).orElseGet(() -> unseen(endpoint));
    return changed(endpoint, line.with("mode", "660"));
  }

  private List<Step> changed(Endpoint endpoint, StatsLine changed) {
    var place =
        local
            .line(endpoint)
            .map(line -> "change " + line.place())
            .orElse("change its line in the section global of " + local.configuration());
    return List.of(new Step(place, changed.toString()), new Step("and reload HAProxy", RELOAD));
  }

  /** A line of a configuration that this user cannot read, or of another machine. */
  private static StatsLine unseen(Endpoint endpoint) {
    var address = endpoint instanceof Endpoint.Unix ? shown(endpoint) : "ADDRESS";
    return new StatsLine(Path.of(""), 0, List.of("stats", "socket", address, "..."));
  }

  /** Let this user connect to a socket of others. */
  List<Step> permission(Endpoint endpoint, SocketFile file) {
    boolean isOfRoot = file.group().equals("root");
    boolean groupMay =
        file.has(PosixFilePermission.GROUP_WRITE) && file.has(PosixFilePermission.GROUP_READ);
    var own = user.groups().stream().findFirst().orElse("haproxy");
    var group = isOfRoot ? own : file.group();
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
      steps.add(forGroup("for good, change ", endpoint, file, group));
    } else {
      steps.add(forGroup("or change ", endpoint, file, own));
    }
    return steps;
  }

  /** Have HAProxy make a socket for a group. */
  private Step forGroup(String say, Endpoint endpoint, SocketFile file, String group) {
    return local
        .line(endpoint)
        .map(
            line ->
                new Step(
                    say + line.place(),
                    enough(line).with("group", group).with("mode", "660").toString()))
        .orElseGet(
            () ->
                new Step(
                    say + "its line in the section global of " + local.configuration(),
                    "stats socket %s user %s group %s mode 660 level %s"
                        .formatted(file.path(), file.owner(), group, level)));
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
    return local.sockets().stream()
        .filter(socket -> !socket.equals(missed))
        .sorted(Comparator.comparingInt(socket -> -commonLength(socket, missed)))
        .limit(3)
        .map(socket -> otherwise("ask a socket that HAProxy has", "--socket", socket))
        .toList();
  }

  private static int commonLength(String one, String other) {
    int length = 0;
    while (length < Math.min(one.length(), other.length())
        && one.charAt(length) == other.charAt(length)) {
      length++;
    }
    return length;
  }

  /** A socket whose name is so much like that of one that is not there that it may be meant. */
  Optional<Step> nearest(Endpoint endpoint) {
    return NearestName.of(shown(endpoint), local.sockets())
        .filter(near -> !near.equals(shown(endpoint)))
        .map(near -> otherwise("did you mean", "--socket", near));
  }

  /** A stats socket in place of what is none. */
  List<Step> insteadOf(Endpoint endpoint) {
    var others = others(endpoint);
    return others.isEmpty() ? newSocket(USUAL) : others;
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
