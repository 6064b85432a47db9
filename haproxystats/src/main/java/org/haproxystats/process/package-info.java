/** Takes snapshots from the spool, has them read and aggregated, and hands them to the sinks. */
@NullMarked
package org.haproxystats.process;

import org.jspecify.annotations.NullMarked;
