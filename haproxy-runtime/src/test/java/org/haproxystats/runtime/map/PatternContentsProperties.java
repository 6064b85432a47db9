package org.haproxystats.runtime.map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.RecordedAnswer;

/** Contents of maps beside what HAProxy shows, which begins with a place in its memory. */
class PatternContentsProperties {
  private static final MapRef MAP = MapRef.file("/etc/hosts.map");

  /** Few different ones, so that two lists are often alike, or nearly. */
  @Provide
  Arbitrary<List<PatternEntry>> entries() {
    var keys = Arbitraries.of("a", "aa", "\u00e4", "0x1");
    var values = Arbitraries.of("", "b", "b b", " b", "0x2 c");
    return Combinators.combine(keys, values).as(PatternEntry::new).list().ofMaxSize(3);
  }

  private static String shown(List<PatternEntry> entries) {
    var dump = new StringBuilder();
    for (var entry : entries) {
      dump.append("0x55d0 %s %s\n".formatted(entry.key(), entry.value()));
    }
    return dump.append('\n').toString();
  }

  @Property
  void whatIsShownIsReadAsItWasPutTogether(@ForAll("entries") List<PatternEntry> entries)
      throws IOException {
    var read = RecordedAnswer.read(MapCommands.contents(MAP), shown(entries));
    assertThat(read).isEqualTo(PatternContents.of(MAP, entries));
    assertThat(read.entries()).isEqualTo(entries);
  }

  @Property
  void aVersionHoldsTheSameEntriesInTheSameOrderAndNoOthers(
      @ForAll("entries") List<PatternEntry> entries, @ForAll("entries") List<PatternEntry> others)
      throws IOException {
    assertThat(holds(entries, shown(entries))).isTrue();
    assertThat(holds(entries, shown(others))).isEqualTo(entries.equals(others));
  }

  private static boolean holds(List<PatternEntry> entries, String shown) throws IOException {
    return RecordedAnswer.read(MapCommands.holds(PatternContents.of(MAP, entries), 1), shown);
  }

  @Example
  void anEmptyValueMayBeShownWithoutABlankBeforeIt() throws IOException {
    var empty = List.of(new PatternEntry("a", ""), new PatternEntry("b", "c"));
    assertThat(holds(empty, "0x1 a\n0x2 b c\n\n")).isTrue();
    assertThat(holds(List.of(new PatternEntry("a", "b")), "0x1 a\n\n")).isFalse();
    assertThat(RecordedAnswer.read(MapCommands.contents(MAP), "0x1 a\n0x2 b c\n\n").entries())
        .isEqualTo(empty);
  }

  @Example
  void aLineWithoutAPlaceInMemoryIsNoEntry() {
    for (var line : List.of("a b", "0y1 a b", "0x1", "x")) {
      assertThatThrownBy(() -> holds(List.of(), line + "\n\n"))
          .isInstanceOf(CommandFailedException.class)
          .hasMessageContaining(line);
    }
  }
}
