package org.haproxystats.config;

import java.time.Duration;

/**
 * The options {@code backlog-*} of {@code [process]}: how much may wait in the spool for sinks that
 * do not confirm, and how fast it is delivered when they do again. Whatever bound is met first
 * counts; the oldest snapshots are dropped.
 *
 * @param snapshots how many snapshots may wait
 * @param bytes how many bytes their files may have
 * @param age how old a snapshot may be; zero: as old as it is
 * @param rate how many datapoints a second a sink gets of what has waited; zero: no limit
 */
public record BacklogSettings(int snapshots, long bytes, Duration age, int rate) {}
