package org.haproxystats.pull;

import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.haproxystats.runtime.Endpoint;

/**
 * Keeps what fails pull after pull from filling the log: the first failure is told in full, each
 * other reason once and short, and then that it is over.
 *
 * <p>For one thread at a time.
 */
final class Episodes {
  private static final System.Logger LOG = System.getLogger(Episodes.class.getName());

  private final Map<Object, Episode> open = new HashMap<>();

  private static final class Episode {
    final Set<String> reasons = new HashSet<>();
    int pulls;
  }

  /**
   * Something failed in this pull.
   *
   * @param subject what failed, an endpoint or the name of something else
   * @param reason why, naming the subject
   * @param advice what to do about it
   */
  void failed(Object subject, String reason, String advice) {
    var episode = open.computeIfAbsent(subject, _ -> new Episode());
    boolean news = episode.reasons.add(withoutNumbers(reason));
    boolean first = episode.pulls++ == 0;
    LOG.log(news ? Level.WARNING : Level.DEBUG, first ? reason + "; " + advice : reason);
  }

  /** Reasons that differ in a number of bytes only are the same. */
  private static String withoutNumbers(String reason) {
    return reason.replaceAll("[0-9]+", "0");
  }

  /**
   * Something went well in this pull.
   *
   * @param news what to say if it failed before
   */
  void succeeded(Object subject, String news) {
    var episode = open.remove(subject);
    if (episode != null) {
      LOG.log(
          Level.INFO,
          "%s, after %d failed %s"
              .formatted(news, episode.pulls, episode.pulls == 1 ? "pull" : "pulls"));
    }
  }

  /** Forgets the endpoints that are not among these. */
  void retainEndpoints(Set<Endpoint> endpoints) {
    open.keySet().removeIf(subject -> subject instanceof Endpoint e && !endpoints.contains(e));
  }
}
