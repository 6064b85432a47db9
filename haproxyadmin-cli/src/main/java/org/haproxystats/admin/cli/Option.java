package org.haproxystats.admin.cli;

/**
 * An option of a command line.
 *
 * @param letter the short name, 0 if there is none
 * @param name the long name, without dashes
 * @param value what the value is, for the help; empty if none follows
 * @param help what it does, in a line
 */
record Option(char letter, String name, String value, String help) {
  static Option flag(String name, String help) {
    return new Option('\0', name, "", help);
  }

  static Option flag(char letter, String name, String help) {
    return new Option(letter, name, "", help);
  }

  static Option value(String name, String value, String help) {
    return new Option('\0', name, value, help);
  }

  static Option value(char letter, String name, String value, String help) {
    return new Option(letter, name, value, help);
  }

  boolean takesValue() {
    return !value.isEmpty();
  }

  /** As it is written. */
  @Override
  public String toString() {
    return "--" + name;
  }
}
