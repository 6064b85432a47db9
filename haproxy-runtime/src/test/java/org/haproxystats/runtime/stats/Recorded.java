package org.haproxystats.runtime.stats;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Answers recorded from real HAProxys, by version. */
final class Recorded {
  private Recorded() {}

  static byte[] answer(String file) {
    try (var in = Recorded.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalArgumentException("no recorded answer " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static StatTable table(String csv, Collection<String> fields) {
    return table(csv.getBytes(StandardCharsets.UTF_8), fields);
  }

  static StatTable table(byte[] csv, Collection<String> fields) {
    try {
      return new StatCsvReader(fields).read(new ByteArrayInputStream(csv));
    } catch (IOException | MalformedStatisticsException e) {
      throw new AssertionError(e);
    }
  }
}
