package org.haproxystats.admin.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PainterTest {
  private static final Size SIZE = new Size(20, 3);

  private final Painter painter = new Painter(true);

  @Test
  void onlyWhatHasChangedIsWritten() {
    painter.paint(List.of(Line.of("requests 1234", Tone.PLAIN)), SIZE);

    assertThat(painter.paint(List.of(Line.of("requests 1235", Tone.PLAIN)), SIZE))
        .isEqualTo("\033[1;13H5");
    assertThat(painter.paint(List.of(Line.of("requests 1235", Tone.PLAIN)), SIZE)).isEmpty();
  }

  @Test
  void changesNearEachOtherAreWrittenAtOnce() {
    painter.paint(List.of(Line.of("one   two", Tone.PLAIN)), SIZE);

    assertThat(painter.paint(List.of(Line.of("One   Two", Tone.PLAIN)), SIZE))
        .isEqualTo("\033[1;1HOne   T");
  }

  @Test
  void aLineThatHasBecomeShorterIsOverwritten() {
    painter.paint(List.of(Line.EMPTY, Line.of("long", Tone.PLAIN)), SIZE);

    assertThat(painter.paint(List.of(Line.EMPTY, Line.of("lo", Tone.PLAIN)), SIZE))
        .isEqualTo("\033[2;3H  ");
  }

  @Test
  void aToneIsSwitchedOnAndOff() {
    painter.paint(List.of(), SIZE);

    assertThat(painter.paint(List.of(Line.of("DOWN", Tone.BAD)), SIZE))
        .isEqualTo("\033[1;1H\033[1;31mDOWN\033[0m");
  }

  @Test
  void withoutColoursAlarmsAreBold() {
    var plain = new Painter(false);
    plain.paint(List.of(), SIZE);

    assertThat(plain.paint(List.of(Line.of("DOWN", Tone.BAD)), SIZE))
        .isEqualTo("\033[1;1H\033[1mDOWN\033[0m");
    assertThat(plain.paint(List.of(Line.EMPTY, Line.of("UP", Tone.GOOD)), SIZE))
        .doesNotContain("\033[32m");
  }

  @Test
  void theSelectedLineIsReversedToTheEdge() {
    painter.paint(List.of(), SIZE);

    assertThat(painter.paint(List.of(Line.of("one", Tone.PLAIN).marked()), SIZE))
        .isEqualTo("\033[1;1H\033[7mone                 \033[0m");
  }

  @Test
  void everythingIsWrittenAnewAfterTheSizeHasChanged() {
    painter.paint(List.of(Line.of("one", Tone.PLAIN)), SIZE);

    assertThat(painter.paint(List.of(Line.of("one", Tone.PLAIN)), new Size(30, 3)))
        .isEqualTo("\033[0m\033[2J\033[1;1Hone");
  }

  @Test
  void textsOfOthersCannotControlTheTerminal() {
    assertThat(new Span("a\033[2Jb\nc\u009bd\te字", Tone.PLAIN).text()).isEqualTo("a?[2Jb?c?d e?");
  }
}
