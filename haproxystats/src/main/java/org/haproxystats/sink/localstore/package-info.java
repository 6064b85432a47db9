/** The local store: the lines that Graphite gets, in a file for each snapshot. */
@NullMarked
package org.haproxystats.sink.localstore;

import org.jspecify.annotations.NullMarked;
