package org.haproxystats.integration;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RealCarbonIT {
  @TempDir private Path directory;

  @Test
  void aLineThatIsSentIsFoundInItsWhisperFile() throws IOException {
    try (var carbon = RealCarbon.start(directory)) {
      try (var socket = new Socket(InetAddress.getLoopbackAddress(), carbon.port())) {
        String line = "test.a.b 42.5 %d\n".formatted(Instant.now().getEpochSecond());
        socket.getOutputStream().write(line.getBytes(US_ASCII));
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(carbon.stored("test.a.b"))
                      .as(carbon.output())
                      .containsExactly("42.500000"));
    }
  }
}
