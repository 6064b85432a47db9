package org.haproxystats.runtime.map;

import org.haproxystats.runtime.UnsendableValueException;

/**
 * An ACL, which is a list of patterns.
 *
 * @param id {@code #} and a number, or a file
 */
public record AclRef(String id) implements PatternRef {
  /**
   * Takes what a command takes.
   *
   * @throws UnsendableValueException if the id begins with {@code #} and is no number, or with
   *     {@code @}
   */
  public AclRef {
    id = RefId.checked(id);
  }

  /**
   * {@return the ACL that was loaded from a file}
   *
   * @param name exactly as HAProxy's configuration has it, {@code virt@} and {@code opt@} included
   * @throws UnsendableValueException if the name begins with {@code #} or {@code @}
   */
  public static AclRef file(String name) {
    return new AclRef(RefId.file(name));
  }

  /**
   * {@return the ACL with a number}
   *
   * @param number HAProxy's own, 0 or more, see {@link PatternInfo#number}
   * @throws IllegalArgumentException if the number is less than zero
   */
  public static AclRef number(int number) {
    return new AclRef(RefId.number(number));
  }

  @Override
  public String keyword() {
    return "acl";
  }

  @Override
  public String toString() {
    return "ACL " + id;
  }
}
