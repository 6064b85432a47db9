package org.haproxystats.admin.cli;

/**
 * A column of a table.
 *
 * @param name in JSON and CSV, and for {@code --fields} and {@code --sort}; never changes
 * @param title in text
 * @param kind how its values look in text
 */
record Column(String name, String title, Kind kind) {

  /** What values are, and so how people read them. */
  enum Kind {
    TEXT,
    /** {@code UP}, {@code DOWN} and so on, in colours. */
    STATUS,
    NUMBER,
    BYTES,
    SECONDS,
    MILLISECONDS;

    boolean isNumber() {
      return this != TEXT && this != STATUS;
    }
  }

  static Column text(String name) {
    return new Column(name, title(name), Kind.TEXT);
  }

  static Column number(String name) {
    return new Column(name, title(name), Kind.NUMBER);
  }

  static Column of(String name, Kind kind) {
    return new Column(name, title(name), kind);
  }

  private static String title(String name) {
    return name.replace('_', ' ').toUpperCase(java.util.Locale.ROOT);
  }
}
