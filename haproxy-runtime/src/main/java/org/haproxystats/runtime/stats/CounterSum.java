package org.haproxystats.runtime.stats;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongBinaryOperator;
import java.util.function.Predicate;
import org.haproxystats.runtime.stats.StatTable.RowType;

/**
 * What processes had counted that have ended: the sums of their counters, by object, and whose
 * counters are in them. It is written and read in the form of HAProxy's own answers to {@code show
 * info} and {@code show stat}, one after the other.
 */
public final class CounterSum {

  /**
   * An object of HAProxy's statistics.
   *
   * @param type what it is
   * @param proxy the name of the frontend or backend that it belongs to
   * @param service its own name, {@code FRONTEND} or {@code BACKEND} for one of these
   */
  public record ObjectName(RowType type, String proxy, String service) {}

  private static final String MEMBERS = "Members";

  private final List<String> infoFields;
  private final Set<String> statCounters;
  private final List<String> statFields;
  private final Set<String> members = new LinkedHashSet<>();
  private final Map<String, Long> info = new LinkedHashMap<>();
  private final Map<ObjectName, long[]> stat = new LinkedHashMap<>();

  /**
   * An empty sum of the counters that a catalogue knows.
   *
   * @param catalog says which fields are counters
   */
  public CounterSum(FieldCatalog catalog) {
    infoFields = fields(catalog, Field.Source.INFO, Nature.COUNTER);
    var counters = fields(catalog, Field.Source.STAT, Nature.COUNTER);
    statCounters = Set.copyOf(counters);
    statFields = new ArrayList<>(counters);
    statFields.addAll(fields(catalog, Field.Source.STAT, Nature.RATE));
  }

  private static List<String> fields(FieldCatalog catalog, Field.Source source, Nature nature) {
    return catalog.fields().stream()
        .filter(field -> field.source() == source && field.numeric())
        .filter(field -> field.nature() == nature)
        .map(Field::name)
        .toList();
  }

  /** {@return whose counters are in the sum: a copy} */
  public Set<String> members() {
    return Set.copyOf(members);
  }

  /**
   * Notes that somebody's counters are in the sum, in whatever way.
   *
   * @param member what tells the process apart from all others, without a space or line feed
   */
  public void addMember(String member) {
    members.add(member);
  }

  /**
   * Adds the last word of a process.
   *
   * @param member what tells the process apart from all others, without a space or line feed
   * @param infoAnswer its answer to {@code show info}
   * @param statAnswer its answer to {@code show stat}
   * @param without the counters of objects that are not added
   * @throws MalformedStatisticsException if one of the answers is none; the sum stays as it was
   */
  public void add(String member, byte[] infoAnswer, byte[] statAnswer, Set<String> without)
      throws MalformedStatisticsException {
    var process = InfoReader.read(infoAnswer);
    var table = table(statAnswer);
    members.add(member);
    addInfo(process);
    addStat(table, field -> statCounters.contains(field) && !without.contains(field), 1);
  }

  /**
   * Takes away what a process says of its objects now.
   *
   * @param statAnswer its answer to {@code show stat}
   * @param fields the counters and rates that are taken away; others stay
   * @throws MalformedStatisticsException if it is no answer; the sum stays as it was
   */
  public void subtract(byte[] statAnswer, Set<String> fields) throws MalformedStatisticsException {
    addStat(table(statAnswer), fields::contains, -1);
  }

  /**
   * Adds what two answers have in common: for each counter the lower value.
   *
   * @param statAnswer one answer to {@code show stat}
   * @param other another one
   * @throws MalformedStatisticsException if one is no answer; the sum stays as it was
   */
  public void addCommon(byte[] statAnswer, byte[] other) throws MalformedStatisticsException {
    compare(statAnswer, other, statCounters, (one, two) -> Math.min(one, two));
  }

  /**
   * Takes away what two answers have in common.
   *
   * @param statAnswer one answer to {@code show stat}
   * @param other another one
   * @throws MalformedStatisticsException if one is no answer; the sum stays as it was
   */
  public void subtractCommon(byte[] statAnswer, byte[] other) throws MalformedStatisticsException {
    compare(statAnswer, other, statCounters, (one, two) -> -Math.min(one, two));
  }

  /**
   * Adds the counters that began anew: those of the earlier answer that are lower in the later one.
   *
   * @param earlier an answer to {@code show stat}
   * @param later another one of the same process
   * @param fields the counters to look at
   * @throws MalformedStatisticsException if one is no answer; the sum stays as it was
   */
  public void addLost(byte[] earlier, byte[] later, Set<String> fields)
      throws MalformedStatisticsException {
    var counters = new LinkedHashSet<>(fields);
    counters.retainAll(statCounters);
    compare(earlier, later, counters, (before, now) -> now < before ? before : 0);
  }

  private void compare(byte[] first, byte[] second, Set<String> fields, LongBinaryOperator rule)
      throws MalformedStatisticsException {
    var one = table(first);
    var two = table(second);
    var rows = new HashMap<ObjectName, Integer>();
    for (int row = 0; row < two.rows(); row++) {
      rows.put(object(two, row), row);
    }
    for (int row = 0; row < one.rows(); row++) {
      var other = rows.get(object(one, row));
      if (other != null && one.type(row) != RowType.LISTENER) {
        for (var field : fields) {
          long a = one.value(row, field);
          long b = two.value(other, field);
          if (a != StatTable.ABSENT && b != StatTable.ABSENT) {
            add(object(one, row), statFields.indexOf(field), rule.applyAsLong(a, b));
          }
        }
      }
    }
  }

  /**
   * Adds a sum that was written by {@link #toBytes}.
   *
   * @param written the whole of it
   * @throws MalformedStatisticsException if it was not; the sum stays as it was
   */
  public void add(byte[] written) throws MalformedStatisticsException {
    var parts = parts(written);
    var process = InfoReader.read(parts.get(0));
    var table = table(parts.get(1));
    process.text(MEMBERS).ifPresent(names -> members.addAll(List.of(names.split(" ", -1))));
    addInfo(process);
    addStat(table, statCounters::contains, 1);
  }

  /**
   * Parts what {@link #toBytes} has written into the answer to {@code show info} and that to {@code
   * show stat}.
   *
   * @param written the whole of it
   * @return two parts, in this order; the first is empty if nothing parts them
   */
  public static List<byte[]> parts(byte[] written) {
    var text = new String(written, UTF_8);
    int border = text.indexOf("\n\n") + 2;
    return List.of(
        text.substring(0, Math.max(border, 0)).getBytes(UTF_8),
        text.substring(Math.max(border, 0)).getBytes(UTF_8));
  }

  /**
   * {@return the objects that an answer to {@code show stat} tells of}
   *
   * @param statAnswer the whole of it
   * @throws MalformedStatisticsException if it is no answer
   */
  public static Set<ObjectName> objects(byte[] statAnswer) throws MalformedStatisticsException {
    var table = read(statAnswer, List.of());
    var objects = new LinkedHashSet<ObjectName>();
    for (int row = 0; row < table.rows(); row++) {
      objects.add(object(table, row));
    }
    return objects;
  }

  /**
   * Forgets objects, and members, that are gone.
   *
   * @param objects those that stay
   * @param keepMember whether a member stays
   */
  public void retain(Set<ObjectName> objects, Predicate<String> keepMember) {
    stat.keySet().retainAll(objects);
    members.removeIf(keepMember.negate());
  }

  /** {@return all of it as text in UTF-8, which can be read again} */
  public byte[] toBytes() {
    var text = new StringBuilder();
    text.append(MEMBERS).append(": ").append(String.join(" ", members)).append('\n');
    info.forEach((name, value) -> text.append(name).append(": ").append(value).append('\n'));
    text.append("\n# pxname,svname,type,").append(String.join(",", statFields)).append(",\n");
    stat.forEach(
        (object, values) -> {
          text.append(quoted(object.proxy())).append(',').append(quoted(object.service()));
          text.append(',').append(StatTable.ROW_TYPES.indexOf(object.type())).append(',');
          for (long value : values) {
            text.append(value == StatTable.ABSENT ? "" : String.valueOf(value)).append(',');
          }
          text.append('\n');
        });
    return text.append('\n').toString().getBytes(UTF_8);
  }

  private static String quoted(String name) {
    boolean plain = name.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return plain ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  private void addInfo(ProcessInfo process) {
    for (var field : infoFields) {
      process.number(field).ifPresent(value -> info.merge(field, value, Long::sum));
    }
  }

  private void addStat(StatTable table, Predicate<String> fields, int sign) {
    for (int row = 0; row < table.rows(); row++) {
      if (table.type(row) == RowType.LISTENER) {
        continue;
      }
      var object = object(table, row);
      stat.computeIfAbsent(object, _ -> absent());
      for (int i = 0; i < statFields.size(); i++) {
        long value = table.value(row, statFields.get(i));
        if (value != StatTable.ABSENT && fields.test(statFields.get(i))) {
          add(object, i, sign * value);
        }
      }
    }
  }

  private void add(ObjectName object, int field, long value) {
    var sums = stat.computeIfAbsent(object, _ -> absent());
    sums[field] = sums[field] == StatTable.ABSENT ? value : sums[field] + value;
  }

  private long[] absent() {
    var values = new long[statFields.size()];
    Arrays.fill(values, StatTable.ABSENT);
    return values;
  }

  private static ObjectName object(StatTable table, int row) {
    return new ObjectName(table.type(row), table.proxy(row), table.service(row));
  }

  private StatTable table(byte[] statAnswer) throws MalformedStatisticsException {
    return read(statAnswer, new ArrayList<>(statFields));
  }

  private static StatTable read(byte[] statAnswer, List<String> fields)
      throws MalformedStatisticsException {
    try {
      return new StatCsvReader(fields).read(new ByteArrayInputStream(statAnswer));
    } catch (IOException e) {
      throw new AssertionError("reading from memory", e);
    }
  }
}
