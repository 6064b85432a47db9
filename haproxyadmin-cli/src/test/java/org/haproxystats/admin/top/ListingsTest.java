package org.haproxystats.admin.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxystats.admin.top.Key.Named.DOWN;
import static org.haproxystats.admin.top.Key.Named.ENTER;
import static org.haproxystats.admin.top.Key.Named.ESCAPE;
import static org.haproxystats.admin.top.Passes.ONE;
import static org.haproxystats.admin.top.Passes.TWO;

import java.io.IOException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.haproxystats.admin.Outcome;
import org.haproxystats.admin.Results;
import org.haproxystats.runtime.event.EventSink;
import org.haproxystats.runtime.session.CapturedErrors;
import org.haproxystats.runtime.session.Session;
import org.haproxystats.runtime.table.TableEntry;
import org.haproxystats.runtime.table.TableInfo;
import org.junit.jupiter.api.Test;

class ListingsTest {
  private final Keyboard keyboard = Keyboard.at(Passes.sample());

  private static <T> Results<T> one(T answer) {
    return new Results<>(List.of(new Outcome.Done<>(ONE, answer)));
  }

  private static Session session(String pointer, String source, String frontend, String server) {
    return new Session(
        pointer,
        "tcpv4",
        source,
        frontend,
        Optional.of("app"),
        Optional.of(server),
        Optional.of(Duration.ofSeconds(75)),
        Map.of("src", source));
  }

  private static Listing sessions() {
    var all =
        List.of(
            session("0x1", "10.0.0.1:4711", "web", "one"),
            session("0x2", "10.0.0.2:4712", "web", "two"),
            session("0x3", "unix:1", "GLOBAL", ""));
    return Listings.sessions(one(new Excerpt<>(all, 5000)));
  }

  private List<String> body() {
    return keyboard.screen().stream()
        .skip(4)
        .takeWhile(line -> !line.startsWith("q quit"))
        .filter(line -> !line.isEmpty())
        .toList();
  }

  @Test
  void sessionsAreShownButThoseOfTheStatsSocketAndWhatIsLeftOutIsTold() {
    keyboard.type("5").fetched(sessions());
    assertThat(body())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("only the first 3 of 5000"),
            line -> assertThat(line).matches("CLIENT +AGE PROTOCOL +FRONTEND +SERVER"),
            line -> assertThat(line).matches("10.0.0.1:4711 +1m tcpv4 +web +app/one"),
            line -> assertThat(line).matches("10.0.0.2:4712 +1m tcpv4 +web +app/two"));
  }

  @Test
  void theSessionsOfTheSelectedServerAreAKeyAway() {
    keyboard.press(DOWN, DOWN, DOWN).type("s").fetched(sessions());
    assertThat(body())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("filter: app/two only the first"),
            line -> assertThat(line).startsWith("CLIENT"),
            line -> assertThat(line).startsWith("10.0.0.2:4712"));
  }

  @Test
  void aSessionIsKilledByItsPointerAfterYes() {
    keyboard.type("5").fetched(sessions()).press(DOWN).type("K");
    assertThat(keyboard.screen())
        .endsWith(
            "Kill the session of 10.0.0.2:4712?",
            "  in one.sock: shutdown session 0x2",
            "y yes   n no");
    assertThat(keyboard.type("n").type("D").lastLine())
        .isEqualTo("Not done: no server is selected");
  }

  @Test
  void aSessionIsOpenedWithAllThatHaproxySays() {
    keyboard.type("5").fetched(sessions()).press(ENTER);
    assertThat(body()).contains("session 0x1 in one.sock", "src 10.0.0.1:4711");
    assertThat(keyboard.press(ESCAPE).screen()).anyMatch(line -> line.startsWith("CLIENT"));
  }

  @Test
  void tablesLeadToTheirEntriesWhichAreSortedByWhatTheyStore() {
    keyboard
        .type("6")
        .fetched(
            Listings.tables(
                one(
                    List.of(
                        new TableInfo("web", "ip", 100, 90, ""),
                        new TableInfo("api", "ip", 1000, 1, "")))));
    assertThat(body())
        .satisfiesExactly(
            line -> assertThat(line).matches("TABLE +TYPE +SIZE +USED +FULL"),
            line -> assertThat(line).matches("web +ip +100 +90 +90%"),
            line -> assertThat(line).matches("api +ip +1.0k +1 +0%"));

    keyboard.press(ENTER);
    assertThat(keyboard.state().feed()).contains(new Feed(View.ENTRIES, "web"));
    var calm = new TableEntry("0x1", "10.0.0.1", 0, Duration.ofSeconds(9), Map.of("conn_cur", "2"));
    var busy =
        new TableEntry("0x2", "10.0.0.2", 1, Duration.ofSeconds(8), Map.of("conn_cur", "30"));
    keyboard.fetched(Listings.entries(one(new Excerpt<>(List.of(calm, busy), 2))));
    assertThat(keyboard.type("<").screen().subList(4, 8))
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("Entries of web"),
            line -> assertThat(line).matches("KEY +USE EXPIRES conn_cur▼"),
            line -> assertThat(line).matches("10.0.0.2 +1 +8s +30"),
            line -> assertThat(line).matches("10.0.0.1 +0 +9s +2"));
    assertThat(keyboard.press(ESCAPE).state().view()).isEqualTo(View.TABLES);
  }

  @Test
  void invalidRequestsAreListedAndOpened() {
    var text =
        """
        [21/Nov/2026:09:49:01.230] frontend web (#2): invalid request
          backend <NONE> (#-1), server <NONE> (#-1), event #0, src 10.0.0.9:99
          00000  GET / HTTP/1.1\\r
        """;
    var error =
        new CapturedErrors.Captured(
            LocalDateTime.of(2026, 11, 21, 9, 49, 1),
            "web",
            CapturedErrors.Side.REQUEST,
            text.strip());
    keyboard.type("7").fetched(Listings.errors(one(new CapturedErrors(1, List.of(error)))));
    assertThat(body().getLast()).matches("2026-11-21 09:49:01 +web +request +10.0.0.9:99");
    assertThat(keyboard.press(ENTER).screen()).contains("  00000  GET / HTTP/1.1\\r");
  }

  @Test
  void sinksLeadToTheirLog() {
    keyboard
        .type("8")
        .fetched(Listings.sinks(one(List.of(new EventSink("buf0", "buffer", 2, "a ring")))));
    assertThat(body().getLast()).matches("buf0 +buffer +2 a ring");
    assertThat(keyboard.press(ENTER).state().feed()).contains(new Feed(View.LOG, "buf0"));
  }

  @Test
  void aProcessThatRefusesIsToldAndTheOthersAreListed() {
    var results =
        new Results<List<TableInfo>>(
            List.of(
                new Outcome.Done<>(ONE, List.of(new TableInfo("web", "ip", 100, 90, ""))),
                new Outcome.Failed<>(TWO, new IOException("two.sock: permission denied"))));
    keyboard.type("6").fetched(Listings.tables(results));
    assertThat(body())
        .satisfiesExactly(
            line -> assertThat(line).isEqualTo("two.sock: permission denied"),
            line -> assertThat(line).matches("TABLE +PROCESS +TYPE +SIZE +USED +FULL"),
            line -> assertThat(line).matches("web +one.sock +ip +100 +90 +90%"));
  }

  @Test
  void onlyTheFirstOfVeryManyAreKept() {
    var all = IntStream.range(0, 3000).boxed().collect(Excerpt.collector());
    assertThat(all.kept()).hasSize(2000).startsWith(0, 1);
    assertThat(all.all()).isEqualTo(3000);
  }

  @Test
  void longTextsAreWrappedWhenTheyAreOpened() {
    var headings = List.of(new Rows.Heading("EVENT", 10, Rows.Align.REST, 0));
    var event = "x".repeat(100);
    var entry = new Listing.Entry(1, List.of(Listing.Value.text(event)), List.of(event));
    keyboard.type("8").fetched(new Listing(headings, List.of(entry), "")).press(ENTER);
    assertThat(keyboard.press(ENTER).screen()).contains("x".repeat(80), "x".repeat(20));
  }
}
