package org.haproxystats.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.RuleSet;

/**
 * The section {@code [process]}.
 *
 * @param workers how many threads read the files of a snapshot
 * @param srcDir the spool directory that is watched
 * @param aggregation by which rules the values of several processes become one
 * @param daemonMetrics the summed metrics chosen for processes; empty: the default list
 * @param frontendMetrics the same for frontends
 * @param backendMetrics the same for backends
 * @param serverMetrics the same for servers
 * @param aggrServerMetrics whether servers of one name are also summed over all backends
 * @param perProcessMetrics whether each process's own values are sent beside the aggregated ones
 * @param calculatePercentages whether the four percentages of limits are computed
 * @param excludeFrontends the file of frontend names to leave out, read again for each snapshot
 * @param excludeBackends the file of backend names to leave out, read again for each snapshot
 * @param livenessCheckInterval how long after its failure a worker is replaced
 */
public record ProcessSettings(
    int workers,
    Path srcDir,
    RuleSet aggregation,
    Optional<List<String>> daemonMetrics,
    Optional<List<String>> frontendMetrics,
    Optional<List<String>> backendMetrics,
    Optional<List<String>> serverMetrics,
    boolean aggrServerMetrics,
    boolean perProcessMetrics,
    boolean calculatePercentages,
    Optional<Path> excludeFrontends,
    Optional<Path> excludeBackends,
    Duration livenessCheckInterval) {

  /** The metrics chosen for objects of a kind; empty: the default list. */
  public Optional<List<String>> metrics(ObjectKind kind) {
    return switch (kind) {
      case DAEMON -> daemonMetrics;
      case FRONTEND -> frontendMetrics;
      case BACKEND -> backendMetrics;
      case SERVER -> serverMetrics;
      default -> Optional.empty();
    };
  }
}
