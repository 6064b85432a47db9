package org.haproxystats.admin;

import java.io.IOException;

/**
 * No process has an object of that name: it never was there, or it is gone since, as after a reload
 * with another configuration. The message names it.
 */
public final class NoSuchObjectException extends IOException {
  NoSuchObjectException(String object) {
    super("no process has a " + object + "; it was never there, or it is gone since a reload");
  }
}
