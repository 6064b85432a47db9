package org.haproxystats.runtime.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class TableEntryProperties {
  @Property
  void aKeyIsReadAsItWasStored(@ForAll String key) {
    var printed = new StringBuilder();
    for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
      switch (b) {
        case '\t' -> printed.append("\\t");
        case '\n' -> printed.append("\\n");
        case '\r' -> printed.append("\\r");
        case 033 -> printed.append("\\e");
        case '\\', ' ', '=' -> printed.append('\\').append((char) b);
        default -> {
          if (b > 32 && b < 127) {
            printed.append((char) b);
          } else {
            printed.append("\\x%02X".formatted(b & 0xff));
          }
        }
      }
    }
    var stored = new String(key.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    assertThat(TableEntry.unescaped(printed.toString())).isEqualTo(stored);
  }
}
