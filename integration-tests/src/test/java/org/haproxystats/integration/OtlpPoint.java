package org.haproxystats.integration;

import static java.util.stream.Collectors.toMap;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * One value that came over OTLP.
 *
 * @param sum whether it is of a cumulative monotonic sum; else of a gauge
 * @param start since when it counts, in seconds since the epoch; 0: it does not say
 * @param time when it was so, in seconds since the epoch
 */
record OtlpPoint(
    Map<String, String> resource,
    String metric,
    Map<String, String> attributes,
    boolean sum,
    long start,
    long time,
    double value) {
  private static final long NANOS = 1_000_000_000;

  static List<OtlpPoint> of(ExportMetricsServiceRequest request) {
    var points = new ArrayList<OtlpPoint>();
    for (var resourceMetrics : request.getResourceMetricsList()) {
      var resource = attributes(resourceMetrics.getResource().getAttributesList());
      for (var scope : resourceMetrics.getScopeMetricsList()) {
        for (var metric : scope.getMetricsList()) {
          numbers(metric).forEach(number -> points.add(of(resource, metric, number)));
        }
      }
    }
    return points;
  }

  private static List<NumberDataPoint> numbers(Metric metric) {
    var sum = metric.getSum();
    return switch (metric.getDataCase()) {
      case SUM -> {
        if (!sum.getIsMonotonic()
            || sum.getAggregationTemporality()
                != AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE) {
          throw new AssertionError("not a cumulative monotonic sum: " + metric);
        }
        yield sum.getDataPointsList();
      }
      case GAUGE -> metric.getGauge().getDataPointsList();
      default -> throw new AssertionError("neither a sum nor a gauge: " + metric);
    };
  }

  private static OtlpPoint of(Map<String, String> resource, Metric metric, NumberDataPoint number) {
    return new OtlpPoint(
        resource,
        metric.getName(),
        attributes(number.getAttributesList()),
        metric.hasSum(),
        number.getStartTimeUnixNano() / NANOS,
        number.getTimeUnixNano() / NANOS,
        number.hasAsInt() ? number.getAsInt() : number.getAsDouble());
  }

  private static Map<String, String> attributes(List<KeyValue> attributes) {
    return attributes.stream()
        .collect(toMap(KeyValue::getKey, each -> each.getValue().getStringValue()));
  }

  /** Whether it is of this proxy and of this server, or of {@code FRONTEND} or {@code BACKEND}. */
  boolean isOf(String proxy, String service) {
    return proxy.equals(resource.get("haproxy.proxy_name"))
        && service.equals(resource.get("haproxy.service_name"));
  }
}
