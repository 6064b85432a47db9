package org.haproxystats.admin.top;

import java.util.ArrayList;
import java.util.List;

/** What the keys do, and what the screen means. */
final class Help {
  private static final String TEXT =
      """
      Up Down PgUp PgDn Home End   move (also k j Ctrl-B Ctrl-F g G)
      1 to 8, Tab                  other views
      Enter, Esc                   open what is selected, go back
      Left Right, z                fold the servers of a backend, or of all backends
      /                            filter by name: a part of it, or with * and ?
      !                            only what is not well or out of the traffic
      < > r                        sort by another column, reverse the order
      p                            each process by itself, or all as one
      + - Space                    ask less or more often, ask now
      D R M                        drain, make ready, put into maintenance
      W K s                        set the weight, kill the sessions, show them
      Ctrl-L, q                    draw the screen anew, quit
      On a backend, D R M W K act on all its servers; on a frontend, M stops it and R
      lets it take sessions again. Whatever changes something asks first.
      Rates are what counters have grown by, in a second; '-' is not known, as after a
      reload. UP 2/3 of a server: up, but checks have failed; of a backend: 2 of its 3
      servers can be used. Yellow from 80%, red from 95% of a limit.
      """;

  private Help() {}

  static List<Line> lines() {
    var lines = new ArrayList<Line>();
    lines.add(Line.of("Keys (any key goes back)", Tone.TITLE));
    TEXT.lines().forEach(line -> lines.add(Line.of(line, Tone.PLAIN)));
    return lines;
  }
}
