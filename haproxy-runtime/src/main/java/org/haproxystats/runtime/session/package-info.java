/**
 * Sessions, captured errors and other traffic at run time (HAProxy's management guide, section
 * 9.3). Commands are values; nothing here opens a connection.
 */
@NullMarked
package org.haproxystats.runtime.session;

import org.jspecify.annotations.NullMarked;
