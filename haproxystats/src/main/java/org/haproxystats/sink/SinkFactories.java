package org.haproxystats.sink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.haproxystats.config.ConfigurationText;
import org.haproxystats.config.Option;
import org.haproxystats.config.Origin;
import org.haproxystats.config.Problem;
import org.haproxystats.config.SinkSection;

/** The sinks that are installed beside those of the original. */
public final class SinkFactories {
  /** The sinks that come in an archive of their own, by section. */
  private static final Map<String, String> ARCHIVES =
      Map.of("kafka", "haproxystats-kafka", "otlp", "haproxystats-otlp");

  private static final Origin PLUGINS = new Origin("plugins", 0);

  private final Map<String, SinkFactory> factories = new LinkedHashMap<>();

  private SinkFactories() {}

  /**
   * Finds the factories on the class path.
   *
   * @param problems takes what is wrong with them; one that cannot be used is left out
   */
  public static SinkFactories installed(List<Problem> problems) {
    var loaded = new ArrayList<SinkFactory>();
    var providers = ServiceLoader.load(SinkFactory.class).iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          return of(loaded, problems);
        }
        loaded.add(providers.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        problems.add(
            new Problem(
                PLUGINS,
                "a sink cannot be loaded: %s; remove its jar, or install the one for this version"
                    .formatted(e.getMessage())));
      }
    }
  }

  /** These factories and no others; of two with the same section the first counts. */
  static SinkFactories of(List<SinkFactory> factories, List<Problem> problems) {
    var all = new SinkFactories();
    for (var factory : factories) {
      var other = all.factories.putIfAbsent(factory.section(), factory);
      if (other != null) {
        problems.add(
            new Problem(
                PLUGINS,
                "two sinks have the section '%s': %s and %s; remove one of the jars"
                    .formatted(factory.section(), place(other), place(factory))));
      }
    }
    return all;
  }

  private static String place(SinkFactory factory) {
    var source = factory.getClass().getProtectionDomain().getCodeSource();
    return factory.getClass().getName() + (source == null ? "" : " of " + source.getLocation());
  }

  /** The sections of all sinks, those that are not installed among them. */
  public List<SinkSection> sections() {
    var sections = new ArrayList<SinkSection>();
    factories.values().forEach(factory -> sections.add(section(factory)));
    ARCHIVES.keySet().stream()
        .filter(name -> !factories.containsKey(name))
        // Nobody is there to say which options it has.
        .forEach(name -> sections.add(new SinkSection(name, List.of(Option.unset(name, "*")))));
    return sections;
  }

  private static SinkSection section(SinkFactory factory) {
    return new SinkSection(factory.section(), factory.options());
  }

  private static Problem failed(ConfigurationText text, SinkFactory factory, Throwable e) {
    return new Problem(
        text.origin(factory.section()),
        "section:'%s' error:%s failed with %s; this is a fault of the sink"
            .formatted(factory.section(), place(factory), e));
  }

  /**
   * Checks the sections of all sinks that are switched on.
   *
   * @param problems takes what is wrong
   * @return the sinks by section
   */
  public Map<String, SinkFactory.Configured> configure(
      ConfigurationText text, List<Problem> problems) {
    var configured = new LinkedHashMap<String, SinkFactory.Configured>();
    for (var factory : factories.values()) {
      if (text.has(factory.section())) {
        var reader = section(factory).reader(text, problems);
        if (reader.bool("enabled")) {
          try {
            configured.put(factory.section(), factory.configure(reader));
          } catch (RuntimeException | LinkageError e) {
            problems.add(failed(text, factory, e));
          }
        }
      }
    }
    for (var section : sections()) {
      if (!factories.containsKey(section.name()) && section.isOn(text)) {
        problems.add(
            new Problem(
                text.origin(section.name()),
                "section:'%s' error:this sink is not installed; unpack the archive %s of this version over the folder of haproxystats, or remove the section"
                    .formatted(section.name(), ARCHIVES.get(section.name()))));
      }
    }
    return configured;
  }
}
