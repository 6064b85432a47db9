/**
 * Commands for frontends and backends (management guide, section 9.3). The commands are values; a
 * {@link org.haproxystats.runtime.RuntimeClient} runs them.
 */
@NullMarked
package org.haproxystats.runtime.proxy;

import org.jspecify.annotations.NullMarked;
