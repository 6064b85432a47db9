package org.haproxystats.runtime.process;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/**
 * One value of HAProxy's typed output.
 *
 * @param name the field's name, such as {@code Uptime_sec} or {@code scur}
 * @param tags what kind of value it is
 * @param type {@code s32}, {@code u32}, {@code s64}, {@code u64}, {@code str} or {@code flt}
 * @param text the value as HAProxy wrote it
 * @param description what it means, in HAProxy's words, if that was asked for
 */
public record TypedValue(
    String name, Tags tags, String type, String text, Optional<String> description) {

  /**
   * {@return the value as a whole number; empty for texts and decimals} One of type {@code u64}
   * that is beyond 2<sup>63</sup> - 1 is negative, as {@link Long#toUnsignedString(long)} reads it.
   */
  public OptionalLong number() {
    return switch (type) {
      case "u64" -> OptionalLong.of(Long.parseUnsignedLong(text));
      case "s32", "u32", "s64" -> OptionalLong.of(Long.parseLong(text));
      default -> OptionalLong.empty();
    };
  }

  /**
   * {@return the value as a decimal; empty for texts, for whole numbers, and for what is no number
   * ({@code nan}, {@code inf})}
   */
  public OptionalDouble decimal() {
    try {
      return type.equals("flt")
          ? OptionalDouble.of(Double.parseDouble(text))
          : OptionalDouble.empty();
    } catch (NumberFormatException e) {
      return OptionalDouble.empty(); // nan, inf
    }
  }
}
