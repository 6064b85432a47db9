package org.haproxystats.runtime.map;

import java.util.regex.Pattern;
import org.haproxystats.runtime.UnsendableValueException;

/** How commands name a map or an ACL. */
final class RefId {
  private static final Pattern NUMBER = Pattern.compile("#\\d{1,9}");

  private RefId() {}

  static String checked(String id) {
    return NUMBER.matcher(id).matches() ? id : file(id);
  }

  static String file(String name) {
    if (name.startsWith("#") || name.startsWith("@")) {
      throw new UnsendableValueException(
          "the file name '%s' cannot be sent: HAProxy takes '#' for a number and '@' for a version"
              .formatted(name));
    }
    return name;
  }

  static String number(int number) {
    if (number < 0) {
      throw new IllegalArgumentException("the number " + number + " is less than zero");
    }
    return "#" + number;
  }
}
