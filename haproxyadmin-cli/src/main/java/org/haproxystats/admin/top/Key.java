package org.haproxystats.admin.top;

/** A key that was pressed. */
sealed interface Key {
  /** A character. */
  record Typed(char character) implements Key {}

  /** A key that is no character. */
  enum Named implements Key {
    UP,
    DOWN,
    LEFT,
    RIGHT,
    PAGE_UP,
    PAGE_DOWN,
    HOME,
    END,
    ENTER,
    TAB,
    ESCAPE,
    BACKSPACE,
    /** Control and C. */
    INTERRUPT,
    /** Control and L. */
    REDRAW,
    /** A key without a meaning here. */
    OTHER
  }
}
