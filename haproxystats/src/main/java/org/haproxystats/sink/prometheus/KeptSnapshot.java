package org.haproxystats.sink.prometheus;

import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.stats.ObjectKind;

/**
 * The snapshot that is shown.
 *
 * @param seconds when it was taken, in seconds since the epoch
 * @param parts tables by kind: those over all processes, or those of each; and the collector's
 */
record KeptSnapshot(long seconds, List<Map<ObjectKind, KeptTable>> parts) {}
