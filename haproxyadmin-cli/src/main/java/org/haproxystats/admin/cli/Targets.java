package org.haproxystats.admin.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.haproxystats.admin.HAProxy;
import org.haproxystats.runtime.Endpoint;

/**
 * Which load balancers are meant: what the options say, or else the environment, or else the
 * configuration file, or else what is in the usual places.
 */
final class Targets {
  static final String SOCKET_VARIABLE = "HAPROXYADMIN_SOCKET";
  static final String MASTER_VARIABLE = "HAPROXYADMIN_MASTER";
  static final String ON_VARIABLE = "HAPROXYADMIN_ON";
  static final String CONFIG_VARIABLE = "HAPROXYADMIN_CONFIG";

  /** Where packages and HAProxy's manual have their sockets. */
  static final List<String> USUAL_PLACES =
      List.of(
          "/run/haproxy",
          "/run/haproxy.sock",
          "/var/run/haproxy",
          "/var/run/haproxy.sock",
          "/var/lib/haproxy/stats",
          "/var/lib/haproxy",
          "/tmp/haproxy.sock");

  private final Shell shell;
  private final Arguments arguments;
  private final List<String> usualPlaces;

  Targets(Shell shell, Arguments arguments) {
    this(shell, arguments, USUAL_PLACES);
  }

  Targets(Shell shell, Arguments arguments, List<String> usualPlaces) {
    this.shell = shell;
    this.arguments = arguments;
    this.usualPlaces = usualPlaces;
  }

  /**
   * The load balancers, at least one.
   *
   * @throws IOException if a directory or the configuration file cannot be read, or nothing was
   *     named and nothing is in the usual places
   */
  List<Target> all() throws UsageException, IOException {
    var named = named();
    if (named.isEmpty()) {
      return inUsualPlaces();
    }
    var targets = new ArrayList<Target>();
    for (var section : named.get()) {
      targets.add(target(section));
    }
    return targets;
  }

  /**
   * What was named, as it was; empty if nothing was. A section without a name was named directly.
   */
  Optional<List<TargetFile.Section>> named() throws UsageException, IOException {
    var sockets = arguments.values(GlobalOptions.SOCKET);
    var master = arguments.value(GlobalOptions.MASTER);
    var on = arguments.list(GlobalOptions.ON);
    if (!on.isEmpty()) {
      if (!sockets.isEmpty() || master.isPresent()) {
        throw new UsageException(
            "--on names load balancers, so --socket and --master cannot be given too");
      }
      return Optional.of(sections(on));
    }
    if (!sockets.isEmpty() || master.isPresent()) {
      return Optional.of(List.of(new TargetFile.Section("", sockets, master)));
    }
    var socketVariable = words(SOCKET_VARIABLE);
    var masterVariable = words(MASTER_VARIABLE).stream().findFirst();
    if (!socketVariable.isEmpty() || masterVariable.isPresent()) {
      return Optional.of(List.of(new TargetFile.Section("", socketVariable, masterVariable)));
    }
    if (!words(ON_VARIABLE).isEmpty()) {
      return Optional.of(sections(words(ON_VARIABLE)));
    }
    var file = configurationFile();
    return file.isPresent()
        ? Optional.of(List.of(byDefault(TargetFile.read(file.get()))))
        : Optional.empty();
  }

  /** The names that {@code --on} takes, of the configuration file. */
  List<String> balancers() throws UsageException, IOException {
    return TargetFile.read(configurationFile().orElseGet(this::usualFile)).stream()
        .map(TargetFile.Section::name)
        .toList();
  }

  private List<String> words(String variable) {
    return TargetFile.words(shell.variable(variable));
  }

  /** The file that is meant, or the usual one if it is there. */
  private Optional<Path> configurationFile() throws UsageException {
    var named = arguments.value(GlobalOptions.CONFIG);
    if (named.isPresent()) {
      return named.map(Path::of);
    }
    if (!shell.variable(CONFIG_VARIABLE).isEmpty()) {
      return Optional.of(Path.of(shell.variable(CONFIG_VARIABLE)));
    }
    return Optional.of(usualFile()).filter(Files::exists);
  }

  private Path usualFile() {
    var folder = shell.variable("XDG_CONFIG_HOME");
    var home = shell.variable("HOME").isEmpty() ? "/root" : shell.variable("HOME");
    return (folder.isEmpty() ? Path.of(home, ".config") : Path.of(folder))
        .resolve("haproxyadmin.conf");
  }

  private List<TargetFile.Section> sections(List<String> patterns)
      throws UsageException, IOException {
    var file = configurationFile().orElseGet(this::usualFile);
    var all = TargetFile.read(file);
    var found = new LinkedHashSet<TargetFile.Section>();
    for (var pattern : patterns) {
      var matching =
          all.stream().filter(section -> Names.matches(pattern, section.name())).toList();
      if (matching.isEmpty()) {
        throw new UsageException(
            "%s has no load balancer '%s'%s"
                .formatted(
                    file,
                    pattern,
                    Names.suggestion(
                        pattern, all.stream().map(TargetFile.Section::name).toList())));
      }
      found.addAll(matching);
    }
    return List.copyOf(found);
  }

  private static TargetFile.Section byDefault(List<TargetFile.Section> all) throws UsageException {
    for (var section : all) {
      if (all.size() == 1 || section.name().equals("default")) {
        return section;
      }
    }
    throw new UsageException(
        "say which load balancer is meant, with --on and some of: "
            + String.join(", ", all.stream().map(TargetFile.Section::name).toList()));
  }

  private static Target target(TargetFile.Section section) throws UsageException, IOException {
    var name = section.name();
    var master = section.master();
    var byName = new LinkedHashMap<String, Endpoint>(); // Each once.
    for (var socket : section.sockets()) {
      endpoints(socket).forEach(endpoint -> byName.put(endpoint.toString(), endpoint));
    }
    var endpoints = new ArrayList<>(byName.values());
    boolean isSearched = section.sockets().stream().anyMatch(Targets::isDirectory);
    if (master.isPresent()) {
      var endpoint = endpoint(master.get());
      // The worker that serves now is the whole load balancer, unless its sockets are named too.
      if (endpoints.isEmpty()) {
        endpoints.add(new Endpoint.CurrentWorker(endpoint));
      }
      return new Target(name, endpoints, isSearched, Optional.of(endpoint));
    }
    return new Target(name, endpoints, isSearched, Optional.empty());
  }

  /** What a URL, a file or a directory means. */
  private static List<Endpoint> endpoints(String socket) throws UsageException, IOException {
    if (!isDirectory(socket)) {
      return List.of(endpoint(socket));
    }
    var found = HAProxy.socketsIn(Path.of(socket));
    if (found.isEmpty()) {
      throw new IOException(socket + ": there is no UNIX socket in this directory");
    }
    return found;
  }

  private static boolean isDirectory(String socket) {
    return !socket.contains("://") && Files.isDirectory(Path.of(socket));
  }

  /** What a URL or a file means. */
  static Endpoint endpoint(String socket) throws UsageException {
    try {
      return socket.contains("://")
          ? Endpoint.parse(socket)
          : new Endpoint.Unix(Path.of(socket).toAbsolutePath());
    } catch (IllegalArgumentException e) {
      throw new UsageException(String.valueOf(e.getMessage()));
    }
  }

  private List<Target> inUsualPlaces() throws UsageException, IOException {
    for (var place : usualPlaces) {
      var path = Path.of(place);
      if (Files.isDirectory(path)
          ? Files.isReadable(path) && !HAProxy.socketsIn(path).isEmpty()
          : Files.exists(path)) {
        return List.of(target(new TargetFile.Section("", List.of(place), Optional.empty())));
      }
    }
    throw new IOException(
        """
        no stats socket was found in the usual places: %s
          Name one:     haproxyadmin --socket SOCKET ..., or %s=SOCKET in the environment
          or have one:  write  stats socket /run/haproxy/admin.sock mode 660 level admin
                        in the section "global" of HAProxy's configuration, and reload HAProxy"""
            .formatted(String.join(", ", usualPlaces), SOCKET_VARIABLE));
  }
}
