package org.haproxystats.runtime.process;

import java.util.Map;
import org.haproxystats.runtime.stats.StatTable.RowType;

/**
 * One frontend, backend, server or listener in HAProxy's typed output.
 *
 * @param type what it is
 * @param proxyId the number of the frontend or backend that it belongs to ({@code iid})
 * @param serviceId its own number ({@code sid}); 0 for a frontend or backend
 * @param process the number of the process, from 1
 * @param values all fields that have a value, by name, in HAProxy's order
 */
public record TypedRow(
    RowType type, int proxyId, int serviceId, int process, Map<String, TypedValue> values) {

  /** {@return the name of the frontend or backend that it belongs to ({@code pxname})} */
  public String proxy() {
    return text("pxname");
  }

  /** {@return its own name, {@code FRONTEND} and {@code BACKEND} included ({@code svname})} */
  public String service() {
    return text("svname");
  }

  private String text(String field) {
    var value = values.get(field);
    return value == null ? "" : value.text();
  }
}
