/**
 * Takes snapshots from the spool, has them read and aggregated, and hands them to the sinks. It
 * knows no sink by name, and nothing of HAProxy's sockets.
 */
@NullMarked
package org.haproxystats.process;

import org.jspecify.annotations.NullMarked;
