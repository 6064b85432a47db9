package org.haproxystats.runtime.process;

import java.util.Optional;
import java.util.function.Predicate;

/**
 * What HAProxy's typed output says about a value (management guide, section 9.2). A part is empty
 * where HAProxy does not know it, or uses a letter that is not known here.
 *
 * @param origin where the value comes from
 * @param nature what it is
 * @param scope what it counts for
 * @param persistence whether it lasts over a reload; said by HAProxy 3.3 and newer
 */
public record Tags(
    Optional<Origin> origin,
    Optional<Nature> nature,
    Optional<Scope> scope,
    Optional<Persistence> persistence) {

  /** Where a value comes from. */
  public enum Origin {
    /** It is measured. */
    METRIC('M'),
    /** It tells a state. */
    STATUS('S'),
    /** It tells objects apart. */
    KEY('K'),
    /** It comes from the configuration. */
    CONFIG('C'),
    /** It tells of HAProxy itself. */
    PRODUCT('P');

    private final char letter;

    Origin(char letter) {
      this.letter = letter;
    }
  }

  /** What a value is. */
  public enum Nature {
    /** How long ago something happened. */
    AGE('A'),
    /** A mean over recent events. */
    AVERAGE('a'),
    /** Only grows, until the process restarts or its counters are cleared. */
    COUNTER('C'),
    /** A span of time. */
    DURATION('D'),
    /** A level that goes up and down. */
    GAUGE('G'),
    /** What a value can rise to. */
    LIMIT('L'),
    /** The lowest value since the start. */
    MIN('m'),
    /** The highest value since the start. */
    MAX('M'),
    /** A name. */
    NAME('N'),
    /** Free text. */
    OUTPUT('O'),
    /** Events in the last second. */
    RATE('R'),
    /** A point in time. */
    TIME('T');

    private final char letter;

    Nature(char letter) {
      this.letter = letter;
    }
  }

  /** What a value counts for. */
  public enum Scope {
    /** All load balancers of a cluster. */
    CLUSTER('C'),
    /** One process. */
    PROCESS('P'),
    /** All processes of one configuration. */
    SERVICE('S'),
    /** The whole machine. */
    SYSTEM('s');

    private final char letter;

    Scope(char letter) {
      this.letter = letter;
    }
  }

  /** Whether a value lasts over a reload. */
  public enum Persistence {
    /** It may, in shared memory. */
    PERSISTENT('P'),
    /** It does not. */
    VOLATILE('V');

    private final char letter;

    Persistence(char letter) {
      this.letter = letter;
    }
  }

  /**
   * Reads HAProxy's letters.
   *
   * @param letters three, or four since HAProxy 3.3
   */
  static Tags parse(String letters) {
    return new Tags(
        find(Origin.values(), origin -> origin.letter == at(letters, 0)),
        find(Nature.values(), nature -> nature.letter == at(letters, 1)),
        find(Scope.values(), scope -> scope.letter == at(letters, 2)),
        find(Persistence.values(), persistence -> persistence.letter == at(letters, 3)));
  }

  private static char at(String letters, int index) {
    return index < letters.length() ? letters.charAt(index) : '?';
  }

  private static <T> Optional<T> find(T[] values, Predicate<T> matches) {
    for (var value : values) {
      if (matches.test(value)) {
        return Optional.of(value);
      }
    }
    return Optional.empty();
  }
}
