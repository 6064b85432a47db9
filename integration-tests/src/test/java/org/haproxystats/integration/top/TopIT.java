package org.haproxystats.integration.top;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.integration.admin.Intruder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every view and every change of {@code haproxyadmin top}, in a real terminal. */
class TopIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir private Path directory;

  private TopSite site(String... options) {
    var site = TopSite.start(HaproxyLine.V3_0, directory, 1, options);
    site.terminal().awaitText("F web");
    return site;
  }

  /** Selects a server of the view of servers, and presses a key. */
  private static Tmux onServer(TopSite site, String name, String key) {
    var terminal = site.terminal();
    terminal.press("4").awaitText("[Servers]");
    terminal.type("/" + name);
    terminal.awaitText("Filter: " + name + "_");
    terminal.press("Enter").awaitText("q quit");
    return terminal.press(key);
  }

  private static void awaitStat(TopSite site, String server, String field, String value) {
    await(field + " of " + server)
        .atMost(PATIENCE)
        .until(() -> site.stat("app", server, field), value::equals);
  }

  private static void awaitRows(TopSite site, int from, String... rows) {
    awaitStable(
        site,
        "the rows " + List.of(rows),
        screen ->
            screen.size() >= from + rows.length
                && screen.subList(from, from + rows.length).equals(List.of(rows)));
  }

  /** A picture is drawn bit by bit, so what belongs together is waited for together. */
  private static void awaitStable(TopSite site, String what, Predicate<List<String>> wanted) {
    site.terminal()
        .awaitScreen(what, lines -> wanted.test(lines.stream().map(TopSite::stable).toList()));
  }

  @EachHaproxy
  void theTableOfAllObjectsFitsASmallTerminal(HaproxyLine line) {
    try (var site = TopSite.start(line, directory, 1)) {
      site.terminal().awaitText("bad            ");
      awaitRows(
          site,
          3,
          "1[All] 2 Frontends 3 Backends 4 Servers 5 Sessions 6 Tables 7 Errors 8 Events",
          "NAME STATUS SESS LIMIT QUEUE REQ/S OUT/S ERR/S 5XX/S COURSE",
          "F web OPEN 0 100 - 0 0 0 0",
          "F tunnel OPEN 0 300 - 0 0 0 -",
          "F app-server",
          "B▾app UP 2/3 0 10 0 0 0 0 0",
          " one no check 0 - 0 0 0 0 0",
          " two no check 0 - 0 0 0 0 0",
          " off MAINT 0 - 0 0 0 0 0",
          "B▾checked UP 1/2 0 1 0 0 0 0 0",
          " good UP 0 - 0 0 0 0 0",
          " bad DOWN 0 - 0 0 0 0 0",
          "B▾hold UP 0 30 0 0 0 0 -",
          " keeper no check 0 - 0 0 0 0 -");
      awaitStable(
          site,
          "what is above and below",
          screen ->
              screen.getFirst().matches("HAProxy VERSION up TIME.*every 1s TIME")
                  && screen.get(1).matches("Conn .*/300.*CPU .*")
                  && screen
                      .getLast()
                      .equals(
                          "q quit ? help / filter <> sort Enter open D drain R ready M maint W wght"
                              + " K kill"));
    }
  }

  @Test
  void aLargerTerminalShowsMoreAsSoonAsItIsLarger() {
    try (var site = site()) {
      site.terminal().resize(160, 50);
      site.terminal().awaitText("WGHT CHECK");
      awaitRows(
          site,
          4,
          "NAME STATUS SESS LIMIT QUEUE REQ/S IN/S OUT/S ERR/S 5XX/S 4XX/S DENY/S RETRY/S RESP WGHT"
              + " CHECK SINCE COURSE");
      assertThat(site.terminal().screen()).hasSize(50);
      site.terminal().resize(80, 24);
      site.terminal().awaitNoText("WGHT CHECK");
      assertThat(site.terminal().screen()).hasSize(24);
    }
  }

  @Test
  void ratesAreThoseOfTheRequests() throws Exception {
    try (var site = site()) {
      site.visit(20);
      site.terminal()
          .awaitScreen(
              "a rate of the frontend",
              lines -> lines.stream().anyMatch(line -> line.matches("F web .* [1-9][0-9.]* .*")));
      site.terminal().press("Enter").awaitText("frontend web");
      site.terminal()
          .awaitScreen(
              "twenty requests",
              lines -> lines.stream().anyMatch(line -> line.matches("requests .* 20")));
    }
  }

  @Test
  void eachKindHasAViewOfItsOwn() {
    try (var site = site()) {
      site.terminal().press("2").awaitNoText("B▾app");
      awaitRows(site, 5, "web OPEN 0 100 - 0 0 0 0", "tunnel OPEN 0 300 - 0 0 0 -");
      site.terminal().press("3");
      awaitRows(site, 5, "app UP 2/3 0 10 0 0 0 0 0");
      site.terminal().press("4");
      awaitRows(site, 5, "app/one no check 0 - 0 0 0 0 0", "app/two no check 0 - 0 0 0 0 0");
    }
  }

  @Test
  void theFilterAndTheAlarmsNarrowTheView() {
    try (var site = site()) {
      site.terminal().type("/two");
      awaitRows(
          site,
          4,
          "filter: two",
          "NAME STATUS SESS LIMIT QUEUE REQ/S OUT/S ERR/S 5XX/S COURSE",
          "B▾app UP 2/3 0 10 0 0 0 0 0",
          " two no check 0 - 0 0 0 0 0",
          "");
      site.terminal().press("Escape").awaitText("F web");
      site.terminal().awaitText("bad            DOWN");
      site.terminal().type("4!");
      site.terminal().awaitText("only alarms");
      awaitRows(site, 6, "app/off MAINT 0 - 0 0 0 0 0", "checked/bad DOWN 0 - 0 0 0 0 0", "");
    }
  }

  @Test
  void columnsSortTheRows() {
    try (var site = site()) {
      site.terminal().type("4>r");
      site.terminal().awaitText("NAME▼");
      site.terminal()
          .awaitScreen("the last name first", lines -> lines.get(5).startsWith("hold/keeper"));
    }
  }

  @Test
  void theServersOfABackendAreFolded() {
    try (var site = site()) {
      site.terminal().press("Down", "Down", "Down", "Left");
      site.terminal().awaitText("B▸app");
      site.terminal().awaitNoText("two  ");
      site.terminal().press("Right").awaitText("two  ");
      site.terminal().type("z");
      site.terminal().awaitText("B▸hold");
    }
  }

  @Test
  void aServerIsShownWithItsLastChecks() {
    try (var site = site()) {
      var terminal = onServer(site, "checked/bad", "Enter");
      terminal.awaitText("server checked/bad  DOWN");
      awaitStable(
          site,
          "its last checks",
          screen ->
              screen.contains("LAST CHECK STATUS FOUND TOOK HEALTH IN WORDS")
                  && screen.stream()
                      .anyMatch(
                          line ->
                              line.matches("admin1.sock DOWN SOCKERR .*\\d/\\d .*Socket error.*")));
      terminal.press("Escape").awaitText("filter: checked/bad");
    }
  }

  @Test
  void sessionsAreShownAndKilled() throws Exception {
    try (var site = site();
        var held = site.connect("tunnel.sock", "")) {
      site.terminal().press("5").awaitText("hold/keeper");
      awaitRows(site, 4, "CLIENT AGE PROTOCOL FRONTEND SERVER");
      // Health checks have sessions too.
      site.terminal().type("/keeper");
      site.terminal().awaitText("Filter: keeper_");
      site.terminal().press("Enter").awaitText("q quit");
      site.terminal().press("K").awaitText("shutdown session 0x");
      site.terminal().press("y").awaitText("Done: kill the session of unix:");
      site.terminal().awaitNoText("hold/keeper");
      assertThat(held.read(ByteBuffer.allocate(1))).isNegative();
    }
  }

  @Test
  void tablesAreShownWithTheirEntries() throws Exception {
    try (var site = site()) {
      site.visit(3);
      site.terminal().press("6").awaitText("TABLE");
      awaitRows(site, 4, "TABLE TYPE SIZE USED FULL", "web string 100 1 1%");
      site.terminal().press("Enter").awaitText("Entries of web");
      site.terminal()
          .awaitScreen(
              "the entry",
              lines ->
                  lines.stream().map(TopSite::stable).anyMatch(line -> line.matches("/ 0 4m.* 3")));
    }
  }

  @Test
  void invalidRequestsAreShown() throws Exception {
    try (var site = site();
        var bad = site.connect("web.sock", "GET / HTTP/1.1\r\nHo st: x\r\n\r\n")) {
      assertThat(new String(Channels.newInputStream(bad).readAllBytes(), UTF_8)).contains(" 400 ");
      site.terminal().press("7").awaitText("request");
      awaitRows(site, 4, "TIME PROXY INVALID CLIENT");
      site.terminal().press("Enter").awaitText("Ho st: x");
    }
  }

  @Test
  void eventsAreFollowed() throws Exception {
    try (var site = site()) {
      site.terminal().press("8").awaitText("latest");
      site.terminal().type("/latest");
      site.terminal().awaitText("Filter: latest_");
      site.terminal().press("Enter", "Enter").awaitText("Log of latest");
      site.visit(1);
      site.terminal().awaitText("web app/");
      site.terminal().press("Enter").awaitText("\"GET / HTTP/1.1\"");
    }
  }

  @Test
  void aServerIsDrainedAndMadeReadyAfterYes() {
    try (var site = site()) {
      var terminal = onServer(site, "app/one", "D");
      terminal.awaitText("Drain server app/one?");
      terminal.awaitScreen(
          "what is to be answered",
          lines ->
              lines.contains("  in admin1.sock: set server app/one state drain")
                  && lines.contains("y yes   n no"));
      terminal.press("y").awaitText("Done: drain server app/one");
      awaitStat(site, "one", "status", "DRAIN");
      terminal.awaitText("DRAIN");

      terminal.press("R", "y").awaitText("Done: make ready server app/one");
      awaitStat(site, "one", "status", "no check");
    }
  }

  @Test
  void nothingIsChangedAfterNo() {
    try (var site = site()) {
      var terminal = onServer(site, "app/one", "M");
      terminal.awaitText("Put into maintenance server app/one");
      terminal.press("n").awaitText("Not done");
      assertThat(site.stat("app", "one", "status")).isEqualTo("no check");
    }
  }

  @Test
  void aServerIsPutIntoMaintenance() {
    try (var site = site()) {
      onServer(site, "app/two", "M").awaitText("Put into maintenance server app/two");
      site.terminal().press("y");
      awaitStat(site, "two", "status", "MAINT");
    }
  }

  @Test
  void aWeightIsSet() {
    try (var site = site()) {
      onServer(site, "app/two", "W").awaitText("Weight: _");
      site.terminal().type("7");
      site.terminal().press("Enter").awaitText("set server app/two weight 7");
      site.terminal().press("y");
      awaitStat(site, "two", "weight", "7");
    }
  }

  @Test
  void theSessionsOfAServerAreKilled() throws Exception {
    try (var site = site();
        var held = site.connect("tunnel.sock", "")) {
      await("the session")
          .atMost(PATIENCE)
          .until(() -> site.stat("hold", "keeper", "scur"), "1"::equals);
      onServer(site, "keeper", "K").awaitText("shutdown sessions server hold/keeper");
      site.terminal().press("y");
      assertThat(held.read(ByteBuffer.allocate(1))).isNegative();
    }
  }

  @Test
  void aFrontendIsStopped() {
    try (var site = site()) {
      site.terminal().press("M").awaitText("disable frontend web");
      site.terminal().press("y");
      site.terminal().awaitText("F web              PAUSED");
    }
  }

  @Test
  void allServersOfABackendAreChangedInAllProcesses() {
    try (var site = TopSite.start(HaproxyLine.V3_0, directory, 2)) {
      var terminal = site.terminal();
      terminal.awaitText("2 processes");
      terminal.press("3").awaitText("[Backends]");
      terminal
          .press("M")
          .awaitText("Put into maintenance all 3 servers of backend app (one, two, off)?");
      terminal.awaitText("  in 2 processes: set server app/one state maint and 2 more");
      terminal.press("y").awaitText("Done");
      for (var socket : site.haproxy().sockets()) {
        assertThat(socket.stat())
            .filteredOn(row -> "app".equals(row.get("pxname")) && "2".equals(row.get("type")))
            .hasSize(3)
            .allSatisfy(row -> assertThat(row.get("status")).isEqualTo("MAINT"));
      }
    }
  }

  @Test
  void processesAreShownApart() {
    try (var site = TopSite.start(HaproxyLine.V3_0, directory, 2)) {
      var terminal = site.terminal();
      terminal.awaitText("2 processes");
      terminal.type("4p");
      terminal.awaitText("PROCESS");
      awaitRows(
          site,
          7,
          "app/one admin1.sock no check 0 0 0 0 10",
          "app/one admin2.sock no check 0 0 0 0 10");
      for (var pid : site.haproxy().pids()) {
        terminal.awaitText("pid " + pid);
      }
    }
  }

  @Test
  void aReloadIsFollowed() throws Exception {
    try (var site = TopSite.start(HaproxyLine.V3_0, directory, 2)) {
      var terminal = site.terminal();
      terminal.awaitText("2 processes");
      terminal.type("p");
      var before = site.haproxy().pids().getFirst();
      terminal.awaitText("pid " + before);
      site.visit(50);
      site.haproxy().reload();
      for (var pid : site.haproxy().pids()) {
        terminal.awaitText("pid " + pid);
      }
      terminal.awaitNoText("pid " + before);
      assertThat(terminal.screen()).noneMatch(line -> line.matches(".* -\\d.*"));
    }
  }

  @Test
  void aProcessThatIsGoneIsToldAndTheOthersAreShown() {
    try (var site = TopSite.start(HaproxyLine.V3_0, directory, 2)) {
      site.terminal().awaitText("2 processes");
      ProcessHandle.of(site.haproxy().pids().getLast()).orElseThrow().destroyForcibly();
      site.terminal().awaitText("1 of 2 do not answer");
      site.terminal().awaitText("admin2.sock");
      site.terminal().awaitText("F web");
    }
  }

  @Test
  void nothingCanBeChangedReadOnly() {
    try (var site = site("--read-only")) {
      assertThat(site.terminal().screen().getLast()).doesNotContain("drain");
      onServer(site, "app/one", "D").awaitText("Nothing can be changed");
      assertThat(site.stat("app", "one", "status")).isEqualTo("no check");
    }
  }

  @Test
  void helpExplainsTheKeys() {
    try (var site = site()) {
      site.terminal().press("?").awaitText("drain, make ready, put into maintenance");
      site.terminal().press("x").awaitText("F web");
    }
  }

  @Test
  void coloursAreUsedUnlessTheyAreNotWanted() {
    try (var site = site()) {
      assertThat(site.terminal().awaitAttributes("\033[1m\033[31mDOWN")).isNotEmpty();
    }
  }

  @Test
  void withoutColoursEverythingIsStillSaid() {
    try (var site = TopSite.start(HaproxyLine.V3_0, directory, 1, "NO_COLOR=1")) {
      assertThat(site.terminal().awaitAttributes("\033[1mDOWN")).doesNotContain("\033[31m");
    }
  }

  @Test
  void theTerminalIsAsBeforeAfterQuitting() throws Exception {
    try (var site = site()) {
      site.terminal().press("q").awaitText("ended 0");
      assertIsAsBefore(site);
    }
  }

  @Test
  void theTerminalIsAsBeforeAfterASignal() throws Exception {
    try (var site = site()) {
      var program =
          ProcessHandle.allProcesses()
              .filter(
                  process ->
                      process.info().commandLine().orElse("").contains("java")
                          && process.info().commandLine().orElse("").contains(directory.toString()))
              .findFirst()
              .orElseThrow();
      program.destroy();
      site.terminal().awaitText("ended 143");
      assertIsAsBefore(site);
    }
  }

  private void assertIsAsBefore(TopSite site) throws Exception {
    await("the settings of the terminal")
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(directory.resolve("after"))
                    .hasSameTextualContentAs(directory.resolve("before")));
    assertThat(site.terminal().flags()).isEqualTo("alternate 0 cursor 1");
    assertThat(site.terminal().screen()).noneMatch(line -> line.contains("F web"));
  }

  @Test
  void aRefreshCostsEachProcessOneDumpAndKeysCostNone() throws Exception {
    var counters = new ArrayList<Intruder>();
    try (var site =
        TopSite.start(
            HaproxyLine.V3_0,
            directory,
            1,
            haproxy -> counting(haproxy, counters),
            "--interval",
            "1m")) {
      var dumps = counters.getFirst();
      site.terminal().awaitText("F web");
      assertThat(dumps.passed()).isEqualTo(1);
      site.terminal().type("4>>r!!p");
      site.terminal().press("Enter").awaitText("LAST CHECK");
      site.terminal().press("Escape").awaitText("app/one");
      assertThat(dumps.passed()).isEqualTo(1);
      site.terminal().press("Space");
      await("another dump").atMost(PATIENCE).until(dumps::passed, passed -> passed == 2);
    } finally {
      for (var counter : counters) {
        counter.close();
      }
    }
  }

  private Path counting(RealHaproxy haproxy, List<Intruder> counters) {
    try {
      counters.add(
          Intruder.counting(
              directory.resolve("front.sock"), haproxy.sockets().getFirst().path(), "show stat"));
      return counters.getFirst().path();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
