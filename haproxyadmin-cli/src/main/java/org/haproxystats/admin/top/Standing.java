package org.haproxystats.admin.top;

import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatAggregator;

/** How well things are: the tones of states and of limits that are nearly reached. */
final class Standing {
  private static final double NEARLY = 0.8;
  private static final double ALMOST = 0.95;

  private Standing() {}

  /** What a part of a limit means; a limit of zero, or an unknown one, is none. */
  static Tone ofShare(double used, double limit) {
    if (!(limit > 0) || Double.isNaN(used)) {
      return Tone.PLAIN;
    }
    double share = used / limit;
    return share >= ALMOST ? Tone.BAD : share >= NEARLY ? Tone.WARN : Tone.PLAIN;
  }

  /** The worst of all that is told of an object. */
  static Tone of(Item item) {
    return ofStatus(item)
        .or(ofSessions(item))
        .or(ofQueue(item))
        .or(ofShare(item.number("rate"), item.number("rate_lim")));
  }

  static Tone ofSessions(Item item) {
    // The limit of a backend is where its servers' own limits are fully used, and none in itself.
    return item.kind() == ObjectKind.BACKEND
        ? Tone.PLAIN
        : ofShare(item.number("scur"), item.number("slim"));
  }

  static Tone ofQueue(Item item) {
    double waiting = item.number("qcur");
    return waiting > 0 ? Tone.WARN.or(ofShare(waiting, item.number("qlimit"))) : Tone.PLAIN;
  }

  static Tone ofStatus(Item item) {
    var worst = Tone.PLAIN;
    for (var status : item.texts("status").keySet()) {
      var tone = ofStatus(status);
      worst = worst == Tone.PLAIN ? tone : worst.or(tone);
    }
    return worst == Tone.GOOD && lacksServers(item) ? Tone.WARN : worst;
  }

  /** What HAProxy's word for the state of an object means; the same words on all versions. */
  static Tone ofStatus(String status) {
    var word = status.contains(" ") ? status.substring(0, status.indexOf(' ')) : status;
    return switch (word) {
      // A server that has failed some checks, and will be down if it fails more.
      case "UP" -> status.contains("/") ? Tone.WARN : Tone.GOOD;
      case "OPEN" -> Tone.GOOD;
      case "MAINT", "DRAIN", "PAUSED" -> Tone.NOTE;
      case "NOLB", "WAITING", "STOP" -> Tone.WARN;
      case "DOWN", "FULL" -> Tone.BAD;
      default -> Tone.PLAIN; // "no check", and what newer versions may say
    };
  }

  /** The status in HAProxy's words; where processes differ, each with the number of processes. */
  static String status(Item item) {
    var all = item.texts("status");
    if (all.size() > 1) {
      var text = new StringBuilder();
      all.forEach(
          (status, processes) -> text.append(processes).append(' ').append(status).append(' '));
      return text.toString().strip();
    }
    return lacksServers(item) ? item.text("status") + " " + servers(item) : item.text("status");
  }

  /** How many servers of a backend can be used, of how many: {@code 2/3}. */
  static String servers(Item backend) {
    return Math.round(usable(backend)) + "/" + Math.round(total(backend));
  }

  private static boolean lacksServers(Item item) {
    return item.kind() == ObjectKind.BACKEND && usable(item) < total(item);
  }

  private static double usable(Item backend) {
    return backend.number("act") + backend.number("bck");
  }

  private static double total(Item backend) {
    return backend.number(StatAggregator.TOTAL_SERVERS.name());
  }
}
