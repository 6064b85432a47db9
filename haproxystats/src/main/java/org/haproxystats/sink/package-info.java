/**
 * Where aggregated snapshots go. A sink takes a whole {@link
 * org.haproxystats.runtime.stats.AggregatedSnapshot}, chooses what it needs, and returns only when
 * the other side has it. It knows nothing of the spool or of the other sinks.
 */
@NullMarked
package org.haproxystats.sink;

import org.jspecify.annotations.NullMarked;
