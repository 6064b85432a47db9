package org.haproxystats.sink.prometheus;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.haproxystats.config.Option;
import org.haproxystats.config.SectionReader;
import org.haproxystats.sink.SinkFactory;

/** Makes the sink of the section {@code [prometheus]}. */
public final class PrometheusSinkFactory implements SinkFactory {
  static final String SECTION = "prometheus";

  @Override
  public String section() {
    return SECTION;
  }

  @Override
  public List<Option> options() {
    return List.of(
        Option.added(SECTION, "address", "127.0.0.1"),
        Option.added(SECTION, "port", "9101"),
        Option.added(SECTION, "names", "haproxy"),
        Option.added(SECTION, "quirks", "true"),
        Option.added(SECTION, "per-process", "false"),
        Option.added(SECTION, "rates", "false"),
        Option.added(SECTION, "max-age", "300"),
        Option.unset(SECTION, "tls-certificate"),
        Option.unset(SECTION, "user"),
        Option.unset(SECTION, "password-file"));
  }

  @Override
  public Configured configure(SectionReader section) {
    var settings =
        new PrometheusSettings(
            section.textOrBuiltIn("address").orElse(""),
            section.integer("port", 0, 65_535),
            section.choice("names", NameStyle.class),
            section.bool("quirks"),
            section.bool("per-process"),
            section.bool("rates"),
            section.seconds("max-age"),
            section.path("tls-certificate"),
            login(section));
    return context -> PrometheusSink.open(settings, context.version(), InstantSource.system());
  }

  private static Optional<PrometheusSettings.Login> login(SectionReader section) {
    var user = section.text("user");
    var password = section.path("password-file");
    if (user.isPresent() && !section.isSet("password-file")) {
      section.missing("password-file", "the file whose first line is the password of 'user'");
    } else if (user.isEmpty() && password.isPresent()) {
      section.missing("user", "the name of the user whose password is in password-file");
    }
    return user.flatMap(name -> password.map(file -> new PrometheusSettings.Login(name, file)));
  }
}
