/**
 * The commands: each wires its objects and nothing else. It may use every other package, and none
 * uses it.
 */
@NullMarked
package org.haproxystats.cli;

import org.jspecify.annotations.NullMarked;
