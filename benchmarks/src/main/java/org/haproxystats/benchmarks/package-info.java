/**
 * Measures the programs as users start them, side by side with the least that the same work can
 * cost. It knows no class of theirs.
 */
@NullMarked
package org.haproxystats.benchmarks;

import org.jspecify.annotations.NullMarked;
