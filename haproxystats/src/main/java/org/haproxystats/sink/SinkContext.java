package org.haproxystats.sink;

import org.haproxystats.config.GraphiteSettings;
import org.haproxystats.runtime.stats.FieldCatalog;

/**
 * What a sink may want to know of the program that it is part of.
 *
 * @param host the name of this load balancer: {@code hostname} of {@code [graphite]}, or else the
 *     kernel's
 * @param version the program's version
 * @param catalog what is known of HAProxy's fields: unit, nature, meaning
 * @param graphite the section {@code [graphite]}, for sinks that use the names of Graphite
 */
public record SinkContext(
    String host, String version, FieldCatalog catalog, GraphiteSettings graphite) {}
