/**
 * The master process of a HAProxy in master-worker mode (management guide, section 9.4): which
 * processes it has, and reloads. Needs {@link org.haproxystats.runtime} alone.
 */
@NullMarked
package org.haproxystats.runtime.master;

import org.jspecify.annotations.NullMarked;
