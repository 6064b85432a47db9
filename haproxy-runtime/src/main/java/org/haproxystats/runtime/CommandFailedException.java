package org.haproxystats.runtime;

/** HAProxy refused a command, or answered what cannot be told from a refusal. */
public final class CommandFailedException extends CommandException {
  /** What {@link #answer} gives. */
  private final String answer;

  /** What {@link #failure} gives. */
  private final Failure failure;

  /**
   * @param answer what HAProxy said, without the number of its severity
   */
  CommandFailedException(Endpoint endpoint, String command, String answer) {
    this(endpoint, command, answer, Failure.of(answer));
  }

  private CommandFailedException(
      Endpoint endpoint, String command, String answer, Failure failure) {
    super(endpoint, command, detail(answer, failure));
    this.answer = answer;
    this.failure = failure;
  }

  private static String detail(String answer, Failure failure) {
    return switch (failure) {
      case UNKNOWN_COMMAND -> "this HAProxy does not have the command";
      case OTHER,
          BAD_REQUEST,
          NOT_FOUND,
          DISABLED,
          BUSY,
          SERVER_ERROR,
          TOO_LARGE,
          MODE_REQUIRED,
          PERMISSION_DENIED ->
          answer.isEmpty() ? "no answer" : "HAProxy answered: " + answer.lines().limit(3).toList();
    };
  }

  /** {@return what HAProxy answered, all lines of it, without the number of its severity} */
  public String answer() {
    return answer;
  }

  /**
   * {@return why HAProxy refused, as far as the answer tells; {@link Failure#OTHER} where only its
   * text does}
   */
  public Failure failure() {
    return failure;
  }
}
