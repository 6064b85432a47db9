package org.haproxystats.admin.top;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KeyReaderTest {
  /** The characters come at once, but for a '…' where a time-out runs out. */
  private static List<Key> keys(String input) throws IOException {
    var at = new int[1];
    var reader =
        new KeyReader(
            _ -> {
              if (at[0] == input.length()) {
                return KeyReader.Source.END;
              }
              char c = input.charAt(at[0]++);
              return c == '…' ? KeyReader.Source.EXPIRED : c;
            });
    var keys = new ArrayList<Key>();
    for (Optional<Key> key = reader.next(); key.isPresent(); key = reader.next()) {
      keys.add(key.get());
    }
    return keys;
  }

  @Test
  void whatTerminalsSendForKeysIsUnderstood() throws Exception {
    assertThat(keys("\033[A\033OB\033[5~\033[6~\033[H\033[4~"))
        .containsExactly(
            Key.Named.UP,
            Key.Named.DOWN,
            Key.Named.PAGE_UP,
            Key.Named.PAGE_DOWN,
            Key.Named.HOME,
            Key.Named.END);
    assertThat(keys("q\r\t\b\u007f\003\014"))
        .containsExactly(
            new Key.Typed('q'),
            Key.Named.ENTER,
            Key.Named.TAB,
            Key.Named.BACKSPACE,
            Key.Named.BACKSPACE,
            Key.Named.INTERRUPT,
            Key.Named.REDRAW);
  }

  @Test
  void escapeAloneIsAKeyWhateverComesAfterIt() throws Exception {
    assertThat(keys("\033…D")).containsExactly(Key.Named.ESCAPE, new Key.Typed('D'));
    assertThat(keys("\033D")).containsExactly(Key.Named.ESCAPE, new Key.Typed('D'));
    assertThat(keys("\033\033[A")).containsExactly(Key.Named.ESCAPE, Key.Named.UP);
    assertThat(keys("\033")).containsExactly(Key.Named.ESCAPE);
  }

  @Test
  void keysWithoutAMeaningHereAreOneKeyEach() throws Exception {
    assertThat(keys("\033[1;5Aq\033[15~q"))
        .containsExactly(Key.Named.UP, new Key.Typed('q'), Key.Named.OTHER, new Key.Typed('q'));
  }
}
