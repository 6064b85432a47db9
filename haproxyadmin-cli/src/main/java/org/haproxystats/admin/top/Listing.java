package org.haproxystats.admin.top;

import java.time.Duration;
import java.util.List;

/**
 * What was fetched for a view beside the statistics: sessions, stick tables and the like.
 * Immutable.
 *
 * @param entries in HAProxy's order
 * @param note what is missing in it, and why; empty if nothing is
 */
record Listing(List<Rows.Heading> headings, List<Entry> entries, String note) {
  /**
   * One row.
   *
   * @param key what it goes by, from one time to the next
   * @param values one for each heading
   * @param details what is shown when it is opened, a line each; empty if nothing is
   */
  record Entry(Object key, List<Value> values, List<String> details) {
    Entry {
      values = List.copyOf(values);
      details = List.copyOf(details);
    }
  }

  /**
   * What is in one column of a row.
   *
   * @param rank what rows are put in order by; {@link Double#NaN} for the text
   */
  record Value(String text, double rank, Tone tone) {
    static Value text(String text) {
      return new Value(text, Double.NaN, Tone.PLAIN);
    }

    static Value count(long number) {
      double rank = number;
      return new Value(Amounts.count(rank), rank, number > 0 ? Tone.PLAIN : Tone.DIM);
    }

    static Value duration(Duration time) {
      double seconds = time.toSeconds();
      return new Value(Amounts.duration(seconds), seconds, Tone.PLAIN);
    }
  }

  Listing {
    headings = List.copyOf(headings);
    entries = List.copyOf(entries);
  }
}
