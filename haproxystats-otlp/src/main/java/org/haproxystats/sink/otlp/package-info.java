/**
 * The OpenTelemetry sink: a snapshot becomes metrics with the names of the collector's own HAProxy
 * receiver, and the exporters of the official SDK push them to a collector.
 */
@NullMarked
package org.haproxystats.sink.otlp;

import org.jspecify.annotations.NullMarked;
