package org.haproxystats.sink.graphite;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.haproxystats.config.GraphiteSettings;
import org.haproxystats.config.GroupSettings;
import org.haproxystats.config.GroupSettings.Group;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;
import org.haproxystats.sink.HostName;

/**
 * The paths of metrics in Graphite: {@code <namespace>.<host>.haproxy}, the place of the object,
 * and the metric. A dot in the name of a proxy or a server becomes an underscore, since a dot
 * separates the components of a path.
 *
 * <p>In the text protocol a blank ends the path and a line feed ends the line, and receivers
 * disagree about bytes beyond ASCII. HAProxy allows none of these in a name, but a damaged dump or
 * a group's name may hold them; so every character that is not printable ASCII becomes an
 * underscore too, wherever it comes from.
 *
 * <p>With tags the path has only the kind of object, and the names follow as tags: {@code
 * <namespace>.haproxy.server.stot;host=<host>;backend=<backend>;server=<server>}.
 */
public final class GraphiteNames {
  private final String head;
  private final String host;
  private final boolean tags;
  private final Optional<GroupSettings> groups;

  /** Takes the host's name from the kernel, unless the settings have one; no DNS is asked. */
  public GraphiteNames(GraphiteSettings settings) {
    this(settings, settings.hostname().orElseGet(HostName::ofKernel));
  }

  GraphiteNames(GraphiteSettings settings, String hostname) {
    this.tags = settings.tags();
    this.host = settings.prefixHostname() ? host(hostname, settings.fqdn()) : "";
    this.head =
        Stream.of(settings.namespace(), tags ? "" : component(host), "haproxy")
            .filter(part -> !part.isEmpty())
            .collect(Collectors.joining("."));
    this.groups = settings.groups();
  }

  /**
   * What stands before the metric's name in the paths of an object, with the dot at the end. Two of
   * them, the grouped one first, where each value is written twice.
   */
  List<String> prefixes(StatObject object) {
    if (tags) {
      return List.of(printable(head + "." + kind(object.kind())));
    }
    String place = place(object);
    String plain = printable(head + "." + place);
    return groups
        .flatMap(g -> group(g, object).map(group -> grouped(g, group, place, plain)))
        .orElseGet(() -> List.of(plain));
  }

  /**
   * What stands behind the metric's name in the names of an object: its tags, each with a semicolon
   * in front; nothing without tags.
   */
  String suffix(StatObject object) {
    if (!tags) {
      return "";
    }
    var suffix = new StringBuilder(host.isEmpty() ? "" : tag("host", host));
    switch (object.kind()) {
      case DAEMON -> {}
      case PROCESS -> suffix.append(tag("process", object.name()));
      case FRONTEND -> suffix.append(tag("frontend", object.name()));
      case BACKEND -> suffix.append(tag("backend", object.name()));
      case SERVER ->
          suffix.append(tag("backend", object.proxy())).append(tag("server", object.name()));
      case SERVER_IN_ALL_BACKENDS -> suffix.append(tag("server", object.name()));
      case LISTENER ->
          suffix.append(tag("frontend", object.proxy())).append(tag("listener", object.name()));
      case COLLECTOR -> suffix.append(object.name().isEmpty() ? "" : tag("sink", object.name()));
    }
    groups
        .flatMap(g -> group(g, object))
        .ifPresent(group -> suffix.append(tag("group", group.name())));
    return suffix.toString();
  }

  /** In a value a semicolon would begin the next tag, and a tilde is not allowed in front. */
  private static String tag(String name, String value) {
    return ";" + name + "=" + printable(value).replace(';', '_').replaceFirst("^~", "_");
  }

  /** The metric's name as the last component of a path. */
  String metric(Metric metric) {
    return printable(metric.name());
  }

  private List<String> grouped(GroupSettings settings, Group group, String place, String plain) {
    String grouped =
        printable(head + "." + settings.namespace() + "." + group.name() + "." + place);
    return settings.doubleWrites() ? List.of(grouped, plain) : List.of(grouped);
  }

  private static String kind(ObjectKind kind) {
    return switch (kind) {
      case DAEMON -> "daemon.";
      case PROCESS -> "process.";
      case FRONTEND -> "frontend.";
      case BACKEND -> "backend.";
      case SERVER -> "server.";
      case SERVER_IN_ALL_BACKENDS -> "server-in-all-backends.";
      case LISTENER -> "listener.";
      case COLLECTOR -> "haproxystats.";
    };
  }

  private static String place(StatObject object) {
    String name = component(object.name());
    return switch (object.kind()) {
      case DAEMON -> "daemon.";
      case PROCESS -> "daemon.process." + name + ".";
      case FRONTEND -> "frontend." + name + ".";
      case BACKEND -> "backend." + name + ".";
      case SERVER -> "backend." + component(object.proxy()) + ".server." + name + ".";
      case SERVER_IN_ALL_BACKENDS -> "server." + name + ".";
      case LISTENER -> "frontend." + component(object.proxy()) + ".listener." + name + ".";
      case COLLECTOR -> name.isEmpty() ? "haproxystats." : "haproxystats." + name + ".";
    };
  }

  /**
   * The first group whose pattern is found in the object's name; a server follows its backend, a
   * listener its frontend.
   */
  private static Optional<Group> group(GroupSettings settings, StatObject object) {
    var candidates =
        switch (object.kind()) {
          case FRONTEND, LISTENER -> settings.frontends();
          case BACKEND, SERVER -> settings.backends();
          case SERVER_IN_ALL_BACKENDS -> settings.servers();
          case DAEMON, PROCESS, COLLECTOR -> List.<Group>of();
        };
    var name = component(object.proxy().isEmpty() ? object.name() : object.proxy());
    return candidates.stream().filter(group -> group.pattern().matcher(name).find()).findFirst();
  }

  private static String component(String name) {
    return name.replace('.', '_');
  }

  private static String printable(String path) {
    var clean = new StringBuilder(path.length());
    path.codePoints().forEach(c -> clean.append(c > ' ' && c < 127 ? (char) c : '_'));
    return clean.toString();
  }

  private static String host(String hostname, boolean fqdn) {
    int dot = hostname.indexOf('.');
    return fqdn || dot < 0 ? hostname : hostname.substring(0, dot);
  }
}
