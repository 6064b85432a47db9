package org.haproxystats.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.haproxystats.config.Configuration;
import org.haproxystats.config.ConfigurationText;
import org.haproxystats.config.Option;
import org.haproxystats.config.Problem;
import org.haproxystats.config.Program;
import org.haproxystats.config.SectionReader;
import org.haproxystats.config.SinkSection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkFactoriesTest {
  @TempDir private Path folder;
  private final List<String> configured = new ArrayList<>();
  private final List<Problem> problems = new ArrayList<>();

  /** A sink with options of several kinds. */
  private final class Siren implements SinkFactory {
    @Override
    public String section() {
      return "siren";
    }

    @Override
    public List<Option> options() {
      return List.of(
          Option.added("siren", "port", "4711"),
          Option.unset("siren", "host"),
          Option.unset("siren", "tone.*"));
    }

    @Override
    public Configured configure(SectionReader section) {
      var host = section.text("host");
      if (host.isEmpty()) {
        section.missing("host", "a host name");
      }
      configured.add(
          host.orElse("")
              + ":"
              + section.integer("port", 1, 65535)
              + section.startingWith("tone."));
      return _ -> {
        throw new AssertionError("nobody opens it");
      };
    }
  }

  private ConfigurationText text(String text) throws Exception {
    return ConfigurationText.read(
        Files.writeString(folder.resolve("c.conf"), text), Optional.empty());
  }

  private Map<String, SinkFactory.Configured> configure(String text) throws Exception {
    return SinkFactories.of(List.of(new Siren()), problems).configure(text(text), problems);
  }

  private List<String> problems() {
    return problems.stream()
        .map(problem -> problem.toString().substring(folder.toString().length() + 1))
        .toList();
  }

  @Test
  void aSinkIsOnWhereItsSectionIs() throws Exception {
    assertThat(configure("[graphite]\n")).isEmpty();
    assertThat(configure("[siren]\nhost = a\nTone.High = 1\n")).containsOnlyKeys("siren");
    assertThat(configured).containsExactly("a:4711{high=1}");
    assertThat(configure("[siren]\nenabled = false\n")).isEmpty();
    assertThat(problems).isEmpty();
  }

  @Test
  void itsOwnDefaultsAreStrongerThanThoseOfTheDefaultSection() throws Exception {
    var section = new SinkSection("siren", List.of(Option.added("siren", "timeout", "5")));

    assertThat(section.reader(text("[siren]\n"), problems).positiveSeconds("timeout"))
        .hasSeconds(5);
    assertThat(section.reader(text("[siren]\ntimeout = 3\n"), problems).positiveSeconds("timeout"))
        .hasSeconds(3);
  }

  @Test
  void allErrorsAreToldAtOnceWithFileLineAndWhatWouldBeValid() throws Exception {
    configure("[siren]\nport = 0\nenabled = perhaps\n[kafka]\n");

    assertThat(problems())
        .containsExactly(
            "c.conf:3: invalid configuration, section:'siren' option:'enabled' value:'perhaps' error:Not a boolean: perhaps; valid: true, yes, on, 1, false, no, off or 0",
            "c.conf:1: invalid configuration, section:'siren' option:'host' error:it is missing; set it to a host name",
            "c.conf:2: invalid configuration, section:'siren' option:'port' value:'0' error:the number is out of range; valid: a whole number from 1 to 65535",
            "c.conf:4: section:'kafka' error:this sink is not installed; unpack the archive haproxystats-kafka of this version over the folder of haproxystats, or remove the section");
  }

  @Test
  void aSinkThatIsNotInstalledMayStayInTheFileSwitchedOff() throws Exception {
    var text = "[otlp]\nenabled = false\nendpoint = x\n";
    configure(text);
    var sections = SinkFactories.of(List.of(), problems).sections();
    var configuration =
        Configuration.of(text(text), Program.PROCESS_ONLY, (_, _) -> List.of(), sections);

    assertThat(problems).isEmpty();
    assertThat(configuration.warnings()).isEmpty();
  }

  @Test
  void whatIsSaidOfABuiltInValueNamesTheSectionOfTheSink() throws Exception {
    var section = new SinkSection("siren", List.of(Option.added("siren", "volume", "5")));
    section.reader(text("[graphite]\n[siren]\n"), problems).reject("volume", "5", "loud", "4");

    assertThat(problems())
        .containsExactly(
            "c.conf:2: invalid configuration, section:'siren' option:'volume' value:'5' error:loud; valid: 4");
  }

  @Test
  void optionsThatASinkDoesNotHaveAreWarnedAbout() throws Exception {
    var sections = SinkFactories.of(List.of(new Siren()), problems).sections();
    var configuration =
        Configuration.of(
            text("[siren]\nhosst = a\ntone.high = 1\nenabled = yes\n[sirens]\n"),
            Program.PROCESS_ONLY,
            (_, _) -> List.of(),
            sections);

    assertThat(configuration.warnings())
        .extracting(problem -> problem.toString().substring(folder.toString().length() + 1))
        .containsExactly(
            "c.conf:2: section:'siren' option:'hosst' is unknown and ignored; did you mean 'host'?",
            "c.conf:5: unknown section:'sirens' is ignored; did you mean 'siren'?");
  }

  @Test
  void graphiteMayBeOffWhereAnotherSinkIsOn() throws Exception {
    var sections = SinkFactories.of(List.of(new Siren()), problems).sections();
    var configuration =
        Configuration.of(
            text("[graphite]\nenabled = no\n[siren]\n"),
            Program.PROCESS_ONLY,
            (_, _) -> List.of(),
            sections);

    assertThat(configuration.graphite().enabled()).isFalse();
  }

  @Test
  void twoSinksWithOneSectionAreAnErrorThatNamesBoth() {
    SinkFactories.of(List.of(new Siren(), new Siren()), problems);

    assertThat(problems)
        .singleElement()
        .asString()
        .startsWith("plugins: two sinks have the section 'siren': ")
        .contains("SinkFactoriesTest$Siren")
        .endsWith("remove one of the jars");
  }
}
