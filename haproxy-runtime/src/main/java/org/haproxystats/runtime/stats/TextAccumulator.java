package org.haproxystats.runtime.stats;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes one {@link TextValue} a group out of the texts of many rows, for one field. */
final class TextAccumulator {
  private final PlannedText planned;
  private @Nullable TextValue[] values = {};
  private int groups;

  TextAccumulator(PlannedText planned) {
    this.planned = planned;
  }

  String field() {
    return planned.field();
  }

  void clear() {
    groups = 0;
  }

  /** Makes room for groups that have come in addition. */
  void growTo(int newGroups) {
    if (newGroups > groups) {
      if (newGroups > values.length) {
        values = Arrays.copyOf(values, Math.max(newGroups, values.length * 2));
      }
      Arrays.fill(values, groups, newGroups, null);
      groups = newGroups;
    }
  }

  void add(@Nullable TextValue[] texts, int[] rows, int[] groupOfRow, int count) {
    for (int i = 0; i < count; i++) {
      var text = texts[rows[i]];
      if (text != null) {
        var known = values[groupOfRow[i]];
        if (known == null) {
          values[groupOfRow[i]] = text;
        } else if (!planned.shared()) {
          values[groupOfRow[i]] = known.plus(text);
        }
      }
    }
  }

  TextColumn finish() {
    return new TextColumn(planned.field(), Arrays.copyOf(values, groups));
  }
}
