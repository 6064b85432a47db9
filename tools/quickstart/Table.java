import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** The table of frontends and backends, at most 80 columns wide. */
final class Table {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());
  private static final String RULE = "-".repeat(79) + "\n";

  private final String what;
  private final String where;

  Table(String what, String where) {
    this.what = what;
    this.where = where;
  }

  String render(LocalStore store) {
    var text = new StringBuilder();
    text.append("%-70s %s%n".formatted("haproxystats quickstart", CLOCK.format(Instant.now())));
    text.append(what).append('\n').append(where).append('\n').append('\n');
    if (store.snapshots() == 0) {
      return text.append("Waiting for the first snapshot\n").toString();
    }
    header(text, "FRONTEND");
    for (String name : store.names("frontend")) {
      row(text, store, name, "frontend." + name + ".", "", "");
    }
    text.append('\n');
    header(text, "BACKEND");
    for (String name : store.names("backend")) {
      String path = "backend." + name + ".";
      String response = "%.0f ms".formatted(store.value(path + "rtime"));
      String up =
          "%.0f of %.0f".formatted(store.value(path + "act"), store.value(path + "TotalServers"));
      row(text, store, name, path, response, up);
    }
    text.append('\n');
    text.append(
        "%,d pulls done, %,d snapshots processed, %,d metrics written%n"
            .formatted(store.pulls(), store.snapshots(), store.metrics()));
    text.append("The newest metrics are in\n").append(store.newestFile()).append('\n');
    return text.append("Ctrl-C ends everything that was started here.\n").toString();
  }

  private static void header(StringBuilder text, String kind) {
    boolean backend = kind.equals("BACKEND");
    text.append(
        "%-18s %10s %9s %8s %8s %10s %10s"
            .formatted(
                kind,
                "REQUESTS/s",
                "SESSIONS",
                "4xx/s",
                "5xx/s",
                backend ? "RESPONSE" : "",
                backend ? "SERVERS UP" : "")
            .stripTrailing());
    text.append('\n').append(RULE);
  }

  private static void row(
      StringBuilder text, LocalStore store, String name, String path, String response, String up) {
    text.append(
        "%-18s %10.1f %9.0f %8.1f %8.1f %10s %10s"
            .formatted(
                name,
                store.rate(path + "req_tot"),
                store.value(path + "scur"),
                store.rate(path + "hrsp_4xx"),
                store.rate(path + "hrsp_5xx"),
                response,
                up)
            .stripTrailing());
    text.append('\n');
  }
}
