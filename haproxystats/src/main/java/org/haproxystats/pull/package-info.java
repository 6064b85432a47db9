/**
 * Dumps the statistics of every HAProxy process into the spool at a steady interval, and asks each
 * new process once what its fields mean. It knows nothing of sinks.
 */
@NullMarked
package org.haproxystats.pull;

import org.jspecify.annotations.NullMarked;
