package org.haproxystats.config;

import static org.haproxystats.config.IniFile.DEFAULT;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.haproxystats.names.NearestName;
import org.jspecify.annotations.Nullable;

/**
 * Warns about sections and options that nobody reads. What a value refers to with {@code ${...}} is
 * read.
 */
final class UnknownNames {
  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}:]+)(?::([^}:]+))?\\}");

  private final ConfigurationText text;
  private final Map<String, Map<String, Option>> known = new LinkedHashMap<>();
  private final Set<String> sectionsReferred = new HashSet<>();
  private final Set<String> optionsReferred = new HashSet<>();
  private final List<Problem> warnings = new ArrayList<>();

  private UnknownNames(ConfigurationText text, List<SinkSection> sinks) {
    this.text = text;
    OptionCatalog.sections().forEach(name -> known.put(name, OptionCatalog.options(name)));
    sinks.forEach(sink -> known.put(sink.name(), sink.byName()));
  }

  /**
   * @param sinks the sections that sinks bring along
   */
  static List<Problem> in(ConfigurationText text, Program program, List<SinkSection> sinks) {
    var unknown = new UnknownNames(text, sinks);
    unknown.collectReferences();
    for (String section : text.sections()) {
      if (!unknown.known.containsKey(section)) {
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
                .formatted(Problem.shown(section), suggestion(section, known.keySet()))));
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
    var options = known.getOrDefault(section, Map.of());
    Option here = find(options.values(), option);
    if (here != null && !here.effective()) {
      warn(section, option, setting, "has no effect and never had; remove it");
    } else if (here == null
        && !optionsReferred.contains(option)
        && !(section.equals(DEFAULT) && isInherited(option))) {
      warn(
          section,
          option,
          setting,
          "is unknown and ignored" + suggestion(option, options.keySet()));
    }
  }

  private static @Nullable Option find(Collection<Option> options, String name) {
    return options.stream().filter(option -> option.isNamed(name)).findFirst().orElse(null);
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
