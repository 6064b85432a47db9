/**
 * Commands for one HAProxy process as a whole: what it is and does ({@code show info}, {@code show
 * stat} and the like), its limits and its counters (management guide, section 9.3). The commands
 * are values; a {@link org.haproxystats.runtime.RuntimeClient} runs them.
 */
@NullMarked
package org.haproxystats.runtime.process;

import org.jspecify.annotations.NullMarked;
