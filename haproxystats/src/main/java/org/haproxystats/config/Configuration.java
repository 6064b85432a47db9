package org.haproxystats.config;

import java.util.List;
import java.util.Optional;

/**
 * The whole configuration, checked. What the program does not use may be wrong: it is warned about,
 * and the built-in values stand in its place.
 *
 * @param pull the section {@code [pull]}
 * @param pullLogLevel from which level on pull logs
 * @param process the section {@code [process]}
 * @param backlog how much may wait in the spool, from {@code [process]}
 * @param processLogLevel from which level on process logs
 * @param graphite the section {@code [graphite]} with the group sections
 * @param localStore the section {@code [local-store]}; empty: there is none
 * @param warnings what is suspicious but stops nobody
 */
public record Configuration(
    PullSettings pull,
    LogLevel pullLogLevel,
    ProcessSettings process,
    BacklogSettings backlog,
    LogLevel processLogLevel,
    GraphiteSettings graphite,
    Optional<LocalStoreSettings> localStore,
    List<Problem> warnings) {
  public Configuration {
    warnings = warnings.stream().distinct().toList();
  }

  /** Checks everything that was written, where no sink brings a section along. */
  static Configuration of(ConfigurationText text, Program program, MetricNames metricNames)
      throws ConfigurationException {
    return of(text, program, metricNames, List.of());
  }

  /**
   * Checks everything that was written.
   *
   * @param program who asks: only errors in the sections that it uses are errors
   * @param metricNames knows the metrics that can be chosen
   * @param sinks the sections that sinks bring along; their values are checked by their owners
   * @throws ConfigurationException with all errors
   */
  public static Configuration of(
      ConfigurationText text, Program program, MetricNames metricNames, List<SinkSection> sinks)
      throws ConfigurationException {
    return new ConfigurationReader(text, program, metricNames, sinks).read();
  }
}
