package org.haproxystats.runtime.stats;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.haproxystats.runtime.stats.StatTable.RowType;

/**
 * What processes had counted that have ended: the sums of their counters, by object, and whose
 * counters are in them. It is written and read in the form of HAProxy's own answers to {@code show
 * info} and {@code show stat}, one after the other.
 */
public final class CounterSum {

  /** An object of HAProxy's statistics. */
  public record ObjectName(RowType type, String proxy, String service) {}

  private static final String MEMBERS = "Members";

  private final List<String> infoFields;
  private final List<String> statFields;
  private final Set<String> members = new LinkedHashSet<>();
  private final Map<String, Long> info = new LinkedHashMap<>();
  private final Map<ObjectName, long[]> stat = new LinkedHashMap<>();

  /** An empty sum of the counters that a catalogue knows. */
  public CounterSum(FieldCatalog catalog) {
    infoFields = counters(catalog, Field.Source.INFO);
    statFields = counters(catalog, Field.Source.STAT);
  }

  private static List<String> counters(FieldCatalog catalog, Field.Source source) {
    return catalog.fields().stream()
        .filter(field -> field.source() == source && field.numeric())
        .filter(field -> field.nature() == Nature.COUNTER)
        .map(Field::name)
        .toList();
  }

  /** Whose counters are in the sum. */
  public Set<String> members() {
    return Set.copyOf(members);
  }

  /**
   * Adds the last word of a process.
   *
   * @param member what tells the process apart from all others
   * @throws MalformedStatisticsException if one of the answers is none; the sum stays as it was
   */
  public void add(String member, byte[] infoAnswer, byte[] statAnswer)
      throws MalformedStatisticsException {
    var process = InfoReader.read(infoAnswer);
    var table = table(statAnswer);
    members.add(member);
    addInfo(process);
    addStat(table);
  }

  /**
   * Adds a sum that was written by {@link #toBytes}.
   *
   * @throws MalformedStatisticsException if it was not; the sum stays as it was
   */
  public void add(byte[] written) throws MalformedStatisticsException {
    var parts = parts(written);
    var process = InfoReader.read(parts.get(0));
    var table = table(parts.get(1));
    process.text(MEMBERS).ifPresent(names -> members.addAll(List.of(names.split(" ", -1))));
    addInfo(process);
    addStat(table);
  }

  /**
   * Parts what {@link #toBytes} has written into the answer to {@code show info} and that to {@code
   * show stat}.
   */
  public static List<byte[]> parts(byte[] written) {
    var text = new String(written, UTF_8);
    int border = text.indexOf("\n\n") + 2;
    return List.of(
        text.substring(0, Math.max(border, 0)).getBytes(UTF_8),
        text.substring(Math.max(border, 0)).getBytes(UTF_8));
  }

  /** The objects that an answer to {@code show stat} tells of. */
  public static Set<ObjectName> objects(byte[] statAnswer) throws MalformedStatisticsException {
    var table = read(statAnswer, List.of());
    var objects = new LinkedHashSet<ObjectName>();
    for (int row = 0; row < table.rows(); row++) {
      objects.add(object(table, row));
    }
    return objects;
  }

  /** Forgets objects, and whose counters are in the sum but for some. */
  public void retain(Set<ObjectName> objects, Predicate<String> keepMember) {
    stat.keySet().retainAll(objects);
    members.removeIf(keepMember.negate());
  }

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

  private void addStat(StatTable table) {
    for (int row = 0; row < table.rows(); row++) {
      if (table.type(row) == RowType.LISTENER) {
        continue;
      }
      var sums = stat.computeIfAbsent(object(table, row), object -> absent());
      for (int i = 0; i < sums.length; i++) {
        long value = table.value(row, statFields.get(i));
        if (value != StatTable.ABSENT) {
          sums[i] = sums[i] == StatTable.ABSENT ? value : sums[i] + value;
        }
      }
    }
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
