package org.haproxystats.sink.kafka;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.haproxystats.config.Option;
import org.haproxystats.config.SectionReader;
import org.haproxystats.sink.SinkContext;
import org.haproxystats.sink.SinkFactory;
import org.haproxystats.sink.graphite.GraphiteNames;
import org.haproxystats.sink.graphite.LineWriter;

/** Makes the sink of the section {@code [kafka]}. */
public final class KafkaSinkFactory implements SinkFactory {
  static final String SECTION = "kafka";
  static final String SERVERS = "bootstrap-servers";

  private static final String SERVERS_VALID =
      "some brokers of the cluster, host:port or [address]:port, separated by commas";
  private static final Pattern SERVER = Pattern.compile("([\\w.-]+|\\[[0-9a-fA-F:.]+]):(\\d{1,5})");
  private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

  private final ClientLog clientLog = new ClientLog();

  @Override
  public String section() {
    return SECTION;
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.unset(SECTION, SERVERS),
        Option.added(SECTION, "topic", "haproxystats"),
        Option.added(SECTION, "format", "json"),
        Option.added(SECTION, "metrics", "configured"),
        Option.added(SECTION, "rates", "false"),
        Option.added(SECTION, ProducerSettings.TIMEOUT, "30"),
        Option.added(SECTION, "delay", "10"),
        Option.unset(SECTION, ProducerSettings.PREFIX + "*"));
  }

  @Override
  public Configured configure(SectionReader section) {
    clientLog.quieten();
    if (!section.isSet(SERVERS)) {
      section.missing(SERVERS, SERVERS_VALID);
    }
    var servers =
        section
            .read(SERVERS, KafkaSinkFactory::servers, _ -> "not a list of brokers", SERVERS_VALID)
            .orElse("localhost:9092"); // Everything else is checked all the same.
    var timeout = section.positiveSeconds(ProducerSettings.TIMEOUT);
    var settings =
        new KafkaSettings(
            servers,
            topic(section),
            section.choice("format", RecordFormat.class),
            section.choice("metrics", MetricChoice.class),
            section.bool("rates"),
            section.seconds("delay"),
            ProducerSettings.read(section, servers, timeout));
    return context -> {
      clientLog.quieten(); // The level of our own log is known by now.
      return new KafkaSink(
          settings,
          context.host(),
          format(settings.format(), context),
          () -> new KafkaProducer<>(Map.copyOf(settings.producer())));
    };
  }

  private static Optional<String> servers(String text) {
    var servers = List.of(text.split("\\s*,\\s*", -1));
    return servers.stream().allMatch(KafkaSinkFactory::isServer)
        ? Optional.of(String.join(",", servers))
        : Optional.empty();
  }

  private static boolean isServer(String text) {
    var server = SERVER.matcher(text);
    if (!server.matches()) {
      return false;
    }
    int port = Integer.parseInt(server.group(2));
    return port > 0 && port <= 65_535;
  }

  private static String topic(SectionReader section) {
    var topic = section.textOrBuiltIn("topic").orElse("");
    if (!TOPIC.matcher(topic).matches()) {
      section.reject(
          "topic", topic, "not a topic's name", "up to 249 letters, digits, dots, '_' and '-'");
    }
    return topic;
  }

  private static SnapshotFormat format(RecordFormat format, SinkContext context) {
    return switch (format) {
      case JSON -> new JsonRecords(context.host());
      case GRAPHITE -> {
        var writer = new LineWriter(new GraphiteNames(context.graphite()));
        yield (snapshot, records) -> writer.writeEach(snapshot, records::add);
      }
    };
  }
}
