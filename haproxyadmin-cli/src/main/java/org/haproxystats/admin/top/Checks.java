package org.haproxystats.admin.top;

/** What health checks have found, in few words. */
final class Checks {
  /** HAProxy puts this before the last result while the next check is under way. */
  private static final String RUNNING = "* ";

  private Checks() {}

  /** A check's result without the mark of a running check. */
  static String finished(String status) {
    return status.startsWith(RUNNING) ? status.substring(RUNNING.length()) : status;
  }

  /**
   * The last check's result: {@code L7OK/200}, {@code L4CON}; empty if the server has no checks.
   */
  static String result(Item server) {
    return withCode(server.text("check_status"), server.text("check_code"));
  }

  /** The last agent check's result. */
  static String agentResult(Item server) {
    return withCode(server.text("agent_status"), server.text("agent_code"));
  }

  private static String withCode(String status, String code) {
    var result = finished(status);
    return code.isEmpty() || code.equals("0") ? result : result + "/" + code;
  }

  /** The check's counter of successes: {@code 3 of 4}; it falls and rises between down and up. */
  static String health(Item server) {
    double health = server.number("check_health");
    double highest = server.number("check_rise") + server.number("check_fall") - 1;
    return Double.isNaN(health) || Double.isNaN(highest)
        ? ""
        : Math.round(health) + "/" + Math.round(highest);
  }

  /** The last check in words, with what the server or the system said. */
  static String words(Item server) {
    return joined(server.text("check_desc"), server.text("last_chk"));
  }

  static String agentWords(Item server) {
    return joined(server.text("agent_desc"), server.text("last_agt"));
  }

  private static String joined(String description, String detail) {
    if (description.isEmpty() || detail.isEmpty() || description.equals(detail)) {
      return description + detail;
    }
    return description + ": " + detail;
  }
}
