package org.haproxystats.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.haproxystats.config.Configuration;
import org.haproxystats.config.ConfigurationException;
import org.haproxystats.config.ConfigurationText;
import org.haproxystats.config.Problem;
import org.haproxystats.config.Program;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.sink.SinkFactories;
import org.haproxystats.sink.SinkFactory;

/**
 * What a program starts with.
 *
 * @param configuration all sections but those of the sinks below
 * @param sinks the installed sinks that are switched on, by section
 * @param catalog the fields of HAProxy that are known
 * @param warnings what is suspicious but stops nobody
 */
record Setup(
    Configuration configuration,
    Map<String, SinkFactory.Configured> sinks,
    FieldCatalog catalog,
    List<Problem> warnings) {

  /**
   * Checks what was written.
   *
   * @throws ConfigurationException with all errors in what the program uses
   */
  static Setup of(ConfigurationText text, Program program) throws ConfigurationException {
    var catalog = FieldCatalog.load();
    var problems = new ArrayList<Problem>();
    var factories = SinkFactories.installed(problems);
    var warnings = new ArrayList<Problem>();
    if (program == Program.PULL_ONLY) {
      warnings.addAll(problems);
      problems.clear();
    }
    var sinks =
        program == Program.PULL_ONLY
            ? Map.<String, SinkFactory.Configured>of()
            : factories.configure(text, problems);
    try {
      var configuration =
          Configuration.of(
              text, program, ConfigurationFiles.metricNames(catalog), factories.sections());
      warnings.addAll(configuration.warnings());
      if (problems.isEmpty()) {
        return new Setup(configuration, sinks, catalog, List.copyOf(warnings));
      }
    } catch (ConfigurationException e) {
      problems.addAll(0, e.problems());
      warnings.addAll(e.warnings());
    }
    throw new ConfigurationException(problems, warnings);
  }
}
