package org.haproxystats.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import org.haproxystats.config.Configuration;
import org.haproxystats.config.ConfigurationException;
import org.haproxystats.config.ConfigurationText;
import org.haproxystats.config.MetricNames;
import org.haproxystats.config.Program;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.sink.SinkFactories;
import org.haproxystats.spool.LearntFields;

/** The options that say where the configuration is, the same for every command. */
final class ConfigurationFiles {
  static final String DEFAULT_FILE = "/etc/haproxystats.conf";
  static final CommandLine.Option FILE = new CommandLine.Option('f', "file", true);
  static final CommandLine.Option DIRECTORY = new CommandLine.Option('d', "dir", true);

  private ConfigurationFiles() {}

  /**
   * Reads the files that the command line names.
   *
   * @throws ConfigurationException they cannot be understood
   * @throws java.nio.file.InvalidPathException a name is no path
   */
  static ConfigurationText read(CommandLine line) throws ConfigurationException {
    return ConfigurationText.read(
        Path.of(line.value(FILE).orElse(DEFAULT_FILE)), line.value(DIRECTORY).map(Path::of));
  }

  /**
   * Checks the configuration of a command that starts no sink.
   *
   * @throws ConfigurationException with all errors in what the program uses
   */
  static Configuration check(ConfigurationText text, Program program, FieldCatalog catalog)
      throws ConfigurationException {
    var sinks = SinkFactories.installed(new ArrayList<>());
    return Configuration.of(text, program, metricNames(catalog), sinks.sections());
  }

  /** The metrics that can be chosen: those of the catalogue, and what newer HAProxys have told. */
  static MetricNames metricNames(FieldCatalog catalog) {
    return (kind, spool) -> {
      try {
        return LearntFields.extend(catalog, spool).metricNames(kind);
      } catch (IOException e) {
        return catalog.metricNames(kind); // The reader of snapshots says what is wrong there.
      }
    };
  }
}
