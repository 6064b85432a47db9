package org.haproxystats.benchmarks;

import java.util.Locale;
import java.util.Optional;

/**
 * One line of the table: what was measured, and how it compares with its targets.
 *
 * @param floor the least that the same work can cost, or empty where the target has no floor
 * @param judged what is compared with target and stretch: a ratio to the floor, or a size
 * @param other what another implementation needs
 */
record Row(
    String what,
    String measured,
    String floor,
    double judged,
    String judgedUnit,
    double target,
    double stretch,
    String other) {

  /** Of times in nanoseconds, judged as a multiple of the floor's. */
  static Row ofTimes(String what, double nanos, double floorNanos, double target, double stretch) {
    return new Row(
        what, time(nanos), time(floorNanos), nanos / floorNanos, "x", target, stretch, "");
  }

  /** Of anything that has no floor. */
  static Row of(String what, double value, String unit, double target, double stretch) {
    return new Row(what, "", "", value, unit, target, stretch, "");
  }

  /** With what another implementation needs for the same, beside the same floor. */
  Row withOther(Optional<Double> nanos, double floorNanos) {
    return nanos
        .map(value -> withOther("%s, %.2f x".formatted(time(value), value / floorNanos)))
        .orElse(this);
  }

  Row withMeasured(String text) {
    return new Row(what, text, floor, judged, judgedUnit, target, stretch, other);
  }

  Row withOther(String text) {
    return new Row(what, measured, floor, judged, judgedUnit, target, stretch, text);
  }

  private static String time(double nanos) {
    return String.format(Locale.ROOT, nanos < 1e7 ? "%.2f ms" : "%.1f ms", nanos / 1e6);
  }

  /** The result in words. */
  String result() {
    if (Double.isNaN(judged)) {
      return "not measured";
    }
    return judged <= stretch ? "stretch met" : judged <= target ? "met" : "not met";
  }

  String cells() {
    return "| %s | %s | %s | %s | %s | %s | %s | %s |"
        .formatted(
            what,
            measured,
            floor,
            number(judged),
            number(target),
            number(stretch),
            result(),
            other);
  }

  private String number(double value) {
    if (Double.isNaN(value)) {
      return "";
    }
    String text =
        value == Math.rint(value) || Math.abs(value) >= 100
            ? String.format(Locale.ROOT, "%.0f", value)
            : String.format(Locale.ROOT, "%.2f", value);
    return text + (judgedUnit.equals("x") ? "" : " " + judgedUnit);
  }
}
