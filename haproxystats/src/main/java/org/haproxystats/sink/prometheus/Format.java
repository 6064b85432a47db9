package org.haproxystats.sink.prometheus;

import java.util.Locale;

/** The forms of the page. */
enum Format {
  TEXT("text/plain; version=0.0.4; charset=utf-8"),
  OPENMETRICS("application/openmetrics-text; version=1.0.0; charset=utf-8");

  private static final String OPENMETRICS_TYPE = "application/openmetrics-text";

  private final String contentType;

  Format(String contentType) {
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /**
   * What a client gets that accepts this: OpenMetrics if it names it, and does not like plain text
   * better.
   *
   * @param accept the header's value; empty: there is none
   */
  static Format accepted(String accept) {
    double openMetrics = 0;
    double text = 0;
    for (var range : accept.toLowerCase(Locale.ROOT).split(",", -1)) {
      var parts = range.split(";", -1);
      var type = parts[0].strip();
      if (type.equals(OPENMETRICS_TYPE)) {
        openMetrics = Math.max(openMetrics, quality(parts));
      } else if (type.equals("text/plain") || type.equals("text/*")) {
        text = Math.max(text, quality(parts));
      }
    }
    return openMetrics > 0 && openMetrics >= text ? OPENMETRICS : TEXT;
  }

  private static double quality(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      var parameter = parts[i].strip();
      if (parameter.startsWith("q=")) {
        try {
          return Double.parseDouble(parameter.substring(2));
        } catch (NumberFormatException e) {
          return 0; // What cannot be understood is not wanted.
        }
      }
    }
    return 1;
  }
}
