package org.haproxystats.cli;

import java.util.ArrayList;
import java.util.List;
import org.haproxystats.config.ConfigurationException;
import org.haproxystats.config.Problem;
import org.haproxystats.config.Program;

/** What is wrong with a configuration, for both programs, without starting one. */
final class ConfigurationCheck {
  private ConfigurationCheck() {}

  /** All errors and warnings of the files that the command line names. */
  static CheckResult check(CommandLine line) {
    try {
      return result(List.of(), Setup.of(ConfigurationFiles.read(line), Program.BOTH).warnings());
    } catch (ConfigurationException e) {
      return result(e.problems(), e.warnings());
    }
  }

  private static CheckResult result(List<Problem> errors, List<Problem> warnings) {
    int code = warnings.isEmpty() ? CheckResult.OK : CheckResult.WARNING;
    if (!errors.isEmpty()) {
      code = CheckResult.CRITICAL;
    }
    var details = new ArrayList<String>();
    errors.forEach(error -> details.add("error: " + error));
    warnings.forEach(warning -> details.add("warning: " + warning));
    return new CheckResult(
        code,
        "configuration %s: errors %d, warnings %d"
            .formatted(errors.isEmpty() ? "valid" : "invalid", errors.size(), warnings.size()),
        "errors=%d;;0;0 warnings=%d;0;;0".formatted(errors.size(), warnings.size()),
        details);
  }
}
