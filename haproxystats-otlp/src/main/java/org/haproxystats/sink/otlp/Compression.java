package org.haproxystats.sink.otlp;

import java.util.Locale;

/** How requests are compressed. */
enum Compression {
  GZIP,
  NONE;

  String nameOfTheSdk() {
    return name().toLowerCase(Locale.ROOT);
  }
}
