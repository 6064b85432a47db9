/**
 * Speaks to one HAProxy process over its stats socket: where it listens, how to ask, and when an
 * answer is complete. Uses the JDK only.
 */
@NullMarked
package org.haproxystats.runtime;

import org.jspecify.annotations.NullMarked;
