package org.haproxystats.runtime.stats;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Learns what fields there are, and how to aggregate them, from what HAProxy itself says of them:
 * the answers to {@code show info typed} and {@code show stat typed} (management guide, section 9.1
 * and 9.2; HAProxy 1.7 and newer). Each line has a key, tags of three letters or more (origin,
 * nature, scope), a type, and a value, which does not matter here.
 */
public final class TypedFieldReader {
  private static final String SINCE_UNKNOWN = "?";

  /** A field's identity. */
  private record Key(Field.Source source, String name) {}

  private TypedFieldReader() {}

  /**
   * {@return the fields that are described in one or several answers; none if there is no typed
   * line}
   *
   * @param answers to {@code show info typed} and {@code show stat typed}, one after the other
   */
  public static List<Field> read(byte[] answers) {
    Map<Key, Field> fields = new LinkedHashMap<>();
    new String(answers, StandardCharsets.UTF_8)
        .lines()
        .forEach(
            line ->
                parse(line)
                    .ifPresent(
                        field ->
                            fields.merge(
                                new Key(field.source(), field.name()),
                                field,
                                TypedFieldReader::onBoth)));
    return List.copyOf(fields.values());
  }

  /**
   * {@return the fields of {@code show stat} that can outlive a process: where HAProxy keeps them
   * in memory that its processes share ({@code shm-stats-file}), old and new ones have the same
   * values} It says so in a fourth letter of the tags, from 3.3 on; none where there is no such
   * letter.
   *
   * @param answers to {@code show stat typed}; others do no harm
   */
  public static Set<String> persistent(byte[] answers) {
    return new String(answers, StandardCharsets.UTF_8)
        .lines()
        .map(line -> line.split(":", 4))
        .filter(parts -> parts.length == 4 && parts[1].length() > 3 && parts[1].charAt(3) == 'P')
        .map(parts -> parts[0].split("\\.", -1))
        .filter(key -> key.length == 6)
        .map(key -> key[4])
        .collect(Collectors.toUnmodifiableSet());
  }

  private static Optional<Field> parse(String line) {
    var parts = line.split(":", 4);
    var key = parts[0].split("\\.", -1);
    if (parts.length < 4 || parts[1].length() < 3) {
      return Optional.empty();
    }
    if (key.length == 3) {
      return Optional.of(
          field(Field.Source.INFO, key[1], EnumSet.of(ObjectKind.DAEMON), parts[1], parts[2]));
    }
    if (key.length == 6) {
      return kind(key[0])
          .map(kind -> field(Field.Source.STAT, key[4], EnumSet.of(kind), parts[1], parts[2]));
    }
    return Optional.empty();
  }

  private static Optional<ObjectKind> kind(String letter) {
    return switch (letter) {
      case "F" -> Optional.of(ObjectKind.FRONTEND);
      case "B" -> Optional.of(ObjectKind.BACKEND);
      case "S" -> Optional.of(ObjectKind.SERVER);
      case "L" -> Optional.of(ObjectKind.LISTENER);
      default -> Optional.empty();
    };
  }

  private static Field field(
      Field.Source source, String name, Set<ObjectKind> on, String tags, String type) {
    var nature = nature(tags.charAt(0), tags.charAt(1));
    boolean numeric = !type.equals("str");
    return new Field(
        source,
        name,
        SINCE_UNKNOWN,
        on,
        nature,
        numeric,
        "",
        numeric ? rule(tags) : Aggregation.Never.EACH,
        Map.of(),
        "learnt from HAProxy");
  }

  private static Field onBoth(Field one, Field other) {
    var on = EnumSet.copyOf(one.on());
    on.addAll(other.on());
    return new Field(
        one.source(),
        one.name(),
        one.since(),
        on,
        one.nature(),
        one.numeric(),
        one.unit(),
        one.exact(),
        one.compatible(),
        one.meaning());
  }

  private static Nature nature(char origin, char nature) {
    return switch (origin) {
      case 'K' -> Nature.KEY;
      case 'S' -> Nature.STATUS;
      default ->
          switch (nature) {
            case 'A' -> Nature.AGE;
            case 'a' -> Nature.MEAN;
            case 'C' -> Nature.COUNTER;
            case 'D' -> Nature.DURATION;
            case 'L' -> Nature.LIMIT;
            case 'M' -> Nature.MAX;
            case 'm' -> Nature.MIN;
            case 'N' -> Nature.NAME;
            case 'R' -> Nature.RATE;
            case 'T' -> Nature.TIME;
            case 'G' -> Nature.GAUGE;
            default -> Nature.TEXT;
          };
    };
  }

  /** The rule that follows from the tags: origin first, then scope, then nature. */
  private static Aggregation rule(String tags) {
    char origin = tags.charAt(0);
    char nature = tags.charAt(1);
    char scope = tags.charAt(2);
    if (origin == 'K') {
      return Aggregation.Never.KEY;
    }
    if (origin == 'S') {
      return Aggregation.Never.EACH;
    }
    if ((origin == 'P' || origin == 'C') && scope == 'S') {
      return Aggregation.Plain.SAME;
    }
    return switch (nature) {
      case 'C', 'G', 'R' -> Aggregation.Plain.SUM;
      case 'M', 'D' -> Aggregation.Plain.MAX;
      case 'm', 'A', 'T' -> Aggregation.Plain.MIN;
      case 'a' -> Aggregation.Plain.MEAN;
      case 'L' -> Aggregation.Plain.LIMIT;
      case 'N' -> Aggregation.Plain.SAME;
      default -> Aggregation.Never.EACH;
    };
  }
}
