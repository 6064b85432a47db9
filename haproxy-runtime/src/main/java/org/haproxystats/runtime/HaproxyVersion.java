package org.haproxystats.runtime;

import java.util.regex.Pattern;

/**
 * A version of HAProxy. A development version such as {@code 3.5-dev5} counts as the release that
 * it leads to, since it may have all of that release's commands.
 *
 * @param major 1 or more
 * @param minor 0 or more
 * @param patch 0 or more; 0 for a development version
 */
public record HaproxyVersion(int major, int minor, int patch)
    implements Comparable<HaproxyVersion> {
  private static final Pattern NUMBERS =
      Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(?:\\.(\\d{1,4}))?");

  /**
   * {@return the first release of a line, such as 2.9.0}
   *
   * @param major 1 or more
   * @param minor 0 or more
   */
  public static HaproxyVersion of(int major, int minor) {
    return new HaproxyVersion(major, minor, 0);
  }

  /**
   * Reads what HAProxy says of itself, such as {@code 2.6.12-1+deb12u3} or {@code 3.5-dev5-1a2b3c}.
   *
   * @param text two or three numbers with dots between them, and anything after them; spaces around
   *     it do not count
   * @return the version; its patch is 0 where the text has two numbers
   * @throws IllegalArgumentException if the text does not begin with two numbers
   */
  public static HaproxyVersion parse(String text) {
    var numbers = NUMBERS.matcher(text.strip());
    if (!numbers.lookingAt()) {
      throw new IllegalArgumentException("'" + text + "' is not a version of HAProxy");
    }
    var patch = numbers.group(3);
    return new HaproxyVersion(
        Integer.parseInt(numbers.group(1)),
        Integer.parseInt(numbers.group(2)),
        patch == null ? 0 : Integer.parseInt(patch));
  }

  /**
   * {@return whether this version is the other one or newer}
   *
   * @param other the version to compare with, its patch included
   */
  public boolean isAtLeast(HaproxyVersion other) {
    return compareTo(other) >= 0;
  }

  /**
   * {@return whether this version is of a branch or a newer one}
   *
   * @param major the branch's first number, 1 or more
   * @param minor the branch's second number, 0 or more
   */
  public boolean isAtLeast(int major, int minor) {
    return isAtLeast(of(major, minor));
  }

  @Override
  public int compareTo(HaproxyVersion other) {
    if (major != other.major) {
      return Integer.compare(major, other.major);
    }
    return minor == other.minor
        ? Integer.compare(patch, other.patch)
        : Integer.compare(minor, other.minor);
  }

  /** Two numbers for the first release of a line, three otherwise. */
  @Override
  public String toString() {
    return major + "." + minor + (patch == 0 ? "" : "." + patch);
  }
}
