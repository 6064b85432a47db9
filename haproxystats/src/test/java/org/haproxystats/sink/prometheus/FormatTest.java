package org.haproxystats.sink.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

  @ParameterizedTest
  @CsvSource({
    "'', TEXT",
    "*/*, TEXT",
    "text/html, TEXT",
    "application/openmetrics-text, OPENMETRICS",
    "'application/openmetrics-text;version=1.0.0;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2', OPENMETRICS",
    "'text/plain;version=0.0.4;q=0.5, application/openmetrics-text; version=1.0.0; q=0.5', OPENMETRICS",
    "'text/plain, application/openmetrics-text;q=0.9', TEXT",
    "application/openmetrics-text;q=0, TEXT",
    "application/openmetrics-text;q=high, TEXT"
  })
  void theClientSaysWhatItLikes(String accept, Format format) {
    assertThat(Format.accepted(accept)).isEqualTo(format);
  }
}
