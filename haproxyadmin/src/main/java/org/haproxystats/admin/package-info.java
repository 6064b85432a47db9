/**
 * Frontends, backends, servers, maps and the rest, each as one object even where several HAProxy
 * processes serve it. What is said to one process is the business of {@link
 * org.haproxystats.runtime}.
 */
@NullMarked
package org.haproxystats.admin;

import org.jspecify.annotations.NullMarked;
