package org.haproxystats.integration;

import java.util.Map;
import java.util.TreeMap;

/**
 * What a value is of, whatever a sink calls it: names of objects have underscores for dots, as in
 * Graphite's paths, and metrics have HAProxy's names, with underscores for blanks.
 *
 * @param kind such as {@code frontend}; what follows a kind in Graphite's paths, see the manual
 * @param proxy the backend of a server, else empty
 * @param object the name of the object; empty for {@code daemon} and for the collector itself
 */
record Series(String kind, String proxy, String object, String metric) {

  /** Reads one of Graphite's names, a path or one with tags. */
  static Series ofGraphite(String name) {
    var place = name.replaceFirst("^loadbalancers\\.([^.]+\\.)?haproxy\\.", "");
    return place.contains(";") ? ofTags(place) : ofPath(place);
  }

  private static Series ofPath(String path) {
    var parts = path.split("\\.", -1);
    var metric = parts[parts.length - 1];
    return switch (parts[0] + parts.length) {
      case "daemon2", "haproxystats2" -> new Series(parts[0], "", "", metric);
      case "daemon4" -> new Series("process", "", parts[2], metric);
      case "frontend3", "backend3", "haproxystats3" -> new Series(parts[0], "", parts[1], metric);
      case "server3" -> new Series("server-in-all-backends", "", parts[1], metric);
      case "backend5" -> new Series("server", parts[1], parts[3], metric);
      default -> throw new IllegalArgumentException(path);
    };
  }

  private static Series ofTags(String name) {
    var tags = new TreeMap<String, String>();
    var parts = name.split(";", -1);
    for (int i = 1; i < parts.length; i++) {
      int equals = parts[i].indexOf('=');
      tags.put(parts[i].substring(0, equals), parts[i].substring(equals + 1));
    }
    int dot = parts[0].indexOf('.');
    return of(parts[0].substring(0, dot), tags, parts[0].substring(dot + 1));
  }

  /** Names the object with what its kind is called. */
  static Series of(String kind, Map<String, String> names, String metric) {
    var object =
        switch (kind) {
          case "server-in-all-backends" -> names.getOrDefault("server", "");
          case "haproxystats" -> names.getOrDefault("sink", "");
          default -> names.getOrDefault(kind, "");
        };
    var proxy = kind.equals("server") ? names.getOrDefault("backend", "") : "";
    return new Series(
        kind, proxy.replace('.', '_'), object.replace('.', '_'), metric.replace(' ', '_'));
  }
}
