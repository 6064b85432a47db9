package org.haproxystats.runtime.stats;

/**
 * The identity of one row of an {@link AggregatedSnapshot}. The same object has the same instance
 * in every snapshot that one {@link StatAggregator} makes, so a sink may keep what it derives from
 * the name (a rendered path, a label set) in a map keyed by identity.
 */
public final class StatObject {
  private final ObjectKind kind;
  private final String proxy;
  private final String name;

  /**
   * Makes the identity of one object.
   *
   * @param kind what this is
   * @param proxy the backend's name for a {@link ObjectKind#SERVER}, the frontend's for a {@link
   *     ObjectKind#LISTENER}, empty otherwise
   * @param name the frontend's, backend's, server's or listener's name, a process's number, or
   *     empty where there is only one object of the kind
   */
  public StatObject(ObjectKind kind, String proxy, String name) {
    this.kind = kind;
    this.proxy = proxy;
    this.name = name;
  }

  /** {@return what this is} */
  public ObjectKind kind() {
    return kind;
  }

  /**
   * {@return the backend of a {@link ObjectKind#SERVER} and the frontend of a {@link
   * ObjectKind#LISTENER}, as HAProxy writes it; empty for every other kind}
   */
  public String proxy() {
    return proxy;
  }

  /** {@return the name as HAProxy writes it; empty where there is only one object of the kind} */
  public String name() {
    return name;
  }

  @Override
  public String toString() {
    return kind + (proxy.isEmpty() ? " " : " " + proxy + "/") + name;
  }
}
