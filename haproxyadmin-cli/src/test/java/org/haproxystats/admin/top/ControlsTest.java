package org.haproxystats.admin.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxystats.admin.top.Key.Named.BACKSPACE;
import static org.haproxystats.admin.top.Key.Named.DOWN;
import static org.haproxystats.admin.top.Key.Named.END;
import static org.haproxystats.admin.top.Key.Named.ENTER;
import static org.haproxystats.admin.top.Key.Named.ESCAPE;
import static org.haproxystats.admin.top.Key.Named.HOME;
import static org.haproxystats.admin.top.Key.Named.INTERRUPT;
import static org.haproxystats.admin.top.Key.Named.LEFT;
import static org.haproxystats.admin.top.Key.Named.PAGE_DOWN;
import static org.haproxystats.admin.top.Key.Named.RIGHT;
import static org.haproxystats.admin.top.Key.Named.TAB;
import static org.haproxystats.admin.top.Key.Named.UP;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.haproxystats.admin.top.Controls.Request;
import org.junit.jupiter.api.Test;

class ControlsTest {
  private static final List<String> ALL =
      List.of("F web", "B▾app", "one", "two", "three", "B▾mail", "mx");

  private final Keyboard keyboard = Keyboard.at(Passes.sample());

  private static Action confirmed(Keyboard keyboard) {
    return keyboard.request() instanceof Request.Perform(var action)
        ? action
        : new Action("nothing", List.of());
  }

  @Test
  void serversAreBelowTheirBackendsAfterTheFrontends() {
    assertThat(keyboard.names()).isEqualTo(ALL);
  }

  @Test
  void arrowsMoveTheSelectionAndStopAtTheEnds() {
    assertThat(keyboard.selected()).isEqualTo("F web");
    assertThat(keyboard.press(DOWN, DOWN).selected()).isEqualTo("one");
    assertThat(keyboard.press(UP).selected()).isEqualTo("B▾app");
    assertThat(keyboard.press(END, DOWN).selected()).isEqualTo("mx");
    assertThat(keyboard.press(HOME, UP).selected()).isEqualTo("F web");
  }

  @Test
  void aLongTableIsMovedThroughByPages() {
    var csv = new StringBuilder("pxname, svname, type, status\n");
    IntStream.range(0, 100).forEach(i -> csv.append("app, s%d, 2, UP\n".formatted(i)));
    var sample =
        new Passes()
            .answer(Passes.ONE, Passes.info(1, 1, 1), csv.toString())
            .after(Duration.ofSeconds(1));
    var many = Keyboard.at(sample).type("4");

    assertThat(many.screen().get(5)).startsWith("app/s0 ");
    assertThat(many.press(PAGE_DOWN).selected()).isEqualTo("app/s18");
    assertThat(many.screen().get(5)).startsWith("app/s1 ");
    assertThat(many.press(END).selected()).isEqualTo("app/s99");
    assertThat(many.screen().get(22)).startsWith("app/s99");
  }

  @Test
  void theViewsShowOneKindEach() {
    assertThat(keyboard.type("2").names()).containsExactly("web");
    assertThat(keyboard.type("3").names()).containsExactly("app", "mail");
    assertThat(keyboard.press(TAB).names())
        .containsExactly("app/one", "app/two", "app/three", "mail/mx");
    assertThat(keyboard.press(TAB).screen())
        .anySatisfy(line -> assertThat(line).contains("[Sessions]"))
        .contains("Asking HAProxy ...");
    assertThat(keyboard.press(TAB, TAB, TAB, TAB).names()).isEqualTo(ALL);
  }

  @Test
  void theFilterWorksWhileItIsTypedAndKeepsTheBackendsOfItsServers() {
    assertThat(keyboard.type("/TW").names()).containsExactly("B▾app", "two");
    assertThat(keyboard.press(BACKSPACE).names()).containsExactly("B▾app", "two", "three");
    assertThat(keyboard.press(ENTER).lastLine()).startsWith("q quit");
    assertThat(keyboard.press(ESCAPE).names()).isEqualTo(ALL);
    assertThat(keyboard.type("4/app/t*").names()).containsExactly("app/two", "app/three");
    assertThat(keyboard.press(ESCAPE).names()).hasSize(4);
  }

  @Test
  void onlyWhatIsNotWellIsShownOnDemand() {
    // The frontend is at 85% of its limit, "two" has a queue, "three" is in maintenance.
    assertThat(keyboard.type("!").names())
        .containsExactly("F web", "B▾app", "two", "three", "B▾mail", "mx");
    assertThat(keyboard.type("!").names()).isEqualTo(ALL);
  }

  @Test
  void columnsSortEachKindByItselfAndTheOrderCanBeReversed() {
    keyboard.type(">>>"); // over NAME and STATUS to SESS
    assertThat(keyboard.screen().get(4)).contains("SESS▼");
    assertThat(keyboard.names()).isEqualTo(ALL);
    assertThat(keyboard.type("r").names())
        .containsExactly("F web", "B▾mail", "mx", "B▾app", "three", "two", "one");
    assertThat(keyboard.type("<<").names())
        .containsExactly("F web", "B▾app", "one", "three", "two", "B▾mail", "mx");
    assertThat(keyboard.type("<").names()).isEqualTo(ALL);
  }

  @Test
  void theSelectionStaysOnItsObjectWhenTheOrderChanges() {
    keyboard.press(DOWN, DOWN, DOWN);
    assertThat(keyboard.selected()).isEqualTo("two");
    assertThat(keyboard.type(">r").selected()).isEqualTo("two");
  }

  @Test
  void backendsAreFoldedOneByOneAndAllAtOnce() {
    assertThat(keyboard.press(DOWN, DOWN, LEFT).names())
        .containsExactly("F web", "B▸app", "B▾mail", "mx");
    assertThat(keyboard.selected()).isEqualTo("B▸app");
    assertThat(keyboard.press(RIGHT).names()).isEqualTo(ALL);
    assertThat(keyboard.type("z").names()).containsExactly("F web", "B▸app", "B▸mail");
    assertThat(keyboard.type("z").names()).isEqualTo(ALL);
  }

  @Test
  void aChangeIsMadeOnlyAfterYes() {
    keyboard.press(DOWN, DOWN).type("D");
    assertThat(keyboard.screen())
        .endsWith(
            "Drain server app/one?",
            "  in one.sock: set server app/one state drain",
            "y yes   n no");
    assertThat(keyboard.request()).isEqualTo(Request.Plain.NOTHING);

    assertThat(keyboard.type("n").lastLine()).isEqualTo("Not done: drain server app/one");
    assertThat(keyboard.request()).isEqualTo(Request.Plain.NOTHING);

    assertThat(confirmed(keyboard.type("Dy")).commands())
        .containsExactly("set server app/one state drain");
  }

  @Test
  void enterIsNoYes() {
    assertThat(keyboard.press(DOWN, DOWN).type("M").press(ENTER).request())
        .isEqualTo(Request.Plain.NOTHING);
    assertThat(keyboard.lastLine()).startsWith("Not done");
  }

  @Test
  void everyChangeOfAServerHasItsCommand() {
    keyboard.press(DOWN, DOWN);
    assertThat(confirmed(keyboard.type("Ry")).commands())
        .containsExactly("set server app/one state ready");
    assertThat(confirmed(keyboard.type("My")).commands())
        .containsExactly("set server app/one state maint");
    assertThat(confirmed(keyboard.type("Ky")).commands())
        .containsExactly("shutdown sessions server app/one");
    assertThat(confirmed(keyboard.type("W17").press(ENTER).type("y")).commands())
        .containsExactly("set server app/one weight 17");
    assertThat(confirmed(keyboard.type("W50%").press(ENTER).type("y")).commands())
        .containsExactly("set server app/one weight 50%");
  }

  @Test
  void aWeightThatIsNoneIsRefusedWithTheReason() {
    keyboard.press(DOWN, DOWN);
    assertThat(keyboard.type("Wten").press(ENTER).lastLine())
        .isEqualTo("Not done: 'ten' is no weight: write 0 to 256, or 50%");
    assertThat(keyboard.type("W300").press(ENTER).lastLine())
        .startsWith("Not done:")
        .contains("256");
    assertThat(keyboard.type("W5").press(ESCAPE).lastLine())
        .isEqualTo("Not done: no weight was given.");
  }

  @Test
  void aChangeOfABackendNamesItsServersAndTakesThemAll() {
    keyboard.press(DOWN).type("M");
    assertThat(keyboard.screen())
        .contains(
            "Put into maintenance all 3 servers of backend app (one, two, three)?",
            "  in one.sock: set server app/one state maint and 2 more");
    assertThat(confirmed(keyboard.type("y")).commands())
        .containsExactly(
            "set server app/one state maint",
            "set server app/two state maint",
            "set server app/three state maint");
  }

  @Test
  void aFrontendCanBeStoppedAndMadeReadyAndNothingElse() {
    assertThat(confirmed(keyboard.type("My")).commands()).containsExactly("disable frontend web");
    assertThat(confirmed(keyboard.type("Ry")).commands()).containsExactly("enable frontend web");
    assertThat(keyboard.type("D").lastLine()).contains("a frontend can only be made ready");
    assertThat(keyboard.type("W5").press(ENTER).lastLine()).contains("a frontend has no weight");
  }

  @Test
  void nothingCanBeChangedWhereOnlyLookingIsAllowed() {
    var readOnly = Keyboard.readOnlyAt(Passes.sample()).press(DOWN, DOWN);
    assertThat(readOnly.lastLine()).doesNotContain("drain").contains("help");
    for (var key : List.of("D", "R", "M", "W", "K")) {
      assertThat(readOnly.type(key).lastLine()).contains("--read-only");
      assertThat(readOnly.state().prompt()).isNull();
    }
  }

  @Test
  void whatIsShownApartIsChangedInItsProcessAlone() {
    var passes = new Passes();
    for (var process : List.of(Passes.ONE, Passes.TWO)) {
      passes.answer(process, Passes.info(41, 1, 1), Passes.site(Map.of()));
    }
    var two = Keyboard.at(passes.after(Duration.ofSeconds(1))).type("4");

    assertThat(confirmed(two.type("Dy")).steps())
        .extracting(Action.Step::process)
        .containsExactly(Passes.ONE, Passes.TWO);
    assertThat(two.type("p").names()).startsWith("app/one", "app/one", "app/two");
    assertThat(confirmed(two.press(HOME, DOWN).type("Dy")).steps())
        .extracting(Action.Step::process)
        .containsExactly(Passes.TWO);
  }

  @Test
  void theIntervalGoesThroughSensibleSteps() {
    assertThat(keyboard.type("+").screen().getFirst()).contains("every 5s");
    assertThat(keyboard.type("---").screen().getFirst()).contains("every 1s");
    assertThat(keyboard.type(" ").request()).isEqualTo(Request.Plain.REFRESH);
  }

  @Test
  void helpIsShownUntilAKeyIsPressedAndFitsTheSmallestScreen() {
    assertThat(keyboard.type("?").screen())
        .contains("D R M                        drain, make ready, put into maintenance");
    assertThat(Help.lines().size()).isLessThanOrEqualTo(24 - 5);
    assertThat(keyboard.type("x").names()).isEqualTo(ALL);
  }

  @Test
  void theProgramEndsWithQAndWithControlC() {
    assertThat(keyboard.type("q").request()).isEqualTo(Request.Plain.QUIT);
    assertThat(keyboard.type("/").press(INTERRUPT).request()).isEqualTo(Request.Plain.QUIT);
  }

  @Test
  void anUnknownKeySaysWhereTheKeysAre() {
    assertThat(keyboard.type("X").lastLine()).isEqualTo("No such key. ? shows the keys.");
    assertThat(keyboard.press(UP).lastLine()).startsWith("q quit");
  }
}
