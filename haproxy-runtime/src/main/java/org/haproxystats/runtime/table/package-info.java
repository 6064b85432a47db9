/**
 * Stick tables and the variables of the process at run time (HAProxy's management guide, section
 * 9.3). Commands are values; nothing here opens a connection.
 */
@NullMarked
package org.haproxystats.runtime.table;

import org.jspecify.annotations.NullMarked;
