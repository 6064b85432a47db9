package org.haproxystats.config;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.stats.FieldCatalog;

/** Settings for tests, from what a user would write; everything else is built in. */
public final class TestConfiguration {
  private TestConfiguration() {}

  /** The settings of a file with these lines. */
  public static Configuration of(String text) {
    try {
      var file = Files.createTempFile("haproxystats", ".conf");
      try {
        return Configuration.of(
            ConfigurationText.read(Files.writeString(file, text), Optional.empty()),
            Program.BOTH,
            (kind, _) -> FieldCatalog.load().metricNames(kind),
            List.of());
      } finally {
        Files.delete(file);
      }
    } catch (ConfigurationException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The settings of {@code [pull]} with these options, a line each. */
  public static PullSettings pull(String options) {
    return of("[pull]\n" + options).pull();
  }

  /** The settings of {@code [process]} with these options, a line each. */
  public static ProcessSettings process(String options) {
    return of("[process]\n" + options).process();
  }

  /** The settings of {@code [graphite]} with these options, a line each. */
  public static GraphiteSettings graphite(String options) {
    return of("[graphite]\n" + options).graphite();
  }
}
