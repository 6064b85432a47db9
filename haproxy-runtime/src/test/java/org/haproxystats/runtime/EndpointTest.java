package org.haproxystats.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTest {
  @Test
  void aUnixUrlNamesAPath() {
    assertThat(Endpoint.parse("unix:///run/haproxy/admin.sock"))
        .isEqualTo(new Endpoint.Unix(Path.of("/run/haproxy/admin.sock")));
  }

  @Test
  void aTcpUrlNamesHostAndPortAndTheHostIsPutInLowerCase() {
    assertThat(Endpoint.parse("tcp://LB1.Example.com:9999"))
        .isEqualTo(new Endpoint.Tcp("lb1.example.com", 9999));
  }

  @Test
  void anAddressInBracketsLosesThem() {
    assertThat(Endpoint.parse("tcp://[FE80::1]:4444")).isEqualTo(new Endpoint.Tcp("fe80::1", 4444));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"unix:///run/haproxy/admin.sock", "tcp://lb1:9999", "tcp://[fe80::1]:4444"})
  void anEndpointPrintsAsTheUrlThatItIsReadFrom(String url) {
    assertThat(Endpoint.parse(url)).hasToString(url);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "/run/haproxy.sock, the scheme is missing",
        "http://lb1:80, the scheme 'http' is not known",
        "unix://run/haproxy.sock, the path is not absolute",
        "unix:///, is not the path of a socket",
        "tcp://lb1, the port is missing",
        "tcp://:80, ':80' is not host:port",
        "tcp://lb1:0, port 0 is not in 1 to 65535",
        "tcp://lb1:65536, port 65536 is not in 1 to 65535",
        "tcp://lb1:x, 'lb1:x' is not host:port",
        "tcp://fe80::1:4444, is not host:port",
        "tcp://lb1:80/path, there is more than host and port",
        "tcp://me@lb1:80, there is more than host and port",
      })
  void aWrongUrlIsRefusedWithTheReasonAndWhatWouldBeRight(String url, String reason) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.parse(url))
        .withMessageContaining("'" + url + "' is not an endpoint: ")
        .withMessageContaining(reason)
        .withMessageEndingWith(
            "write unix:///path, tcp://host:port, tcp://[address]:port or tls://host:port");
  }

  @Test
  void aPathTooLongForTheKernelIsRefused() {
    assertThat(Endpoint.parse("unix:///" + "x".repeat(106))).isInstanceOf(Endpoint.Unix.class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Endpoint.parse("unix:///" + "x".repeat(107)))
        .withMessageContaining("longer than the 107 bytes");
  }
}
