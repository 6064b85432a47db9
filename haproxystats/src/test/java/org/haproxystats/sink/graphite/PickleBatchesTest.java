package org.haproxystats.sink.graphite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PickleBatchesTest {
  private static List<byte[]> messages(String lines) throws IOException, InterruptedException {
    var bytes = new ByteArrayOutputStream();
    new PickleBatches(batch -> bytes.write(batch.array(), batch.arrayOffset(), batch.remaining()))
        .write(ByteBuffer.wrap(lines.getBytes(US_ASCII)));
    var all = ByteBuffer.wrap(bytes.toByteArray());
    var messages = new ArrayList<byte[]>();
    while (all.hasRemaining()) {
      var message = new byte[all.getInt()];
      all.get(message);
      messages.add(message);
    }
    return messages;
  }

  /** Checked with Python's pickletools. */
  @Test
  void aLineIsATupleOfItsPathAndATupleOfSecondsAndValue() throws Exception {
    assertThat(messages("a.b 1.5 1795225391\n"))
        .extracting(HexFormat.of()::formatHex)
        .containsExactly(
            "80025d28"
                + ("58" + "03000000" + "612e62")
                + ("8a08" + "2ff7006b00000000")
                + ("47" + "3ff8000000000000")
                + "8686"
                + "652e");
  }

  @Test
  void noMessageIsLongerThanCarbonTakesAndNoLineIsLost() throws Exception {
    var line = "x".repeat(1000) + " 1 1795225391\n";
    var messages = messages(line.repeat(3000) + "y".repeat(300_000) + " 2 1795225391\n");

    assertThat(messages).hasSizeGreaterThan(20);
    assertThat(messages).allMatch(message -> message.length < 1 << 20);
    long paths = 0;
    for (var message : messages) {
      paths += Pattern.compile("x{1000}").matcher(new String(message, US_ASCII)).results().count();
    }
    assertThat(paths).isEqualTo(3000);
  }
}
