package org.haproxystats.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.haproxystats.config.RelaySettings.Mode;
import org.haproxystats.config.RelaySettings.Protocol;
import org.haproxystats.runtime.TlsSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RelaySettingsTest {
  @TempDir private Path folder;

  private RelaySettings read(String options) throws IOException, ConfigurationException {
    var file = Files.writeString(folder.resolve("x.conf"), "[graphite]\n" + options);
    return Configuration.of(
            ConfigurationText.read(file, Optional.empty()),
            Program.PROCESS_ONLY,
            (_, _) -> List.of(),
            List.of())
        .graphite()
        .relays();
  }

  @Test
  void everyOptionIsRead() throws Exception {
    assertThat(
            read(
                """
                relays = one.example.com:2003, [2001:db8::1]:2013
                relay-mode = all
                protocol = pickle
                tls = yes
                tls-ca = /etc/ca.pem
                tls-certificate = /etc/own.pem
                tls-check-name = no
                """))
        .isEqualTo(
            new RelaySettings(
                List.of(new Relay("one.example.com", 2003), new Relay("2001:db8::1", 2013)),
                Mode.ALL,
                Protocol.PICKLE,
                Optional.of(
                    new TlsSettings(
                        Optional.of(Path.of("/etc/ca.pem")),
                        Optional.of(Path.of("/etc/own.pem")),
                        false))));
  }

  @Test
  void withoutThemServerAndPortAreTheOneRelay() throws Exception {
    assertThat(read("server = one\nport = 2003\n"))
        .isEqualTo(
            new RelaySettings(
                List.of(new Relay("one", 2003)), Mode.FAILOVER, Protocol.TEXT, Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "one", "one:0", "one:2003,", "a:1, a:1", "a.b:1, a-b:1", "2001:db8::1:2003"})
  void relaysThatCannotBeToldApartOrAreNoneAreRefused(String relays) {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> read("relays = " + relays))
        .withMessageContaining("option:'relays'")
        .withMessageContaining("not a list of different relays");
  }

  @Test
  void filesForTlsThatWouldNotBeUsedAreNoticed() throws Exception {
    assertThatExceptionOfType(ConfigurationException.class)
        .isThrownBy(() -> read("tls-ca = /etc/ca.pem"))
        .withMessageContaining("option:'tls' error:it is missing; set it to true, since there are");
    assertThat(read("tls-ca = /etc/ca.pem\ntls = no").tls()).isEmpty();
  }
}
