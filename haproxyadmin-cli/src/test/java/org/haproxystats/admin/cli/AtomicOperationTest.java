package org.haproxystats.admin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.haproxystats.admin.Replacement;
import org.haproxystats.admin.Replacement.ProcessResult;
import org.haproxystats.admin.Replacement.State;
import org.haproxystats.admin.cli.Operation.ProcessReport;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.map.MapCommands;
import org.haproxystats.runtime.map.MapRef;
import org.junit.jupiter.api.Test;

class AtomicOperationTest {
  private static final Endpoint ENDPOINT = new Endpoint.Unix(Path.of("/run/haproxy.sock"));

  @Test
  void whatAProcessKeepsIsToldWithTheCommandThatRemovesIt() {
    var stalled =
        new ProcessResult(
            ENDPOINT,
            State.UNCHANGED,
            Optional.of(new IOException("no answer in time")),
            Optional.of(MapCommands.clear(MapRef.file("/etc/hosts.map"), 5)));
    var done = new ProcessResult(ENDPOINT, State.REPLACED, Optional.empty(), Optional.empty());
    assertThat(
            AtomicOperation.reports(new Replacement(List.of(stalled, done), Duration.ofMillis(1))))
        .extracting(ProcessReport::message)
        .containsExactly(
            """
            no answer in time
              It keeps what was prepared. When it answers again, run: clear map @5 /etc/hosts.map\
            """,
            "");
  }
}
