package org.haproxystats.admin;

import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.process.StatRow;

/** What one process says of one object. */
record ProcessRow(RuntimeClient process, StatRow row) {}
