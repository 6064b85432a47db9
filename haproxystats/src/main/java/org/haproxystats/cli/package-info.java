/** The commands: each wires its objects and nothing else. */
@NullMarked
package org.haproxystats.cli;

import org.jspecify.annotations.NullMarked;
