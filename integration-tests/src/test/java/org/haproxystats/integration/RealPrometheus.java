package org.haproxystats.integration;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** Debian's Prometheus, with all its files in a directory of the test. */
final class RealPrometheus implements AutoCloseable {
  private static final Path HOME = Repository.ROOT.resolve(".cache/prometheus");
  private static final Pattern VALUE = Pattern.compile("\"value\":\\[[\\d.]+,\"([^\"]*)\"]");

  private final int port;
  private final Program program;
  private final HttpClient client = HttpClient.newHttpClient();

  private RealPrometheus(int port, Program program) {
    this.port = port;
    this.program = program;
  }

  /**
   * Starts one that scrapes once a second, and waits until it is ready.
   *
   * @param scrapeConfigs the jobs of its configuration, indented by two
   */
  static RealPrometheus start(Path directory, String scrapeConfigs) throws IOException {
    int port = FreePort.next();
    var configuration =
        Files.writeString(
            directory.resolve("prometheus.yml"),
            "global:\n  scrape_interval: 1s\nscrape_configs:\n" + scrapeConfigs);
    var program =
        Program.start(
            directory,
            Map.of(),
            tool("prometheus"),
            "--config.file=" + configuration,
            "--storage.tsdb.path=" + directory.resolve("tsdb"),
            "--web.listen-address=127.0.0.1:" + port);
    var prometheus = new RealPrometheus(port, program);
    await("Prometheus to be ready")
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(() -> !program.isAlive() || !prometheus.get("/-/ready").isEmpty());
    if (!program.isAlive()) {
      fail("Prometheus did not start:\n" + program.output());
    }
    return prometheus;
  }

  /** Lets promtool check a page; its output is what it finds wrong. */
  static Program checkMetrics(Path directory, Path page) {
    return Program.start(
        directory,
        Map.of(),
        Path.of("/bin/sh"),
        "-c",
        "exec \"$0\" check metrics <\"$1\"",
        tool("promtool").toString(),
        page.toString());
  }

  /** Lets promtool do something. */
  static Program promtool(Path directory, String... arguments) {
    return Program.start(directory, Map.of(), tool("promtool"), arguments);
  }

  private static Path tool(String name) {
    var tool = HOME.resolve(name);
    if (!Files.isExecutable(tool)) {
      fail("%s is not in %s: run tools/fetch-prometheus".formatted(name, HOME));
    }
    return tool;
  }

  /** The value of an expression that has one series; empty if there is none. */
  String value(String expression) throws IOException {
    var query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    var value = VALUE.matcher(get("/api/v1/query?query=" + query));
    return value.find() ? value.group(1) : "";
  }

  /** Whether an expression has any series. */
  boolean finds(String expression) throws IOException {
    var query = URLEncoder.encode(expression, StandardCharsets.UTF_8);
    return !get("/api/v1/query?query=" + query).contains("\"result\":[]");
  }

  /** What its interface for programs answers. */
  String get(String path) throws IOException {
    var uri = URI.create("http://127.0.0.1:" + port + path);
    try {
      var response = client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IOException(uri + ": " + response.statusCode());
      }
      return response.body();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Sends it a signal, such as STOP. */
  void signal(String name) {
    program.signal(name);
  }

  String output() {
    return program.output();
  }

  @Override
  public void close() {
    client.close();
    program.close();
  }
}
