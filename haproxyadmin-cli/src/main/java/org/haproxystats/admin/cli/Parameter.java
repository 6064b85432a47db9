package org.haproxystats.admin.cli;

/**
 * A word, or several, that a command takes after its options.
 *
 * @param name in capitals
 * @param isRequired whether there must be one
 * @param isMany whether there may be several; only the last can
 * @param help what it is, in a line
 */
record Parameter(String name, boolean isRequired, boolean isMany, String help) {
  /** As a usage line has it. */
  @Override
  public String toString() {
    var text = isMany ? name + "..." : name;
    return isRequired ? text : "[" + text + "]";
  }
}
