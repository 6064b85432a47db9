package org.haproxystats.sink.otlp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.haproxystats.config.SinkSection;
import org.haproxystats.sink.SinkContext;
import org.haproxystats.sink.SinkFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtlpSinkFactoryTest {
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
    SinkFactories.installed(problems).configure(text("[otlp]\n" + text), problems);
    return shown(problems);
  }

  @Test
  void theServiceLoaderFindsItAndTheSectionIsEnough() throws Exception {
    var problems = new ArrayList<Problem>();
    assertThat(SinkFactories.installed(problems).configure(text("[otlp]\n"), problems))
        .containsOnlyKeys("otlp");
    assertThat(problems).isEmpty();
    assertThat(problems("protocol = grpc\nendpoint = https://[::1]:4317/\n")).isEmpty();
    assertThat(problems("endpoint = https://otlp.example.com/api/v1/otlp/v1/metrics?tenant=a\n"))
        .isEmpty();
  }

  @Test
  void switchedOffItIsNotRead() throws Exception {
    assertThat(problems("enabled = false\nendpoint = nowhere\n")).isEmpty();
  }

  @Test
  void whatIsWrongIsToldWithWhatWouldBeValid() throws Exception {
    assertThat(problems("endpoint = ftp://x\nprotocol = udp\ntimeout = 0\nmetrics = some\n"))
        .containsExactlyInAnyOrder(
            "c.conf:2: invalid configuration, section:'otlp' option:'endpoint' value:'ftp://x' error:not the URL of a collector; valid: http://host:port or https://host:port, with or without a path",
            "c.conf:3: invalid configuration, section:'otlp' option:'protocol' value:'udp' error:no such choice; valid: http or grpc",
            "c.conf:4: invalid configuration, section:'otlp' option:'timeout' value:'0' error:not a number of seconds in range; valid: seconds, more than 0, such as 0.5",
            "c.conf:5: invalid configuration, section:'otlp' option:'metrics' value:'some' error:no such choice; valid: configured or all");
    for (String wrong : List.of("collector:4318", "http://", "http://a b/", "http://u:p@h/")) {
      assertThat(problems("endpoint = " + wrong + "\n"))
          .as(wrong)
          .singleElement()
          .asString()
          .contains("option:'endpoint'", "error:not the URL of a collector");
    }
    assertThat(problems("protocol = grpc\nendpoint = http://h:4317/v1/metrics\n"))
        .singleElement()
        .asString()
        .contains("option:'endpoint'", "valid: http://host:port or https://host:port");
  }

  @Test
  void headersThatBreakARequestAreRefused() throws Exception {
    assertThat(problems("header.authorization = Bearer x\n")).isEmpty();
    assertThat(problems("header.content-type = text/plain\nheader.x-name = J\u00fcrgen\n"))
        .containsExactlyInAnyOrder(
            "c.conf:2: invalid configuration, section:'otlp' option:'header.content-type' value:'text/plain' error:no header of this name can be set; valid: another header",
            "c.conf:3: invalid configuration, section:'otlp' option:'header.x-name' value:'J\u00fcrgen' error:it cannot stand in a header; valid: printable ASCII characters");
  }

  @Test
  void aFileOfTlsThatIsNotThereIsAnErrorOfTheStart() throws Exception {
    var problems = new ArrayList<Problem>();
    var missing = folder.resolve("ca.pem");
    var text = text("[otlp]\nendpoint = https://h:4318\ntls-ca = " + missing + "\n");
    var configured =
        SinkFactories.installed(problems).configure(text, problems).values().iterator().next();
    var context =
        new SinkContext(
            "lb-01",
            "1.0",
            Snapshots.CATALOG,
            Configuration.of(text, Program.PROCESS_ONLY, (_, _) -> List.of(), sections())
                .graphite());

    assertThat(problems).isEmpty();
    assertThatThrownBy(() -> configured.open(context))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(missing.toString());
  }

  private static List<SinkSection> sections() {
    return SinkFactories.installed(new ArrayList<>()).sections();
  }

  @Test
  void headersAndAttributesAreNotWarnedAboutButOthersAre() throws Exception {
    var configuration =
        Configuration.of(
            text("[otlp]\nheader.x-tenant = a\nresource.service.name = b\nprotocoll = http\n"),
            Program.PROCESS_ONLY,
            (_, _) -> List.of(),
            sections());

    assertThat(shown(configuration.warnings()))
        .containsExactly(
            "c.conf:4: section:'otlp' option:'protocoll' is unknown and ignored; did you mean 'protocol'?");
  }
}
