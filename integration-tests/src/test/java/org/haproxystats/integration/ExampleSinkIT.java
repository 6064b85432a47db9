package org.haproxystats.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a sink that somebody else writes, built and installed as the manual says. */
class ExampleSinkIT {
  @TempDir private Path directory;
  private Installation installed;

  @BeforeEach
  void install() throws IOException {
    installed = Installation.at(directory.resolve("installed"));
  }

  @Test
  void aJarInPluginsIsASinkThatDeliversEverySnapshotUntilItIsConfirmed() throws Exception {
    installed.addExampleSink(installed.plugins().resolve("influx"));
    var bodies = new ConcurrentLinkedQueue<String>();
    var answers = new AtomicInteger();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/write",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(answers.incrementAndGet() == 1 ? 500 : 204, -1);
          exchange.close();
        });
    server.start();
    try {
      var url = "url = http://127.0.0.1:%d/write?db=x".formatted(server.getAddress().getPort());
      var site = SpoolSite.at(directory, 1, "[graphite]", "enabled = no", "[influx]", url);
      site.add(1_795_225_391);
      try (var program = installed.start(site, "process")) {
        program.awaitThat("the snapshot is confirmed", site::isEmpty);
        assertThat(program.output()).contains("InfluxDB at http://127.0.0.1");
        assertThat(program.terminate()).isZero();
      }
    } finally {
      server.stop(0);
    }
    assertThat(bodies).hasSize(2);
    bodies.remove();
    assertThat(bodies.remove().lines())
        .anyMatch(
            line ->
                line.matches(
                    "haproxy,host=lb-01.example.com,kind=SERVER,proxy=be_app,name=web1 .*,slim=200.0,.* 1795225391000000000"));
  }

  @Test
  void itHasLessThanAHundredLines() throws IOException {
    var source = Repository.ROOT.resolve("contrib/example-sink/InfluxSinkFactory.java");
    assertThat(Files.readAllLines(source)).hasSizeLessThan(100);
  }

  @Test
  void whatIsWrongWithItsSectionIsToldWithEverythingElse() throws Exception {
    installed.addExampleSink(installed.plugins());
    var site =
        SpoolSite.at(
            directory, 1, "[graphite]", "port = x", "[influx]", "url = ftp:x", "tiemout = 1");
    try (var program = installed.start(site, "run")) {
      assertThat(program.awaitExit()).isOne();
      assertThat(program.output().lines())
          .satisfiesExactly(
              line -> assertThat(line).contains("more.conf:2: ", "option:'port' value:'x'"),
              line ->
                  assertThat(line)
                      .contains(
                          "more.conf:4: invalid configuration, section:'influx' option:'url' value:'ftp:x' error:not an http address; valid: such as http://"));
    }
  }

  @Test
  void withoutItsJarTheSectionIsUnknown() throws Exception {
    var site = SpoolSite.at(directory, 1, "[influx]", "url = http://x/");
    try (var program = installed.start(site, "process")) {
      program.awaitThat(
          "the warning", () -> program.output().contains("unknown section:'influx' is ignored"));
    }
  }

  @Test
  void aJarThatIsBrokenIsAnErrorThatNamesIt() throws Exception {
    Files.createDirectories(installed.plugins());
    try (var jar =
        new JarOutputStream(Files.newOutputStream(installed.plugins().resolve("broken.jar")))) {
      Installation.addExampleServices(jar);
    }
    var site = SpoolSite.at(directory, 1);
    try (var program = installed.start(site, "process")) {
      assertThat(program.awaitExit()).isOne();
      assertThat(program.output())
          .contains("plugins: a sink cannot be loaded: ", "org.example.InfluxSinkFactory");
    }
  }
}
