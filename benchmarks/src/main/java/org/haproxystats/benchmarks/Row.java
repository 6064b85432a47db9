package org.haproxystats.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * One row of the table: what was measured, and how it compares with its targets.
 *
 * @param floor the least that the same work can cost; empty where the target is no multiple of it
 * @param judged what is compared with target and stretch: a multiple of the floor, or a value
 * @param unit of what is judged; empty for a multiple
 * @param other what another implementation needs
 */
record Row(
    String what,
    String measured,
    String floor,
    double judged,
    String unit,
    double target,
    double stretch,
    String other) {

  /** Times in nanoseconds, judged as a multiple of the floor's. */
  static Row ofTimes(String what, double nanos, double floorNanos, double target, double stretch) {
    return new Row(
        what, time(nanos), time(floorNanos), nanos / floorNanos, "", target, stretch, "");
  }

  /** A value that has no floor. */
  static Row of(String what, double value, String unit, double target, double stretch) {
    return new Row(what, "", "", value, unit, target, stretch, "");
  }

  /** How often one thing is as much as another; what the two are is said in {@code measured}. */
  static Row ofRatio(String what, String measured, double ratio, double target, double stretch) {
    return new Row(what, measured, "", ratio, "", target, stretch, "");
  }

  /** The same with more on what was measured. */
  Row withMeasured(String text) {
    return new Row(what, text, floor, judged, unit, target, stretch, other);
  }

  /** The same with what another implementation needs, and the floor that was measured beside it. */
  Row withOther(double nanos, double floorNanos) {
    var text = "%s, %s times the floor".formatted(time(nanos), number(nanos / floorNanos));
    return new Row(what, measured, floor, judged, unit, target, stretch, text);
  }

  String result() {
    return judged <= stretch ? "stretch met" : judged <= target ? "met" : "not met";
  }

  List<String> cells() {
    return List.of(
        what, measured, floor, judged(judged), judged(target), judged(stretch), result());
  }

  private String judged(double value) {
    return unit.isEmpty() ? number(value) : number(value) + " " + unit;
  }

  private static String time(double nanos) {
    return number(nanos / 1e6) + " ms";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
  }
}
