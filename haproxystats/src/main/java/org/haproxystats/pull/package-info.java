/** Dumps the statistics of every HAProxy process into the spool at a steady interval. */
@NullMarked
package org.haproxystats.pull;

import org.jspecify.annotations.NullMarked;
