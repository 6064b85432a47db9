package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The archives that are shipped: a small one, and one for each sink with large libraries. */
class ArchivesIT {
  private static final double ROUNDED = 0.15;

  @ParameterizedTest
  @CsvSource({
    "distribution, haproxystats",
    "haproxystats-kafka, haproxystats-kafka",
    "haproxystats-otlp, haproxystats-otlp"
  })
  void theManualHasTheSizeOfEach(String module, String name) throws IOException {
    var row = Pattern.compile("\\| `" + name + "-<version>\\.tar\\.gz` \\| ([0-9.]+) MB \\|");
    var told = row.matcher(Files.readString(Repository.ROOT.resolve("docs/sinks.md")));
    assertThat(told.find()).isTrue();
    double megabytes = Double.parseDouble(told.group(1));
    assertThat(Files.size(archive(module, name)) / 1e6)
        .isCloseTo(megabytes, within(megabytes * ROUNDED));
  }

  private static Path archive(String module, String name) throws IOException {
    var target = Repository.ROOT.resolve(module).resolve("target");
    try (var archives = Files.newDirectoryStream(target, name + "-[0-9]*.tar.gz")) {
      return archives.iterator().next();
    }
  }

  @Test
  void theSmallOneHasNoLibraryOfASink() throws IOException {
    try (var jars = Files.list(Repository.DISTRIBUTION.resolve("lib"))) {
      assertThat(jars)
          .extracting(jar -> jar.getFileName().toString())
          .isNotEmpty()
          .noneMatch(jar -> jar.matches("(kafka|opentelemetry|okhttp|kotlin|zstd|slf4j).*"));
    }
  }
}
