/**
 * What a process reports of itself while it runs: events in its ring buffers, traces, and counters
 * for those who work on HAProxy (management guide, section 9.3). Needs {@link
 * org.haproxystats.runtime} alone.
 */
@NullMarked
package org.haproxystats.runtime.event;

import org.jspecify.annotations.NullMarked;
