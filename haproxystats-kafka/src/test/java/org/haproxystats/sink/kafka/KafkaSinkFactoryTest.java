package org.haproxystats.sink.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxystats.config.Configuration;
import org.haproxystats.config.ConfigurationException;
import org.haproxystats.config.ConfigurationText;
import org.haproxystats.config.Problem;
import org.haproxystats.config.Program;
import org.haproxystats.sink.SinkFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaSinkFactoryTest {
  private static final String BROKER = "[kafka]\nbootstrap-servers = kafka-1:9092\n";

  @TempDir private Path folder;

  private ConfigurationText text(String text) throws IOException, ConfigurationException {
    return ConfigurationText.read(
        Files.writeString(folder.resolve("c.conf"), text), Optional.empty());
  }

  private List<String> shown(List<Problem> problems) {
    return problems.stream()
        .map(problem -> problem.toString().substring(folder.toString().length() + 1))
        .toList();
  }

  private List<String> problems(String text) throws IOException, ConfigurationException {
    var problems = new ArrayList<Problem>();
    SinkFactories.installed(problems).configure(text(text), problems);
    return shown(problems);
  }

  @Test
  void theServiceLoaderFindsItAndABrokerIsEnough() throws Exception {
    assertThat(problems(BROKER)).isEmpty();
    assertThat(problems("[kafka]\nbootstrap-servers = a:1, [::1]:9092 ,10.0.0.1:9093\n")).isEmpty();
  }

  @Test
  void whatIsWrongIsToldWithWhatWouldBeValid() throws Exception {
    assertThat(problems("[kafka]\ntopic = a b\nformat = xml\nconfirm-timeout = 0\n"))
        .containsExactly(
            "c.conf:1: invalid configuration, section:'kafka' option:'bootstrap-servers' error:it is missing; set it to some brokers of the cluster, host:port or [address]:port, separated by commas",
            "c.conf:4: invalid configuration, section:'kafka' option:'confirm-timeout' value:'0' error:not a number of seconds in range; valid: seconds, more than 0, such as 0.5",
            "c.conf:2: invalid configuration, section:'kafka' option:'topic' value:'a b' error:not a topic's name; valid: up to 249 letters, digits, dots, '_' and '-'",
            "c.conf:3: invalid configuration, section:'kafka' option:'format' value:'xml' error:no such choice; valid: json or graphite");
    for (String wrong : List.of("kafka-1", "kafka-1:0", "kafka-1:65536", "a:1,", "a:1 b:2")) {
      assertThat(problems("[kafka]\nbootstrap-servers = " + wrong + "\n"))
          .as(wrong)
          .singleElement()
          .asString()
          .contains("option:'bootstrap-servers'", "error:not a list of brokers");
    }
  }

  @Test
  void whatADeliveryDependsOnCannotBeChanged() throws Exception {
    assertThat(problems(BROKER + "producer.acks = 1\nproducer.transactional.id = x\n"))
        .containsExactly(
            "c.conf:3: invalid configuration, section:'kafka' option:'producer.acks' value:'1' error:no delivery could be relied on with it; valid: all, which is the default",
            "c.conf:4: invalid configuration, section:'kafka' option:'producer.transactional.id' value:'x' error:it is not passed on; valid: nothing: there are no transactions");
    assertThat(problems(BROKER + "producer.acks = all\n")).isEmpty();
  }

  @Test
  void kafkaChecksWhatIsPassedOn() throws Exception {
    assertThat(problems(BROKER + "producer.linger.ms = soon\n"))
        .singleElement()
        .asString()
        .startsWith(
            "c.conf:3: invalid configuration, section:'kafka' option:'producer.linger.ms' value:'soon' error:Invalid value soon for configuration linger.ms");
    assertThat(problems(BROKER + "producer.compression.type = zip\nproducer.linger.ms = 5\n"))
        .singleElement()
        .asString()
        .startsWith(
            "c.conf:3: invalid configuration, section:'kafka' option:'producer.compression.type' value:'zip'");
    assertThat(problems(BROKER + "producer.max.in.flight.requests.per.connection = 6\n"))
        .singleElement()
        .asString()
        .contains("option:'producer.max.in.flight.requests.per.connection' value:'6'");
  }

  @Test
  void settingsThatCannotWorkTogetherAreToldBeforeTheStart() throws Exception {
    assertThat(problems(BROKER + "producer.linger.ms = 20000\n"))
        .containsExactly(
            "c.conf:1: invalid configuration, section:'kafka' option:'confirm-timeout' value:'30' error:delivery.timeout.ms is 30000, less than linger.ms and request.timeout.ms together; valid: at least 35.0 seconds");
    assertThat(problems(BROKER + "producer.buffer.memory = 1000\n"))
        .containsExactly(
            "c.conf:3: invalid configuration, section:'kafka' option:'producer.buffer.memory' value:'1000' error:no batch of 131072 bytes fits into a memory of 1000; valid: batch.size of at most buffer.memory");
  }

  @Test
  void optionsThatArePassedOnAreNotWarnedAboutButOthersAre() throws Exception {
    var configuration =
        Configuration.of(
            text(BROKER + "producer.client.rack = r1\nproducer.my.own = x\ntopik = t\n"),
            Program.PROCESS_ONLY,
            (_, _) -> List.of(),
            SinkFactories.installed(new ArrayList<>()).sections());

    assertThat(shown(configuration.warnings()))
        .containsExactly(
            "c.conf:5: section:'kafka' option:'topik' is unknown and ignored; did you mean 'topic'?");
  }
}
