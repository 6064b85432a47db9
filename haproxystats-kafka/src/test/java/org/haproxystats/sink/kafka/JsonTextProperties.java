package org.haproxystats.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;

class JsonTextProperties {
  private static final JsonFactory JSON = new JsonFactory();

  private static String read(String quoted) throws IOException {
    try (var parser = JSON.createParser(quoted.getBytes(UTF_8))) {
      assertThat(parser.nextToken()).isEqualTo(JsonToken.VALUE_STRING);
      var text = parser.getText();
      assertThat(parser.nextToken()).isNull();
      return text;
    }
  }

  @Property
  void whateverIsQuotedIsReadBackUnchanged(@ForAll String text) throws IOException {
    assertThat(read(JsonText.quoted(text))).isEqualTo(text);
  }

  @Property
  void whatHasToBeEscapedIsReadBackUnchanged(
      @ForAll @CharRange(from = '\0', to = '\u007f') String text) throws IOException {
    assertThat(read(JsonText.quoted(text))).isEqualTo(text);
  }

  @Property
  void halvesOfSurrogatePairsAreReadBackUnchanged(
      @ForAll @CharRange(from = '\ud7f0', to = '\ue00f') String text) throws IOException {
    assertThat(read(JsonText.quoted(text))).isEqualTo(text);
  }

  @Example
  void itIsWrittenAsPeopleDo() {
    assertThat(JsonText.quoted("a\"b\\c\n\r\t\u0001é"))
        .isEqualTo("\"a\\\"b\\\\c\\n\\r\\t\\u0001é\"");
  }
}
