package org.haproxystats.runtime.map;

import org.haproxystats.runtime.UnsendableValueException;

/**
 * A map, which gives each key a value.
 *
 * @param id {@code #} and a number, or a file
 */
public record MapRef(String id) implements PatternRef {
  /**
   * Takes what a command takes.
   *
   * @throws UnsendableValueException if the id begins with {@code #} and is no number, or with
   *     {@code @}
   */
  public MapRef {
    id = RefId.checked(id);
  }

  /**
   * {@return the map that was loaded from a file}
   *
   * @param name exactly as HAProxy's configuration has it, {@code virt@} and {@code opt@} included
   * @throws UnsendableValueException if the name begins with {@code #} or {@code @}
   */
  public static MapRef file(String name) {
    return new MapRef(RefId.file(name));
  }

  /**
   * {@return the map with a number}
   *
   * @param number HAProxy's own, 0 or more, see {@link PatternInfo#number}
   * @throws IllegalArgumentException if the number is less than zero
   */
  public static MapRef number(int number) {
    return new MapRef(RefId.number(number));
  }

  @Override
  public String keyword() {
    return "map";
  }

  @Override
  public String toString() {
    return "map " + id;
  }
}
