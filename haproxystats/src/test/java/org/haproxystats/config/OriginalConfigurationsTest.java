package org.haproxystats.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.RuleSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files as sites of the original have them, written by hand or by Puppet, Ansible or Docker. All
 * programs take them without a warning, but for options that never had an effect.
 */
class OriginalConfigurationsTest {
  private static final Path FOLDER = Path.of("src", "test", "resources", "configurations");

  private static Configuration read(String file, Program program) throws ConfigurationException {
    return Configuration.of(
        ConfigurationText.read(FOLDER.resolve(file), Optional.empty()),
        program,
        (kind, _) -> FieldCatalog.load().metricNames(kind));
  }

  @ParameterizedTest
  @CsvSource({
    "puppet.conf, PULL_ONLY",
    "puppet.conf, PROCESS_ONLY",
    "puppet.conf, BOTH",
    "ansible.conf, PULL_ONLY",
    "ansible.conf, PROCESS_ONLY",
    "ansible.conf, BOTH",
    "every-option.conf, PULL_ONLY",
    "every-option.conf, PROCESS_ONLY",
    "every-option.conf, BOTH",
    "minimal.conf, PULL_ONLY",
    "minimal.conf, PROCESS_ONLY",
    "minimal.conf, BOTH",
    "docker.conf, PULL_ONLY"
  })
  void aFileOfTheOriginalIsAcceptedWithoutAWarning(String file, Program program) throws Exception {
    assertThat(read(file, program).warnings()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(names = {"PROCESS_ONLY", "BOTH"})
  void optionsThatNeverHadAnEffectAreAllThatIsWarnedAbout(Program program) throws Exception {
    assertThat(read("docker.conf", program).warnings())
        .extracting(Problem::text)
        .containsExactly(
            "section:'graphite' option:'timeout' has no effect and never had; remove it",
            "section:'graphite' option:'prefix_hostname' is unknown and ignored;"
                + " did you mean 'prefix-hostname'?");
  }

  @Test
  void theFixtureHasEveryOptionOfTheOriginal() throws Exception {
    var text = ConfigurationText.read(FOLDER.resolve("every-option.conf"), Optional.empty());
    for (Option option : OptionCatalog.options()) {
      if (option.listed()) {
        assertThat(text.own(option.section()))
            .extractingByKey(option.name())
            .extracting(Setting::origin)
            .isNotEqualTo(Origin.BUILT_IN);
      }
    }
  }

  @Test
  void everyOptionOfPullMeansWhatItMeantToTheOriginal() throws Exception {
    var configuration = read("every-option.conf", Program.PULL_ONLY);
    assertThat(configuration.pullLogLevel()).isEqualTo(LogLevel.DEBUG);
    assertThat(configuration.pull())
        .isEqualTo(
            new PullSettings(
                Optional.of(Path.of("/run/haproxy")),
                List.of(
                    new Endpoint.Tcp("lb-01.example.com", 4444),
                    new Endpoint.Tcp("2001:db8::1", 4444),
                    new Endpoint.Unix(Path.of("/run/other/haproxy.sock"))),
                List.of(),
                -1,
                Duration.ofMillis(1500),
                Duration.ZERO,
                Duration.ZERO,
                Duration.ofMinutes(1),
                Path.of("/srv/haproxystats/in"),
                Path.of("/srv/haproxystats/in.tmp"),
                100,
                11_000_000_000L,
                OnPartial.DISCARD,
                CountersSurviveReload.NO));
  }

  @Test
  void everyOptionOfProcessMeansWhatItMeantToTheOriginal() throws Exception {
    var configuration = read("every-option.conf", Program.PROCESS_ONLY);
    assertThat(configuration.processLogLevel()).isEqualTo(LogLevel.ERROR);
    assertThat(configuration.process())
        .isEqualTo(
            new ProcessSettings(
                8,
                Path.of("/srv/haproxystats/in"),
                RuleSet.COMPATIBLE,
                Optional.empty(),
                Optional.of(List.of("scur", "stot", "bin", "bout")),
                Optional.of(List.of("scur", "stot", "qcur")),
                Optional.of(List.of("scur", "stot", "weight")),
                true,
                true,
                true,
                Optional.of(Path.of("/etc/haproxystats/exclude-frontends")),
                Optional.of(Path.of("/etc/haproxystats/exclude-backends")),
                Duration.ofMillis(3500)));
    assertThat(configuration.localStore())
        .contains(new LocalStoreSettings(Path.of("/srv/haproxystats/local-store")));
  }

  @Test
  void everyOptionOfGraphiteMeansWhatItMeantToTheOriginal() throws Exception {
    var graphite = read("every-option.conf", Program.PROCESS_ONLY).graphite();
    assertThat(graphite)
        .usingRecursiveComparison()
        .ignoringFields("groups")
        .isEqualTo(
            new GraphiteSettings(
                true,
                "graphite.example.com",
                2003,
                0,
                Duration.ofMillis(500),
                1.5,
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                true,
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                OptionalInt.of(5000),
                "metrics.ams1",
                false,
                false,
                Optional.empty(),
                Optional.empty()));
    var groups = graphite.groups().orElseThrow();
    assertThat(groups.namespace()).isEqualTo("service");
    assertThat(groups.doubleWrites()).isFalse();
    assertThat(groups.frontends())
        .extracting(group -> group.name() + "=" + group.pattern())
        .containsExactly("shop=^shop-.*-https$", "blog=^blog");
    assertThat(groups.backends())
        .extracting(group -> group.name() + "=" + group.pattern())
        .containsExactly("shop=^shop[-_]");
    assertThat(groups.servers())
        .extracting(group -> group.name() + "=" + group.pattern())
        .containsExactly("cache=cache\\d{2}$");
  }
}
