package org.haproxystats.admin.top;

import org.jspecify.annotations.Nullable;

/**
 * How one view is looked at. Immutable.
 *
 * @param subject what the view is about, such as the name of a stick table; empty for all
 * @param sorting by which column, and which way
 * @param filter what names must contain, or match if there are wildcards in it
 * @param alarmsOnly whether only what is not well is shown
 * @param cursor the row that is selected
 * @param opened the key of what was opened; null while the table itself is shown
 * @param scroll how many lines of what was opened are above the screen
 */
record Pane(
    String subject,
    Sorting sorting,
    String filter,
    boolean alarmsOnly,
    Cursor cursor,
    @Nullable Object opened,
    int scroll) {

  static final Pane INITIAL = about("");

  /**
   * The order of rows.
   *
   * @param column the number of the column; negative for HAProxy's own order
   */
  record Sorting(int column, boolean descending) {
    static final Sorting NONE = new Sorting(-1, false);

    boolean isNone() {
      return column < 0;
    }
  }

  /**
   * The selected row.
   *
   * @param key of the row, which it is found again by; null before any was chosen
   * @param index where it was the last time
   * @param top the first row on the screen
   */
  record Cursor(@Nullable Object key, int index, int top) {
    static final Cursor FIRST = new Cursor(null, 0, 0);

    /** Where the selected row is now, or what took its place; 0 if there are none. */
    int at(Rows rows) {
      if (key == null || rows.size() == 0) {
        return 0;
      }
      if (index < rows.size() && key.equals(rows.key(index))) {
        return index;
      }
      for (int row = 0; row < rows.size(); row++) {
        if (key.equals(rows.key(row))) {
          return row;
        }
      }
      return Math.min(index, rows.size() - 1);
    }

    /** The first row to show, so that the selected one is among them. */
    int top(int selected, int size, int height) {
      int lowest = Math.max(0, selected - height + 1);
      int highest = Math.min(selected, Math.max(0, size - height));
      return Math.clamp(top, Math.min(lowest, highest), Math.max(lowest, highest));
    }

    /** The cursor on another row; where there is none, on the nearest. */
    Cursor on(Rows rows, int wanted, int height) {
      if (rows.size() == 0) {
        return this;
      }
      int row = Math.clamp(wanted, 0, rows.size() - 1);
      var moved = new Cursor(rows.key(row), row, top);
      return new Cursor(moved.key, row, moved.top(row, rows.size(), height));
    }
  }

  static Pane about(String subject) {
    return new Pane(subject, Sorting.NONE, "", false, Cursor.FIRST, null, 0);
  }

  Pane sortedBy(Sorting next) {
    return new Pane(subject, next, filter, alarmsOnly, cursor, opened, scroll);
  }

  Pane filteredBy(String next) {
    return new Pane(subject, sorting, next, alarmsOnly, Cursor.FIRST, opened, scroll);
  }

  Pane withAlarmsOnly(boolean next) {
    return new Pane(subject, sorting, filter, next, Cursor.FIRST, opened, scroll);
  }

  Pane at(Cursor next) {
    return new Pane(subject, sorting, filter, alarmsOnly, next, opened, scroll);
  }

  Pane open(@Nullable Object what) {
    return new Pane(subject, sorting, filter, alarmsOnly, cursor, what, 0);
  }

  Pane scrolled(int lines) {
    return new Pane(subject, sorting, filter, alarmsOnly, cursor, opened, Math.max(0, lines));
  }
}
