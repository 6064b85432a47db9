package org.haproxystats.runtime.server;

import java.util.Locale;

/** What an administrator wants of a server ({@code set server ... state}). */
public enum AdminState {
  /** Takes all traffic, as far as its checks permit. */
  READY,
  /** Takes no new sessions but those that stick to it, and is still checked. */
  DRAIN,
  /** Takes no new sessions and is not checked. */
  MAINT;

  /** As HAProxy has it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
