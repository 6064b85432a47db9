/**
 * The Graphite sink: names of metrics as the original has them, lines of text rendered straight
 * into bytes, and a connection for each snapshot whose orderly end confirms the delivery.
 */
@NullMarked
package org.haproxystats.sink.graphite;

import org.jspecify.annotations.NullMarked;
