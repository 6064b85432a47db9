package org.haproxystats.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A section that a sink brings along.
 *
 * @param name the section's name
 * @param options all its options
 */
public record SinkSection(String name, List<Option> options) {
  /** The option that all of them have. */
  private static final String ENABLED = "enabled";

  /**
   * @param options all but {@code enabled}, which every section has
   */
  public SinkSection {
    var all = new ArrayList<>(options);
    if (options.stream().noneMatch(option -> option.name().equals(ENABLED))) {
      all.add(Option.added(name, ENABLED, "true"));
    }
    options = List.copyOf(all);
  }

  /** A reader of the section that notes what is wrong. */
  public SectionReader reader(ConfigurationText text, List<Problem> problems) {
    return new SectionReader(text, name, byName(), problems);
  }

  /** Whether the section is there, and does not say otherwise. */
  public boolean isOn(ConfigurationText text) {
    return text.has(name) && reader(text, new ArrayList<>()).bool(ENABLED);
  }

  Map<String, Option> byName() {
    return options.stream().collect(Collectors.toMap(Option::name, option -> option));
  }
}
