package org.haproxystats.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class DumpTest {

  @Test
  void aDumpHasTenServersForEachBackendAndAFrontendForEachFive() throws IOException {
    var text = new StringWriter();
    Dump.write(10, text);
    List<String> lines = text.toString().lines().toList();
    assertThat(lines).hasSize(1 + 2 + 100 + 10 + 1);
    assertThat(lines.get(0)).startsWith("# pxname,svname,");
    assertThat(lines.get(1)).startsWith("frontend_0000.example.com,FRONTEND,");
    assertThat(lines.get(3)).startsWith("backend_0000.example.com,server_00,");
    assertThat(lines.get(112)).startsWith("backend_0009.example.com,BACKEND,");
    assertThat(lines.get(113)).isEmpty();
    assertThat(lines.stream().distinct()).hasSize(lines.size());
  }
}
