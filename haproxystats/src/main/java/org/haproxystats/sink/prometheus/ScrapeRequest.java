package org.haproxystats.sink.prometheus;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.haproxystats.runtime.stats.ObjectKind;
import org.jspecify.annotations.Nullable;

/**
 * What a scrape asks for, with the parameters that HAProxy's exporter takes.
 *
 * @param scopes the kinds of objects to show ({@code scope=}, which may stand several times)
 * @param included the metrics to show, and no others ({@code metrics=a,b}); empty: all
 * @param excluded the metrics not to show ({@code metrics=-c})
 * @param withoutMaintenance whether servers in maintenance are left out ({@code no-maint})
 * @param extraCounters whether the counters of HAProxy's modules are shown ({@code extra-counters})
 * @param descriptionLabels whether the description is a label ({@code desc-labels})
 */
record ScrapeRequest(
    Set<ObjectKind> scopes,
    Set<String> included,
    Set<String> excluded,
    boolean withoutMaintenance,
    boolean extraCounters,
    boolean descriptionLabels) {
  private static final Set<ObjectKind> ALL =
      Set.of(
          ObjectKind.DAEMON,
          ObjectKind.FRONTEND,
          ObjectKind.LISTENER,
          ObjectKind.BACKEND,
          ObjectKind.SERVER,
          ObjectKind.COLLECTOR);

  /** Scopes of HAProxy's exporter whose values no stats socket shows with the others. */
  private static final List<String> WITHOUT_VALUES = List.of("sticktable", "resolver");

  /**
   * Reads the query of a URL.
   *
   * @param query still encoded; null: there is none
   * @throws IllegalArgumentException if it makes no sense; the message says why
   */
  static ScrapeRequest parse(@Nullable String query) {
    var scopes = EnumSet.noneOf(ObjectKind.class);
    var included = new HashSet<String>();
    var excluded = new HashSet<String>();
    var flags = new HashSet<String>();
    boolean anyScope = false;
    for (var parameter : query == null ? new String[0] : query.split("&", -1)) {
      int equals = parameter.indexOf('=');
      var name = equals < 0 ? parameter : parameter.substring(0, equals);
      var value = equals < 0 ? null : decoded(parameter.substring(equals + 1));
      switch (name) {
        case "scope" -> {
          anyScope = true;
          addScope(scopes, value);
        }
        case "metrics" -> addMetrics(included, excluded, value);
        default -> flags.add(name);
      }
    }
    return new ScrapeRequest(
        anyScope ? scopes : ALL,
        included,
        excluded,
        flags.contains("no-maint"),
        flags.contains("extra-counters"),
        flags.contains("desc-labels"));
  }

  private static String decoded(String value) {
    return URLDecoder.decode(value, StandardCharsets.UTF_8);
  }

  private static void addScope(Set<ObjectKind> scopes, @Nullable String scope) {
    switch (scope) {
      case "" -> scopes.clear();
      case "*" -> scopes.addAll(ALL);
      case "global" -> scopes.add(ObjectKind.DAEMON);
      case "frontend" -> scopes.add(ObjectKind.FRONTEND);
      case "listener" -> scopes.add(ObjectKind.LISTENER);
      case "backend" -> scopes.add(ObjectKind.BACKEND);
      case "server" -> scopes.add(ObjectKind.SERVER);
      case "collector" -> scopes.add(ObjectKind.COLLECTOR);
      case null, default -> {
        if (scope == null || !WITHOUT_VALUES.contains(scope)) {
          throw new IllegalArgumentException(
              "scope is none of global, frontend, listener, backend, server, collector and *");
        }
      }
    }
  }

  private static void addMetrics(
      Set<String> included, Set<String> excluded, @Nullable String names) {
    for (var name : names == null ? new String[0] : names.split(",", -1)) {
      if (name.startsWith("-")) {
        excluded.add(name.substring(1));
      } else if (!name.isEmpty()) {
        included.add(name);
      }
    }
  }

  boolean wants(Family family) {
    return scopes.contains(family.kind())
        && (family.module().isEmpty() || extraCounters)
        && wants(family.name());
  }

  boolean wants(String metric) {
    return included.isEmpty() ? !excluded.contains(metric) : included.contains(metric);
  }
}
