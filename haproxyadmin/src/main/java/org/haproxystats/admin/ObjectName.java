package org.haproxystats.admin;

import java.util.Locale;
import org.haproxystats.runtime.process.StatRow;
import org.haproxystats.runtime.stats.StatTable.RowType;
import org.jspecify.annotations.Nullable;

/**
 * What names one row of {@code show stat} in every process. Ids are not used: they move with a
 * reload.
 *
 * @param type what the row is
 * @param proxy the frontend's or backend's name
 * @param service the server's or listener's name, {@code FRONTEND} or {@code BACKEND} otherwise
 */
record ObjectName(RowType type, String proxy, String service) {
  static ObjectName frontend(String name) {
    return new ObjectName(RowType.FRONTEND, name, "FRONTEND");
  }

  static ObjectName backend(String name) {
    return new ObjectName(RowType.BACKEND, name, "BACKEND");
  }

  static ObjectName server(String backend, String name) {
    return new ObjectName(RowType.SERVER, backend, name);
  }

  static ObjectName of(StatRow row) {
    return new ObjectName(row.type(), row.proxy(), row.service());
  }

  /** Whether it names that row. */
  boolean isOf(StatRow row) {
    return row.isOf(type, proxy, service);
  }

  // One pass over a large site looks up many of these, and what a record generates for them is slow
  // at its first use, which a program that answers one question would notice.

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof ObjectName that
        && type == that.type
        && proxy.equals(that.proxy)
        && service.equals(that.service);
  }

  @Override
  public int hashCode() {
    return 31 * proxy.hashCode() + service.hashCode(); // Types differ in their services, too.
  }

  /** As people write it. */
  @Override
  public String toString() {
    var name = type == RowType.SERVER ? proxy + "/" + service : proxy;
    return type.name().toLowerCase(Locale.ROOT) + " " + name;
  }
}
