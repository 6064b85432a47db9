package org.haproxystats.runtime.process;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.stats.StatTable.RowType;

/**
 * Reads HAProxy's typed output: lines of {@code key:tags:type:value}, and {@code :"description"} at
 * the end if that was asked for. Fields are known by name, since their positions move between
 * versions.
 */
final class TypedLines {
  private static final Pattern INFO_KEY = Pattern.compile("\\d+\\.(?<name>[^.:]+)\\.\\d+:");
  private static final Pattern STAT_KEY =
      Pattern.compile(
          "(?<type>[FBSL])\\.(?<iid>\\d+)\\.(?<sid>\\d+)\\.\\d+\\.(?<name>[^.:]+)\\.(?<process>\\d+):");
  private static final Pattern NUMBER = Pattern.compile("-?\\d{1,20}");

  private TypedLines() {}

  /** Takes one line, which begins with a key. */
  private interface LineTaker {
    void take(Matcher key, String line) throws IOException;
  }

  static Map<String, TypedValue> info(Reply reply, boolean described) throws IOException {
    Map<String, TypedValue> values = new LinkedHashMap<>();
    forEach(
        reply,
        INFO_KEY,
        (key, line) -> {
          var value = value(reply, key, line, described);
          values.put(value.name(), value);
        });
    if (values.isEmpty()) {
      throw reply.failed("");
    }
    return Collections.unmodifiableMap(values);
  }

  static List<TypedRow> rows(Reply reply) throws IOException {
    return rows(reply, false);
  }

  static List<TypedRow> describedRows(Reply reply) throws IOException {
    return rows(reply, true);
  }

  private static List<TypedRow> rows(Reply reply, boolean described) throws IOException {
    var rows = new ArrayList<TypedRow>();
    forEach(
        reply,
        STAT_KEY,
        (key, line) -> {
          var row = row(key);
          if (rows.isEmpty() || !isSame(rows.getLast(), row)) {
            rows.add(row);
          }
          var value = value(reply, key, line, described);
          rows.getLast().values().put(value.name(), value);
        });
    rows.replaceAll(
        row ->
            new TypedRow(
                row.type(),
                row.proxyId(),
                row.serviceId(),
                row.process(),
                Collections.unmodifiableMap(row.values())));
    return List.copyOf(rows);
  }

  private static TypedRow row(Matcher key) {
    var type =
        switch (key.group("type")) {
          case "F" -> RowType.FRONTEND;
          case "B" -> RowType.BACKEND;
          case "S" -> RowType.SERVER;
          default -> RowType.LISTENER;
        };
    return new TypedRow(
        type,
        Integer.parseInt(key.group("iid")),
        Integer.parseInt(key.group("sid")),
        Integer.parseInt(key.group("process")),
        new LinkedHashMap<>());
  }

  private static boolean isSame(TypedRow one, TypedRow other) {
    return one.type() == other.type()
        && one.proxyId() == other.proxyId()
        && one.serviceId() == other.serviceId()
        && one.process() == other.process();
  }

  /** A text may have line feeds in it: what begins with no key belongs to the line before. */
  private static void forEach(Reply reply, Pattern keys, LineTaker taker) throws IOException {
    var pending = new StringBuilder();
    reply.forEachLine(
        line -> {
          if (!keys.matcher(line).lookingAt()) {
            if (pending.isEmpty()) {
              throw reply.failed(line);
            }
            pending.append('\n').append(line);
            return;
          }
          flush(pending, keys, taker);
          pending.append(line);
        });
    flush(pending, keys, taker);
  }

  private static void flush(StringBuilder pending, Pattern keys, LineTaker taker)
      throws IOException {
    if (!pending.isEmpty()) {
      var line = pending.toString();
      var key = keys.matcher(line);
      if (key.lookingAt()) {
        taker.take(key, line);
      }
      pending.setLength(0);
    }
  }

  private static TypedValue value(Reply reply, Matcher key, String line, boolean described)
      throws IOException {
    var parts = line.substring(key.end()).split(":", 3);
    if (parts.length < 3) {
      throw reply.failed(line);
    }
    var text = parts[2];
    int description = described && text.endsWith("\"") ? text.lastIndexOf(":\"") : -1;
    var value =
        new TypedValue(
            key.group("name"),
            Tags.parse(parts[0]),
            parts[1],
            description < 0 ? text : text.substring(0, description),
            description < 0
                ? Optional.empty()
                : Optional.of(text.substring(description + 2, text.length() - 1)));
    if (!fitsType(value)) {
      throw reply.failed(line);
    }
    return value;
  }

  private static boolean fitsType(TypedValue value) {
    return switch (value.type()) {
      case "s32", "u32", "s64", "u64" -> NUMBER.matcher(value.text()).matches();
      default -> true;
    };
  }
}
