package org.haproxystats.runtime;

import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a command needs of the process that shall run it. Immutable.
 *
 * <p>The level of some commands was raised by a later version; both levels are told then.
 */
public final class Requirement {
  /** Commands that may harm are locked until a connection asks for them. */
  public enum Mode {
    /** Nothing has to be switched on. */
    NORMAL(""),
    /** For what may change in later versions. */
    EXPERIMENTAL("experimental-mode on"),
    /** For what may end the process. */
    EXPERT("expert-mode on");

    private final String command;

    Mode(String command) {
      this.command = command;
    }

    /** What unlocks the mode for the rest of the connection; empty if nothing is needed. */
    String command() {
      return command;
    }
  }

  private final HaproxyVersion since;
  private final AccessLevel level;
  private final @Nullable HaproxyVersion raisedSince;
  private final AccessLevel raisedLevel;
  private final Mode mode;

  private Requirement(
      HaproxyVersion since,
      AccessLevel level,
      @Nullable HaproxyVersion raisedSince,
      AccessLevel raisedLevel,
      Mode mode) {
    this.since = since;
    this.level = level;
    this.raisedSince = raisedSince;
    this.raisedLevel = raisedLevel;
    this.mode = mode;
  }

  /**
   * {@return the need of a level, in normal mode, on every version from 1.5 on}
   *
   * @param level what the socket must permit at least
   */
  public static Requirement of(AccessLevel level) {
    return new Requirement(HaproxyVersion.of(1, 5), level, null, level, Mode.NORMAL);
  }

  /**
   * {@return this need, from the given version on}
   *
   * @param major the version's first number
   * @param minor the version's second number
   */
  public Requirement since(int major, int minor) {
    return since(major, minor, 0);
  }

  /**
   * {@return this need, from the given release of a branch on, for what came to a branch after its
   * first release}
   *
   * @param major the branch's first number
   * @param minor the branch's second number
   * @param patch the number of the release in the branch
   */
  public Requirement since(int major, int minor, int patch) {
    var version = new HaproxyVersion(major, minor, patch);
    return new Requirement(version, level, raisedSince, raisedLevel, mode);
  }

  /**
   * {@return this need, but of another level from the given version on}
   *
   * @param other the level needed there, instead of the first one
   * @param major the version's first number
   * @param minor the version's second number
   */
  public Requirement but(AccessLevel other, int major, int minor) {
    return new Requirement(since, level, HaproxyVersion.of(major, minor), other, mode);
  }

  /**
   * {@return this need, and that of a mode that must be switched on}
   *
   * @param other what must be switched on; the client does it, for this command alone
   */
  public Requirement in(Mode other) {
    return new Requirement(since, level, raisedSince, raisedLevel, other);
  }

  /** {@return the first version that has the command} */
  public HaproxyVersion since() {
    return since;
  }

  /**
   * {@return the level that the command needs on a version}
   *
   * @param version that of the process
   */
  public AccessLevel level(HaproxyVersion version) {
    return raisedSince != null && version.isAtLeast(raisedSince) ? raisedLevel : level;
  }

  /** {@return the mode that is switched on for the command} */
  public Mode mode() {
    return mode;
  }

  /**
   * {@return what is missing, in words for an operator; empty if nothing is}
   *
   * @param abilities those of the process; a level that is not known counts as high enough
   */
  public Optional<String> missing(Abilities abilities) {
    if (!abilities.version().isAtLeast(since)) {
      return Optional.of(
          "HAProxy %s does not have it, it came with %s".formatted(abilities.version(), since));
    }
    var needed = level(abilities.version());
    return abilities
        .level()
        .filter(actual -> !actual.permits(needed))
        .map(
            actual ->
                "the socket has level %s and it needs %s: write 'level %s' on its 'stats socket' line"
                    .formatted(actual, needed, needed));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Requirement that
        && since.equals(that.since)
        && level == that.level
        && Objects.equals(raisedSince, that.raisedSince)
        && raisedLevel == that.raisedLevel
        && mode == that.mode;
  }

  @Override
  public int hashCode() {
    return Objects.hash(since, level, raisedSince, raisedLevel, mode);
  }
}
