package org.haproxystats.admin.doctor;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.haproxystats.runtime.AccessLevel;

/**
 * The process that answers at a socket.
 *
 * @param version as HAProxy writes it
 * @param level what the socket permits; empty if HAProxy cannot say (before 1.9)
 * @param pid its id, where it runs
 * @param role what it is, such as {@code worker of master 1200}
 * @param number its number among those that {@code nbproc} made, from 1; 1 without
 * @param count how many {@code nbproc} made; 1 without
 * @param node the name that it gives its machine
 * @param uptime in seconds
 * @param isStopping whether it only finishes what it has begun
 * @param workers of a master: the ids of the workers that serve; otherwise empty
 */
public record AnsweringProcess(
    String version,
    Optional<AccessLevel> level,
    long pid,
    String role,
    long number,
    long count,
    String node,
    OptionalLong uptime,
    boolean isStopping,
    List<Long> workers) {
  static final String MASTER = "master";

  public AnsweringProcess {
    workers = List.copyOf(workers);
  }

  boolean isMaster() {
    return role.equals(MASTER);
  }
}
