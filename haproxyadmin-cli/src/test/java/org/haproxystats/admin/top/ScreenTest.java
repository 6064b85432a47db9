package org.haproxystats.admin.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.haproxystats.runtime.stats.ObjectKind;
import org.junit.jupiter.api.Test;

class ScreenTest {
  private static final Sample SAMPLE = Passes.sample();

  private static Tone toneOf(List<Line> lines, String text) {
    return lines.stream()
        .flatMap(line -> line.spans().stream())
        .filter(span -> span.text().equals(text))
        .findFirst()
        .orElseThrow()
        .tone();
  }

  private static List<Line> lines(Sample sample, Size size) {
    var state = ViewState.initial(View.ALL, Duration.ofSeconds(2), false);
    var rows = ObjectRows.of(sample, state, Glyphs.UNICODE);
    return new Screen(sample, state, rows, "", Glyphs.UNICODE, size).lines();
  }

  @Test
  void theMainTableFitsTheSmallestScreen() {
    assertThat(String.join("\n", Keyboard.at(Passes.sample()).screen()))
        .isEqualTo(
            """
            HAProxy 3.0.11  up 1d01h                                      every 2s  12:00:04
            Conn 850/1.0k 85% █████████░  12/s  Sess 11/s of 100  CPU 12%
            Req  50/s                █  In 50B/s  Out 1.5kB/s  Run queue 1  Tasks 34
            1[All] 2 Frontends 3 Backends 4 Servers 5 Sessions 6 Tables 7 Errors 8 Events
            NAME               STATUS      SESS LIMIT QUEUE REQ/S OUT/S ERR/S 5XX/S   COURSE
            F web              OPEN          85   100     -    50  1.5k     -     0        █
            B▾app              UP 2/3        40    20     0    50  1.5k     0     0        █
                one            UP            30     -     0    50  1.5k     0     0        █
                two            UP            10     -     3    50  1.5k     0     0        █
                three          MAINT          0     -     0     0     0     0     0        ▁
            B▾mail             DOWN 0/1       0    20     0     0     0     0     0        ▁
                mx             DOWN           0     -     0     0     0     0     0        ▁











            q quit ? help / filter <> sort Enter open D drain R ready M maint W wght K kill""");
  }

  @Test
  void aWideScreenHasMoreColumns() {
    var wide = Keyboard.at(Passes.sample()).screen(new Size(160, 30));
    assertThat(wide.get(4).split(" +", -1))
        .containsExactly(
            "NAME", "STATUS", "SESS", "LIMIT", "QUEUE", "REQ/S", "IN/S", "OUT/S", "ERR/S", "5XX/S",
            "4XX/S", "DENY/S", "RETRY/S", "RESP", "WGHT", "CHECK", "SINCE", "COURSE");
    assertThat(wide.get(8)).contains(" 2s ").contains("L7OK/200").contains(" 45s ");
  }

  @Test
  void aServerIsShownWithItsNumbersAndItsLastCheck() {
    var keyboard = Keyboard.at(Passes.sample()).press(Key.Named.END, Key.Named.ENTER);
    assertThat(String.join("\n", keyboard.screen()))
        .contains(
            """
            server mail/mx  DOWN for 1m
            weight 1

            LAST CHECK     STATUS     FOUND       TOOK HEALTH IN WORDS
            one.sock       DOWN       L4CON          -        Connection refused

                             NOW      /S     MAX   LIMIT   TOTAL
            sessions           0       0       0       -       0
            requests           -       0       -       -       0
            """);
    assertThat(keyboard.press(Key.Named.ESCAPE).selected()).isEqualTo("mx");
  }

  @Test
  void tonesTellStatesAndLimitsThatAreNearlyReached() {
    var lines = lines(Passes.sample(), new Size(80, 24));
    assertThat(toneOf(lines, "OPEN")).isEqualTo(Tone.GOOD);
    assertThat(toneOf(lines, "UP")).isEqualTo(Tone.GOOD);
    assertThat(toneOf(lines, "UP 2/3")).isEqualTo(Tone.WARN);
    assertThat(toneOf(lines, "MAINT")).isEqualTo(Tone.NOTE);
    assertThat(toneOf(lines, "DOWN")).isEqualTo(Tone.BAD);
    assertThat(toneOf(lines, "850/1.0k 85%")).isEqualTo(Tone.WARN);
    assertThat(toneOf(lines, "85")).isEqualTo(Tone.WARN);
    assertThat(toneOf(lines.subList(5, 10), "3")).isEqualTo(Tone.WARN);
  }

  @Test
  void anObjectThatIsThereNoMoreIsToldSo() {
    var before = Passes.sample();
    var mx = before.all().item(ObjectKind.SERVER, 3).key();
    var after =
        new Passes()
            .answer(Passes.ONE, Passes.info(1, 1, 1), "pxname, svname, type\nweb, FRONTEND, 0\n")
            .after(Duration.ofSeconds(1));

    assertThat(Detail.lines(after, mx, Glyphs.UNICODE, 80))
        .extracting(Line::text)
        .containsExactly("mail mx is there no more. Esc goes back.");
  }

  @Test
  void processesThatDifferAreCountedAndCanBeShownApart() {
    var passes = new Passes();
    var csv = "pxname, svname, type, status\nweb, FRONTEND, 0, OPEN\napp, one, 2, %s\n";
    passes.answer(Passes.ONE, Passes.info(41, 90, 1), csv.formatted("UP"));
    passes.answer(Passes.TWO, Passes.info(42, 3, 1), csv.formatted("DOWN"));
    var keyboard = Keyboard.at(passes.after(Duration.ofSeconds(1))).type("4");

    assertThat(keyboard.screen().getFirst()).startsWith("HAProxy 3.0.11  2 processes  up 1m");
    assertThat(keyboard.screen().get(5)).startsWith("app/one            1 UP 1 DO…");
    assertThat(keyboard.type("p").screen().subList(3, 9))
        .satisfiesExactly(
            line -> assertThat(line).startsWith(" one.sock       pid 41      3.0.11   up 1m"),
            line -> assertThat(line).startsWith(" two.sock       pid 42      3.0.11   up 3s"),
            line -> assertThat(line).contains("[Servers]"),
            line -> assertThat(line).startsWith("NAME").contains("PROCESS"),
            line -> assertThat(line).startsWith("app/one").contains("one.sock     UP"),
            line -> assertThat(line).startsWith("app/one").contains("two.sock     DOWN"));
  }

  @Test
  void aProcessThatDoesNotAnswerIsToldInTheHeader() {
    var sample =
        new Passes()
            .answer(Passes.ONE, Passes.info(41, 90, 1), Passes.site(Map.of()))
            .silence(Passes.TWO, "unix:///run/two.sock: nobody listens")
            .after(Duration.ofSeconds(1));
    var screen = Keyboard.at(sample).screen();
    assertThat(screen.getFirst()).contains("1 of 2 do not answer");
    assertThat(screen.get(3)).isEqualTo(" unix:///run/two.sock: nobody listens");
  }

  @Test
  void withoutAnyAnswerTheScreenSaysWhy() {
    var sample = new Passes().silence(Passes.ONE, "no such socket").after(Duration.ofSeconds(1));
    assertThat(Keyboard.at(sample).screen())
        .anySatisfy(line -> assertThat(line).contains("1 of 1 process does not answer"))
        .contains(" no such socket");
  }

  @Property(tries = 300)
  void noScreenIsLargerThanItsTerminal(
      @ForAll @IntRange(min = 1, max = 200) int width,
      @ForAll @IntRange(min = 1, max = 60) int height) {
    for (var keys : List.of("", "p", "?", "4", "/one", "M")) {
      var keyboard = Keyboard.at(SAMPLE).type(keys);
      var screen = keyboard.screen(new Size(width, height));
      assertThat(screen.size()).isLessThanOrEqualTo(Math.max(1, height));
    }
  }
}
