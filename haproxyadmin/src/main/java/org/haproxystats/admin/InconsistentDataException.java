package org.haproxystats.admin;

import static java.util.stream.Collectors.joining;

import java.io.IOException;

/**
 * Processes say different things where one answer was asked for. The message has what each says.
 */
public final class InconsistentDataException extends IOException {
  private final transient Values<?> values;

  InconsistentDataException(Values<?> values) {
    super(
        "the processes do not agree on the %s: %s"
            .formatted(
                values.what(),
                values.each().stream()
                    .map(value -> "'%s' at %s".formatted(value.value(), value.endpoint()))
                    .collect(joining(", "))));
    this.values = values;
  }

  /** {@return what each process says} */
  public Values<?> values() {
    return values;
  }
}
