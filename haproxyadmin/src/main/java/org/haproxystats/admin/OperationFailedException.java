package org.haproxystats.admin;

import static java.util.stream.Collectors.joining;

import java.io.IOException;

/**
 * Some processes did not do what was asked for, or it is not known whether they did; the others
 * have done it. The message names the processes of both kinds, and the command and answer of each
 * failure.
 */
public final class OperationFailedException extends IOException {
  private final transient Results<?> results;

  OperationFailedException(Results<?> results) {
    super(message(results));
    this.results = results;
    results.failures().forEach(failure -> addSuppressed(failure.reason()));
  }

  private static String message(Results<?> results) {
    var failures =
        results.failures().stream()
            .map(failure -> String.valueOf(failure.reason().getMessage()))
            .collect(joining("; "));
    var done =
        results.outcomes().stream()
            .filter(Outcome.Done.class::isInstance)
            .map(outcome -> outcome.endpoint().toString())
            .collect(joining(", "));
    return done.isEmpty() ? failures : failures + "; done by: " + done;
  }

  /** {@return what came of each process} */
  public Results<?> results() {
    return results;
  }
}
