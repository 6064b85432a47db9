package org.haproxystats.runtime;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An endpoint could not be reached or did not answer to the end. The message names it. */
public final class EndpointException extends IOException {

  /** What went wrong. */
  public enum Reason {
    /** The host's name has no address. */
    UNKNOWN_HOST,
    /** There is no such socket in the file system. */
    NO_SOCKET,
    /** The socket's owner or mode keeps this user out. */
    DENIED,
    /** Nobody listens. */
    REFUSED,
    /** The connect time-out ran out: nobody takes the connection. */
    CONNECT_TIMEOUT,
    /** The connect failed for another reason, which the message has. */
    CONNECT_FAILED,
    /** The other side speaks no TLS, or one of both does not trust the other. */
    TLS_FAILED,
    /** The connection was closed or reset before the first byte of an answer. */
    NO_ANSWER,
    /** The connection broke after the first byte of an answer. */
    BROKEN,
    /** The deadline passed before the end of the answer. */
    TIMEOUT,
    /** Something answers, but it is no HAProxy. */
    NO_HAPROXY;

    /** {@return whether nothing can have reached HAProxy yet, so that it is safe to try again} */
    public boolean isBeforeSending() {
      return switch (this) {
        case UNKNOWN_HOST,
            NO_SOCKET,
            DENIED,
            REFUSED,
            CONNECT_TIMEOUT,
            CONNECT_FAILED,
            TLS_FAILED ->
            true;
        case NO_ANSWER, BROKEN, TIMEOUT, NO_HAPROXY -> false;
      };
    }
  }

  private final transient Endpoint endpoint;

  /** What {@link #reason} gives. */
  private final Reason reason;

  EndpointException(Endpoint endpoint, Reason reason, String detail, @Nullable Throwable cause) {
    super(endpoint + ": " + detail, cause);
    this.endpoint = endpoint;
    this.reason = reason;
  }

  /** {@return where it went wrong} */
  public Endpoint endpoint() {
    return endpoint;
  }

  /** {@return what went wrong, for a program to decide by} */
  public Reason reason() {
    return reason;
  }
}
