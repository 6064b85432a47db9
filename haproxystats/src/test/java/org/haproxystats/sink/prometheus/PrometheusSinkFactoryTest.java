package org.haproxystats.sink.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.haproxystats.config.ConfigurationException;
import org.haproxystats.config.ConfigurationText;
import org.haproxystats.config.Problem;
import org.haproxystats.sink.SinkFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrometheusSinkFactoryTest {
  @TempDir private Path folder;

  private List<String> problems(String section) throws IOException, ConfigurationException {
    var file = Files.writeString(folder.resolve("c.conf"), section);
    var problems = new ArrayList<Problem>();
    SinkFactories.installed(problems)
        .configure(ConfigurationText.read(file, Optional.empty()), problems);
    return problems.stream()
        .map(problem -> problem.toString().substring(folder.toString().length() + 1))
        .toList();
  }

  @Test
  void theSectionAloneIsEnough() throws Exception {
    assertThat(problems("[prometheus]\n")).isEmpty();
  }

  @Test
  void whatIsWrongIsToldWithWhatWouldBeValid() throws Exception {
    assertThat(problems("[prometheus]\nport = 70000\nnames = promex\nuser = prom\n"))
        .containsExactly(
            "c.conf:2: invalid configuration, section:'prometheus' option:'port' value:'70000' error:the number is out of range; valid: a whole number from 0 to 65535",
            "c.conf:3: invalid configuration, section:'prometheus' option:'names' value:'promex' error:no such choice; valid: haproxy or haproxy_exporter",
            "c.conf:1: invalid configuration, section:'prometheus' option:'password-file' error:it is missing; set it to the file whose first line is the password of 'user'");
    assertThat(problems("[prometheus]\npassword-file = /x\n"))
        .containsExactly(
            "c.conf:1: invalid configuration, section:'prometheus' option:'user' error:it is missing; set it to the name of the user whose password is in password-file");
  }
}
