package org.haproxystats.runtime.event;

/**
 * How often something in HAProxy's own code happened.
 *
 * @param count how many times, since the process started or the counters were reset
 * @param type HAProxy's word, such as {@code BUG}, {@code CHK}, {@code CNT} or {@code GLT}
 * @param place file and line in HAProxy's source, function, condition and remark
 */
public record DebugCounter(long count, String type, String place) {}
