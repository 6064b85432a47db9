package org.haproxystats.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HaproxystatsFileTest {
  @TempDir private Path directory;

  @Test
  void whatPullAsksIsReadWithReferencesAndContinuedLines() throws IOException {
    var file =
        Files.writeString(
            directory.resolve("haproxystats.conf"),
            """
            [DEFAULT]
            run = /run
            [paths]
            base = ${run}/lb
            [pull]
            # socket-dir = /old
            Socket-Dir: ${paths:base}/sockets
            servers = unix:///a.sock,
              tcp://127.0.0.1:9999
            [graphite]
            servers = none
            """);
    assertThat(HaproxystatsFile.isOne(file)).isTrue();
    var read = HaproxystatsFile.read(file);
    assertThat(read.socketDirectory()).contains(Path.of("/run/lb/sockets"));
    assertThat(read.servers()).containsExactly("unix:///a.sock", "tcp://127.0.0.1:9999");
    assertThat(read.masters()).isEmpty();
  }

  @Test
  void aFileOfLoadBalancersIsNone() throws IOException {
    var file = Files.writeString(directory.resolve("haproxyadmin.conf"), "[lb1]\nsocket = /a\n");
    assertThat(HaproxystatsFile.isOne(file)).isFalse();
    assertThat(HaproxystatsFile.isOne(directory.resolve("none"))).isFalse();
  }
}
