package org.haproxystats.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.haproxystats.runtime.RecordedAnswer;

/** Whatever a server's check has answered, it is read as HAProxy had it, and no more. */
class StatRowProperties {

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings().withChars(",\" -#ab1").ofMaxLength(12),
        Arbitraries.strings().excludeChars('\n', '\r').ofMaxLength(12));
  }

  @Property
  void everyTextIsReadUnchanged(@ForAll("texts") String first, @ForAll("texts") String second)
      throws Exception {
    var rows =
        RecordedAnswer.read(
            StatCommands.rows(StatQuery.ALL),
            "# pxname,svname,last_chk,type,last_agt,\napp,one,%s,2,%s,\napp,two,,2,,\n\n"
                .formatted(asHaproxyWrites(first), asHaproxyWrites(second)));

    assertThat(rows).extracting(StatRow::service).isEqualTo(List.of("one", "two"));
    assertThat(rows.getFirst().text("last_chk").orElse("")).isEqualTo(first);
    assertThat(rows.getFirst().text("last_agt").orElse("")).isEqualTo(second);
    assertThat(rows.getLast().text("last_chk")).isEmpty();
  }

  private static String asHaproxyWrites(String text) {
    return text.contains(",") || text.contains("\"")
        ? "\"" + text.replace("\"", "\"\"") + "\""
        : text;
  }
}
