package org.haproxystats.admin.top;

import java.util.List;

/** What a table shows. Cells are asked for only for rows that are on the screen. */
interface Rows {
  /**
   * A column.
   *
   * @param width how many characters it takes
   * @param priority which columns give way first where there is no room: those with the highest;
   *     {@link #HIDDEN} for one that is not shown at all
   */
  record Heading(String title, int width, Align align, int priority) {
    static final int HIDDEN = Integer.MAX_VALUE;

    Heading hidden() {
      return new Heading(title, width, align, HIDDEN);
    }

    boolean isHidden() {
      return priority == HIDDEN;
    }
  }

  /** Where a text is put in its column, and which end of it is cut off. */
  enum Align {
    LEFT,
    RIGHT,
    /**
     * To the left, cut in the middle, since names differ at their ends; takes room that is left.
     */
    NAME,
    /** To the left; such a column takes all the room that is left over. */
    REST,
    /** To the right, cut on the left; such a column takes the room that is left over. */
    LATEST
  }

  /** What is in one column of a row. */
  record Cell(String text, Tone tone) {
    static final Cell EMPTY = new Cell("", Tone.PLAIN);
  }

  /** The columns. */
  List<Heading> headings();

  int size();

  /** What the row goes by, from one sample to the next. */
  Object key(int row);

  /** One cell for each heading. */
  List<Cell> cells(int row);

  /** What a row is about, as a filter or another view takes it. */
  String subject(int row);

  /** What is shown when a row is opened, a line each; empty if there is nothing. */
  List<String> details(Object key);

  /** What to say where there is no row. */
  String emptiness();
}
