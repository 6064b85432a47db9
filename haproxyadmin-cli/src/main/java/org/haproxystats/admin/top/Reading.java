package org.haproxystats.admin.top;

import org.haproxystats.runtime.stats.ProcessInfo;
import org.haproxystats.runtime.stats.StatTable;

/** What one process has said in one pass; the table is good until the next. */
record Reading(ProcessInfo info, StatTable table) {}
