package org.haproxystats.pull;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.haproxystats.runtime.Endpoint;

/**
 * What is pulled: the sockets of {@code socket-dir}, then {@code servers}. Each process once, and
 * no two with the same name, because one would overwrite the files of the other.
 */
final class PullTargets {
  private static final System.Logger LOG = System.getLogger(PullTargets.class.getName());

  private final Optional<SocketDirectory> socketDir;
  private final List<Endpoint> servers;
  private final Set<String> told = new HashSet<>();

  PullTargets(Optional<Path> socketDir, List<Endpoint> servers) {
    this.socketDir = socketDir.map(SocketDirectory::new);
    this.servers = servers;
  }

  /**
   * Looks what there is to pull now.
   *
   * @throws IOException if {@code socket-dir} cannot be listed; the text names it and the reason
   */
  List<PullTarget> list() throws IOException {
    var endpoints = new ArrayList<Endpoint>();
    if (socketDir.isPresent()) {
      socketDir.get().list().forEach(path -> endpoints.add(new Endpoint.Unix(path)));
    }
    endpoints.addAll(servers);
    return targets(endpoints);
  }

  /** What there is to pull when {@code socket-dir} cannot be listed. */
  List<PullTarget> listServers() {
    return targets(servers);
  }

  private List<PullTarget> targets(List<Endpoint> endpoints) {
    var byResolved = new LinkedHashMap<Endpoint, PullTarget>();
    for (var endpoint : endpoints) {
      var target = byResolved.get(endpoint.resolved());
      if (target == null) {
        byResolved.put(endpoint.resolved(), named(endpoint, byResolved.values()));
      } else {
        tellOnce(
            Level.WARNING,
            "%s is the same socket as %s and is pulled once; name it once in socket-dir and servers"
                .formatted(endpoint, target.endpoint()));
      }
    }
    return List.copyOf(byResolved.values());
  }

  private PullTarget named(Endpoint endpoint, Collection<PullTarget> others) {
    var target = PullTarget.of(endpoint);
    for (var other : others) {
      if (other.name().equals(target.name())) {
        var renamed = target.withLongName();
        tellOnce(
            Level.ERROR,
            "%s and %s have the same name; the files of the second are named %s and %s; give one socket another name"
                .formatted(other.endpoint(), endpoint, renamed.infoFile(), renamed.statFile()));
        return renamed;
      }
    }
    return target;
  }

  private void tellOnce(Level level, String message) {
    if (told.add(message)) {
      LOG.log(level, message);
    }
  }
}
