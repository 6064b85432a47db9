package org.haproxystats.config;

import static org.haproxystats.config.IniFile.DEFAULT;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Warns about sections and options that nobody reads. What a value refers to with {@code ${...}} is
 * read.
 */
final class UnknownNames {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}:]+)(?::([^}:]+))?\\}");

  private final ConfigurationText text;
  private final Set<String> sectionsReferred = new HashSet<>();
  private final Set<String> optionsReferred = new HashSet<>();
  private final List<Problem> warnings = new ArrayList<>();

  private UnknownNames(ConfigurationText text) {
    this.text = text;
  }

  static List<Problem> in(ConfigurationText text, Program program) {
    var unknown = new UnknownNames(text);
    unknown.collectReferences();
    for (String section : text.sections()) {
      if (!OptionCatalog.sections().contains(section)) {
        unknown.section(section);
      } else if (program.uses(section)) {
        text.own(section).forEach((option, setting) -> unknown.option(section, option, setting));
      }
    }
    return unknown.warnings;
  }

  private void collectReferences() {
    for (String section : text.sections()) {
      for (Setting setting : text.own(section).values()) {
        var reference = REFERENCE.matcher(setting.value());
        while (reference.find()) {
          String option = reference.group(2) == null ? reference.group(1) : reference.group(2);
          optionsReferred.add(option.toLowerCase(Locale.ROOT));
          if (reference.group(2) != null) {
            sectionsReferred.add(reference.group(1));
          }
        }
      }
    }
  }

  private void section(String section) {
    if (sectionsReferred.contains(section)) {
      return;
    }
    warnings.add(
        new Problem(
            text.origin(section),
            "unknown section:'%s' is ignored%s"
                .formatted(Problem.shown(section), suggestion(section, OptionCatalog.sections()))));
  }

  private void option(String section, String option, Setting setting) {
    if (setting.origin().equals(Origin.BUILT_IN)) {
      return;
    }
    if (OptionCatalog.GROUPS.contains(section)) {
      if (text.own(DEFAULT).containsKey(option)) {
        warn(
            section, option, setting, "is no group: its name is an option of [DEFAULT]; rename it");
      }
      return;
    }
    Map<String, Option> known = OptionCatalog.options(section);
    Option here = known.get(option);
    if (here != null && !here.effective()) {
      warn(section, option, setting, "has no effect and never had; remove it");
    } else if (here == null
        && !optionsReferred.contains(option)
        && !(section.equals(DEFAULT) && isInherited(option))) {
      warn(section, option, setting, "is unknown and ignored" + suggestion(option, known.keySet()));
    }
  }

  /** Whether some section takes this option from {@code [DEFAULT]}. */
  private static boolean isInherited(String option) {
    return OptionCatalog.options().stream()
        .anyMatch(known -> known.name().equals(option) && !known.listed());
  }

  private void warn(String section, String option, Setting setting, String text) {
    warnings.add(
        new Problem(
            setting.origin(), "section:'%s' option:'%s' %s".formatted(section, option, text)));
  }

  private static String suggestion(String name, Iterable<String> known) {
    var names = new ArrayList<String>();
    known.forEach(names::add);
    return NearestName.of(name, names).map(near -> "; did you mean '" + near + "'?").orElse("");
  }
}
