package org.haproxystats.runtime.proxy;

import java.util.Locale;

/** What a frontend or backend understands of its traffic ({@code mode}). */
public enum ProxyMode {
  /** Bytes alone. */
  TCP,
  /** Requests and responses. */
  HTTP;

  /** As HAProxy has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
