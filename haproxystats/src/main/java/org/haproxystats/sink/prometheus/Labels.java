package org.haproxystats.sink.prometheus;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.IdentityHashMap;
import java.util.List;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;

/**
 * The labels that tell objects apart, as they stand on the page: with the brace that opens them and
 * without the one that closes them; empty for what has none. They are rendered when an object is
 * first seen.
 */
final class Labels {
  private static final int OBJECTS_TO_SPARE = 1_000;

  private final NameStyle names;
  private final IdentityHashMap<StatObject, byte[]> known = new IdentityHashMap<>();

  Labels(NameStyle names) {
    this.names = names;
  }

  /** A label as it stands on the page. HAProxy's own exporter forgets to escape its value. */
  static String label(String name, String value) {
    var label = new StringBuilder(name).append("=\"");
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> label.append("\\\\");
        case '"' -> label.append("\\\"");
        case '\n' -> label.append("\\n");
        default -> label.append(c);
      }
    }
    return label.append('"').toString();
  }

  /**
   * The labels of each row.
   *
   * @param process the process that the rows are of; empty: they are of all
   */
  byte[][] of(MetricTable table, String process) {
    var labels = new byte[table.rows()][];
    boolean keep = table.kind() != ObjectKind.DAEMON; // The same object stands for all processes.
    for (int row = 0; row < labels.length; row++) {
      var object = table.objects().get(row);
      labels[row] =
          keep
              ? known.computeIfAbsent(object, each -> render(each, process))
              : render(object, process);
    }
    return labels;
  }

  private byte[] render(StatObject object, String process) {
    var parts =
        switch (object.kind()) {
          case DAEMON, PROCESS -> List.<String>of();
          case FRONTEND, BACKEND -> List.of(label(names.proxyLabel(object.kind()), object.name()));
          case SERVER, SERVER_IN_ALL_BACKENDS ->
              List.of(
                  label(names.proxyLabel(object.kind()), object.proxy()),
                  label("server", object.name()));
          case LISTENER ->
              List.of(
                  label(names.proxyLabel(object.kind()), object.proxy()),
                  label("listener", object.name()));
          case COLLECTOR ->
              object.name().isEmpty() ? List.<String>of() : List.of(label("sink", object.name()));
        };
    var text = String.join(",", parts);
    if (!process.isEmpty()) {
      text = label("process", process) + (text.isEmpty() ? "" : ",") + text;
    }
    return (text.isEmpty() ? "" : "{" + text).getBytes(UTF_8);
  }

  /** Servers come and go. When most of what is kept is not in use, all is rendered anew. */
  void forgetVanished(int objects) {
    if (known.size() > 2 * objects + OBJECTS_TO_SPARE) {
      known.clear();
    }
  }
}
