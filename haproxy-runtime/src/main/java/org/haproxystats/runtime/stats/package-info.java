/**
 * Understands what HAProxy says about itself: {@code show info} and {@code show stat} become
 * columns of numbers, and the columns of several processes become one {@link
 * org.haproxystats.runtime.stats.AggregatedSnapshot}, by the rules of one catalogue of fields. Data
 * goes one way, from the readers to the aggregated snapshot; nothing here knows where the bytes
 * came from or where the values go.
 */
@NullMarked
package org.haproxystats.runtime.stats;

import org.jspecify.annotations.NullMarked;
