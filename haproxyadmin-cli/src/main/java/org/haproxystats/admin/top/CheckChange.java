package org.haproxystats.admin.top;

import java.time.LocalTime;
import org.haproxystats.runtime.Endpoint;

/**
 * A server's health check found something else than before, or the server's status has changed.
 *
 * @param status HAProxy's word for the state of the server, such as {@code UP 1/3}
 * @param check what the last check found, such as {@code L4CON}
 * @param text the same in words
 */
record CheckChange(
    LocalTime time,
    Endpoint process,
    String backend,
    String server,
    String status,
    String check,
    String text) {}
