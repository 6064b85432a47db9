package org.haproxystats.sink.kafka;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.haproxystats.config.Configuration;
import org.haproxystats.config.ConfigurationText;
import org.haproxystats.config.GraphiteSettings;
import org.haproxystats.config.Problem;
import org.haproxystats.config.Program;
import org.haproxystats.process.SnapshotReader;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.sink.Sink;
import org.haproxystats.sink.SinkContext;
import org.haproxystats.sink.SinkFactories;
import org.haproxystats.sink.graphite.GraphiteNames;
import org.haproxystats.sink.graphite.LineWriter;
import org.haproxystats.spool.Snapshot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Snapshots of a real HAProxy, sent to a real cluster. */
@Execution(ExecutionMode.SAME_THREAD)
class KafkaIT {
  private static final Path RECORDED =
      Path.of("..", "haproxystats", "src", "test", "resources", "golden", "spool", "1795225391");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final FieldCatalog CATALOG = FieldCatalog.load();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Held, so that what the clients of the tests log stays out of the report. */
  private static final Logger CLIENTS = Logger.getLogger("org.apache.kafka");

  @TempDir private static Path clusterDirectory;
  private static Cluster cluster;

  @TempDir private Path directory;

  @BeforeAll
  static void start() throws IOException {
    CLIENTS.setLevel(Level.OFF);
    cluster = Cluster.ofTwo(clusterDirectory);
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  private ConfigurationText text(String topic, String... options) throws Exception {
    var lines = new ArrayList<>(List.of("[graphite]", "hostname = lb-01.example.com", "[kafka]"));
    lines.add("bootstrap-servers = " + cluster.servers());
    lines.add("topic = " + topic);
    lines.addAll(List.of(options));
    return ConfigurationText.read(
        Files.write(directory.resolve("c.conf"), lines), Optional.empty());
  }

  private static Configuration configuration(ConfigurationText text) throws Exception {
    return Configuration.of(
        text,
        Program.PROCESS_ONLY,
        (kind, _) -> CATALOG.metricNames(kind),
        SinkFactories.installed(new ArrayList<>()).sections());
  }

  /** The sink of the section {@code [kafka]} with these options. */
  private Sink sink(String topic, String... options) throws Exception {
    var text = text(topic, options);
    var graphite = configuration(text).graphite();
    var problems = new ArrayList<Problem>();
    var sinks = SinkFactories.installed(problems).configure(text, problems);
    assertThat(problems).isEmpty();
    CLIENTS.setLevel(Level.OFF);
    return sinks
        .values()
        .iterator()
        .next()
        .open(new SinkContext("lb-01.example.com", "1.0", CATALOG, graphite));
  }

  /** What a sink gets of the recorded snapshot. */
  private AggregatedSnapshot recorded(Sink sink) throws Exception {
    var settings = configuration(text("none")).process();
    try (var reader = new SnapshotReader(settings, CATALOG, List.of(sink.needs()))) {
      return reader.part(reader.read(Snapshot.at(RECORDED).orElseThrow()), sink.needs());
    }
  }

  private List<String> graphiteLines(AggregatedSnapshot snapshot) throws Exception {
    GraphiteSettings settings = configuration(text("none")).graphite();
    var lines = new StringBuilder();
    new LineWriter(new GraphiteNames(settings))
        .write(snapshot, batch -> lines.append(US_ASCII.decode(batch)));
    return lines.toString().lines().toList();
  }

  @Test
  void recordsInJsonHaveTheValuesThatGraphiteGets() throws Exception {
    cluster.topicOnBoth("json");
    try (var sink = sink("json")) {
      var snapshot = recorded(sink);
      var expected = graphiteLines(snapshot);

      assertThat(sink.deliver(snapshot)).isEqualTo(expected.size());

      var lines = new ArrayList<String>();
      for (var record : cluster.records("json")) {
        assertThat(record.timestamp()).isEqualTo(1_795_225_391_000L);
        lines.addAll(graphiteLines(JSON.readTree(record.value())));
      }
      assertThat(lines).containsExactlyInAnyOrderElementsOf(expected);
    }
  }

  /** The lines that Graphite has for what is in a record. */
  private static List<String> graphiteLines(JsonNode record) {
    String proxy = component(record.path("proxy"));
    var place =
        switch (record.path("kind").asText()) {
          case "daemon" -> "daemon.";
          case "frontend" -> "frontend." + proxy + ".";
          case "backend" -> "backend." + proxy + ".";
          case "server" -> "backend." + proxy + ".server." + component(record.path("server")) + ".";
          case "collector" -> "haproxystats.";
          default -> throw new AssertionError("unexpected: " + record);
        };
    var lines = new ArrayList<String>();
    for (var metric : record.path("metrics").properties()) {
      lines.add(
          "loadbalancers.lb-01_example_com.haproxy.%s%s %s %s"
              .formatted(place, metric.getKey(), metric.getValue(), record.path("time")));
    }
    return lines;
  }

  /** A dot separates the components of a path there. */
  private static String component(JsonNode name) {
    return name.asText().replace('.', '_');
  }

  @Test
  void recordsOfLinesAreTheLinesThatGraphiteGets() throws Exception {
    cluster.topicOnBoth("lines");
    try (var sink = sink("lines", "format = graphite", "producer.compression.type = zstd")) {
      var snapshot = recorded(sink);
      var expected = graphiteLines(snapshot);

      assertThat(sink.deliver(snapshot)).isEqualTo(expected.size());

      var records = cluster.records("lines");
      assertThat(records.stream().flatMap(record -> record.value().lines()))
          .containsExactlyInAnyOrderElementsOf(expected);
      assertThat(records)
          .filteredOn(record -> record.key().equals("lb-01.example.com/server/be_app/web1"))
          .singleElement()
          .satisfies(
              record ->
                  assertThat(record.value().lines())
                      .allMatch(line -> line.contains(".backend.be_app.server.web1.")));
    }
  }

  @Test
  void withAllMetricsThereAreTextsAndEachKeyIsInOnePartition() throws Exception {
    cluster.topicOnBoth("all");
    try (var sink = sink("all", "metrics = all")) {
      sink.deliver(recorded(sink));
      sink.deliver(recorded(sink));

      var records = cluster.records("all");
      assertThat(records)
          .filteredOn(record -> record.key().equals("lb-01.example.com/server/be_app/web1"))
          .hasSize(2)
          .allMatch(record -> record.value().contains("\"texts\":{"));
      records.stream()
          .collect(groupingBy(ConsumerRecord::key, mapping(ConsumerRecord::partition, toList())))
          .forEach((key, partitions) -> assertThat(new TreeSet<>(partitions)).as(key).hasSize(1));
    }
  }

  @Test
  void aTopicThatIsNotThereIsToldAsSuch() throws Exception {
    try (var sink = sink("missing", "confirm-timeout = 2")) {
      assertThatThrownBy(() -> sink.deliver(Snapshots.site()))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "Kafka at %s, topic missing: there is no such topic; create it, or correct 'topic' in [kafka]",
              cluster.servers());
    }
  }

  @Test
  void aBrokerThatIsKilledWhileItReceivesLosesNothingAndKeepsTheOrderOfEachKey() throws Exception {
    cluster.topicOnTheSecond("killed");
    var delivered = new AtomicInteger();
    var failures = new AtomicInteger();
    var enough = new AtomicBoolean();
    try (var sink = sink("killed", "confirm-timeout = 2")) {
      var sending = inBackground(() -> deliverUntil(enough, sink, delivered, failures));
      await("some deliveries").atMost(PATIENCE).until(() -> delivered.get() >= 20);
      cluster.second().kill();
      try {
        await("a failure").atMost(PATIENCE).until(() -> failures.get() > 0);
      } finally {
        enough.set(true);
        cluster.second().startAgain();
      }
      sending.join();
    }
    assertThatEachKeyHasAllInOrder("killed", delivered.get());
  }

  @Test
  void aLeaderThatIsKilledIsNoFailureSinceAnotherOneTakesOver() throws Exception {
    cluster.topicOnBoth("led");
    var delivered = new AtomicInteger();
    var failures = new AtomicInteger();
    var enough = new AtomicBoolean();
    try (var sink = sink("led", "confirm-timeout = 300")) {
      sink.deliver(Snapshots.servers(1, 1));
      assertThat(cluster.leader("led")).isEqualTo(2);
      var sending = inBackground(() -> deliverUntil(enough, sink, delivered, failures));
      await("some deliveries").atMost(PATIENCE).until(() -> delivered.get() >= 20);
      cluster.second().kill();
      try {
        await("another leader")
            .atMost(PATIENCE)
            .ignoreExceptions() // It may ask the one that was killed.
            .until(() -> cluster.leader("led") == 1);
        enough.set(true);
        sending.join();
      } finally {
        enough.set(true);
        cluster.second().startAgain();
      }
    }
    assertThat(failures).hasValue(0);
    assertThatEachKeyHasAllInOrder("led", delivered.get());
  }

  @Test
  void whenABrokerHangsAndTheMemoryIsFullTheDeliveryFailsAndIsRepeatedLater() throws Exception {
    cluster.topicOnTheSecond("hanging");
    try (var sink =
        sink(
            "hanging",
            "producer.max.block.ms = 500",
            "producer.buffer.memory = 16384",
            "producer.batch.size = 4096",
            "producer.compression.type = none")) {
      // A busy broker may take longer than this sink waits.
      deliver(sink, 1, 300, new AtomicInteger());
      cluster.second().signal("STOP");
      try {
        assertThatThrownBy(() -> sink.deliver(Snapshots.servers(2, 300)))
            .isInstanceOf(IOException.class)
            .hasMessageContaining(cluster.servers() + ", topic hanging: ")
            .hasMessageEndingWith("look at the brokers, or raise producer.buffer.memory");
      } finally {
        cluster.second().signal("CONT");
      }
      deliver(sink, 2, 300, new AtomicInteger());
    }
    assertThatEachKeyHasAllInOrder("hanging", 2);
  }

  @Test
  void whatABrokerHasNotTakenThatStandsStillIsTakenOnceWhenItGoesOn() throws Exception {
    cluster.topicOnTheSecond("still");
    try (var sink = sink("still", "confirm-timeout = 300")) {
      sink.deliver(Snapshots.servers(1, 300));
      cluster.second().signal("STOP");
      CompletableFuture<Void> sending;
      try {
        sending = inBackground(() -> deliverOrFail(sink, Snapshots.servers(2, 300)));
        await("nobody to lead")
            .atMost(PATIENCE)
            .ignoreExceptions() // It may ask the one that stands still.
            .until(() -> cluster.leader("still") == 0);
        assertThat(sending).isNotDone();
      } finally {
        cluster.second().signal("CONT");
      }
      sending.join();
    }
    assertThat(cluster.records("still"))
        .extracting(ConsumerRecord::timestamp)
        .hasSize(600)
        .containsOnly(1_000L, 2_000L);
  }

  private static void deliverOrFail(Sink sink, AggregatedSnapshot snapshot) {
    try {
      sink.deliver(snapshot);
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void withRatesEachCounterIsFollowedByWhatItGrowsByInASecond() throws Exception {
    cluster.topicOnBoth("rates");
    var settings = configuration(text("none")).process();
    try (var sink = sink("rates", "rates = yes");
        var reader = new SnapshotReader(settings, CATALOG, List.of(sink.needs()))) {
      for (var snapshot :
          List.of(withSessions(1_795_000_000, 43), withSessions(1_795_000_010, 93))) {
        sink.deliver(reader.part(reader.read(snapshot), sink.needs()));
      }
    }
    assertThat(cluster.records("rates"))
        .filteredOn(record -> record.key().equals("lb-01.example.com/frontend/fe_http/"))
        .extracting(record -> JSON.readTree(record.value()).path("metrics"))
        .satisfiesExactly(
            first -> assertThat(first.has("stot_per_second")).isFalse(),
            second -> {
              assertThat(second.path("stot").asInt()).isEqualTo(93);
              assertThat(second.path("stot_per_second").asDouble()).isEqualTo(5);
              assertThat(second.path("bin_per_second").asDouble()).isZero();
              assertThat(second.has("scur_per_second")).isFalse();
            });
  }

  /** A snapshot of one process, with so many sessions of a frontend since its start. */
  private Snapshot withSessions(long seconds, int sessions) throws IOException {
    var folder = Files.createDirectory(directory.resolve(Long.toString(seconds)));
    Files.copy(RECORDED.resolve("admin1.sock_info"), folder.resolve("admin1.sock_info"));
    var stat = Files.readString(RECORDED.resolve("admin1.sock_stat"));
    Files.writeString(
        folder.resolve("admin1.sock_stat"),
        stat.replace(
            "fe_http,FRONTEND,,,0,1,300,43,", "fe_http,FRONTEND,,,0,1,300," + sessions + ","));
    return Snapshot.at(folder).orElseThrow();
  }

  private static CompletableFuture<Void> inBackground(Runnable job) {
    return CompletableFuture.runAsync(job, task -> Thread.ofPlatform().daemon().start(task));
  }

  /**
   * Delivers snapshots of 300 servers one after the other, each until it is confirmed, a hundred
   * and as many more as come until that is enough.
   */
  private static void deliverUntil(
      AtomicBoolean enough, Sink sink, AtomicInteger delivered, AtomicInteger failures) {
    for (int second = 1; second <= 100 || !enough.get(); second++) {
      deliver(sink, second, 300, failures);
      delivered.incrementAndGet();
    }
  }

  private static void deliver(Sink sink, int second, int servers, AtomicInteger failures) {
    while (true) {
      try {
        sink.deliver(Snapshots.servers(second, servers));
        return;
      } catch (IOException e) {
        failures.incrementAndGet();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }

  /** A snapshot that was repeated may be there twice, but no older one comes after it. */
  private static void assertThatEachKeyHasAllInOrder(String topic, int snapshots) {
    var expected = LongStream.rangeClosed(1, snapshots).boxed().toList();
    var seconds =
        cluster.records(topic).stream()
            .collect(
                groupingBy(
                    ConsumerRecord::key, mapping(record -> record.timestamp() / 1000, toList())));
    assertThat(seconds).hasSize(300);
    seconds.forEach(
        (key, all) -> {
          assertThat(all).as(key).isSorted();
          assertThat(all.stream().distinct()).as(key).containsExactlyElementsOf(expected);
        });
  }
}
