package org.haproxystats.runtime.proxy;

import java.util.Locale;

/** What a frontend or backend understands of its traffic ({@code mode}). */
public enum ProxyMode {
  TCP,
  HTTP;

  /** As HAProxy has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
