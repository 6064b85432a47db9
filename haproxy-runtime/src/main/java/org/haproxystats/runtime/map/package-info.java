/**
 * Maps and ACLs at run time (HAProxy's management guide, section 9.3): what they hold, and the
 * commands that read and change it. Commands are values; nothing here opens a connection.
 */
@NullMarked
package org.haproxystats.runtime.map;

import org.jspecify.annotations.NullMarked;
