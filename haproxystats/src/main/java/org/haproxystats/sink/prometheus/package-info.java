/**
 * A page for Prometheus: the last snapshot with the names of HAProxy's own exporter. Data goes from
 * {@link org.haproxystats.sink.prometheus.PrometheusSink}, which keeps a copy of what it is lent,
 * to the writer of the page, which runs for each scrape and knows no other snapshot.
 */
@NullMarked
package org.haproxystats.sink.prometheus;

import org.jspecify.annotations.NullMarked;
