/**
 * Commands for servers of backends, and what HAProxy says about them (management guide, section
 * 9.3). The commands are values; a {@link org.haproxystats.runtime.RuntimeClient} runs them.
 */
@NullMarked
package org.haproxystats.runtime.server;

import org.jspecify.annotations.NullMarked;
