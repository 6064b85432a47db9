package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.haproxystats.admin.Backend;
import org.haproxystats.admin.ProxyObject;
import org.haproxystats.admin.Server;
import org.haproxystats.admin.Statistics;

/** Finds the objects that were named, in all load balancers, with one pass over each. */
final class Selection {
  static final Option BACKEND =
      Option.value(
          'b',
          "backend",
          "NAME,...",
          "servers of these backends alone; * and ? stand for anything");
  static final Option STATUS =
      Option.value("status", "STATUS,...", "those alone whose status begins so, such as down");

  /** What a status of HAProxy begins with: of servers, backends and frontends. */
  static final List<String> STATUSES =
      List.of("up", "down", "maint", "drain", "nolb", "no check", "open", "paused", "stop", "full");

  /** What a load balancer has. */
  private record Pass(LoadBalancer balancer, Statistics statistics) {}

  private final Invocation invocation;
  private final List<Pass> passes = new ArrayList<>();

  private Selection(Invocation invocation) {
    this.invocation = invocation;
  }

  private static Selection open(Invocation invocation)
      throws UsageException, IOException, InterruptedException {
    var selection = new Selection(invocation);
    for (var balancer : invocation.loadBalancers()) {
      selection.passes.add(new Pass(balancer, balancer.haproxy().statistics()));
    }
    return selection;
  }

  /**
   * The objects of some names, all of them if there are no names. A name that is not known is told,
   * and the others are found.
   */
  static <T extends ProxyObject> List<Selected<T>> toShow(
      Invocation invocation, ObjectType<T> type, List<String> names)
      throws UsageException, IOException, InterruptedException {
    var selection = open(invocation);
    var found = new ArrayList<Selected<T>>();
    for (var pass : selection.passes) {
      var balancer = pass.balancer();
      var all = selection.all(pass, type);
      for (var name : names) {
        if (all.stream().noneMatch(named(type, name))) {
          invocation.trouble(unknown(type, name, all, balancer.target().prefix()));
        }
      }
      all.stream()
          .filter(
              object ->
                  names.isEmpty()
                      || names.stream().anyMatch(name -> named(type, name).test(object)))
          .forEach(object -> found.add(new Selected<>(balancer, object)));
    }
    return found;
  }

  /**
   * The objects of some names, in the order of the names. A name that is not known anywhere is
   * refused; one that some of the load balancers do not have is told.
   *
   * @throws IOException if a name is not known
   */
  static <T extends ProxyObject> List<Selected<T>> toChange(
      Invocation invocation, ObjectType<T> type, List<String> names)
      throws UsageException, IOException, InterruptedException {
    var selection = open(invocation);
    var found = new ArrayList<Selected<T>>();
    var taken = new HashSet<String>();
    for (var name : names) {
      var missing = new ArrayList<String>();
      for (var pass : selection.passes) {
        var balancer = pass.balancer();
        var all = selection.all(pass, type);
        var some = all.stream().filter(named(type, name)).toList();
        if (some.isEmpty()) {
          missing.add(unknown(type, name, all, balancer.target().prefix()));
        }
        some.stream()
            .map(object -> new Selected<>(balancer, object))
            .filter(
                selected ->
                    taken.add(balancer.target().prefix() + type.fullName(selected.object())))
            .forEach(found::add);
      }
      if (missing.size() == selection.passes.size()) {
        throw new IOException(String.join("\n", missing) + "\n  Nothing was changed.");
      }
      missing.forEach(invocation::trouble);
    }
    return found;
  }

  /** Those of a load balancer that the options leave. */
  private <T extends ProxyObject> List<T> all(Pass pass, ObjectType<T> type) throws IOException {
    var backends = invocation.arguments().list(BACKEND);
    var known = pass.statistics().backends().stream().map(Backend::name).toList();
    for (var backend : backends) {
      if (known.stream().noneMatch(Names.matching(backend))) {
        throw new IOException(
            "%sno backend is named '%s'%s"
                .formatted(
                    pass.balancer().target().prefix(), backend, Names.suggestion(backend, known)));
      }
    }
    var tests = backends.stream().map(Names::matching).toList();
    return type.all().apply(pass.statistics()).stream()
        .filter(
            object ->
                tests.isEmpty()
                    || (object instanceof Server server
                        && tests.stream().anyMatch(test -> test.test(server.backend()))))
        .toList();
  }

  private static <T extends ProxyObject> Predicate<T> named(ObjectType<T> type, String name) {
    var test = Names.matching(name);
    return object -> test.test(type.shortName(object)) || test.test(type.fullName(object));
  }

  private static <T extends ProxyObject> String unknown(
      ObjectType<T> type, String name, List<T> all, String prefix) {
    var known =
        all.stream()
            .flatMap(
                object ->
                    name.contains("/")
                        ? Stream.of(type.fullName(object))
                        : Stream.of(type.shortName(object)))
            .distinct()
            .toList();
    return "%sno %s is named '%s'%s"
        .formatted(prefix, type.name(), name, Names.suggestion(name, known));
  }

  /** What the status shall begin with; empty: it may be any. */
  static List<String> statuses(Invocation invocation) throws UsageException {
    var wanted = invocation.arguments().list(STATUS);
    for (var begin : wanted) {
      if (STATUSES.stream().noneMatch(status -> begins(status, begin) || begins(begin, status))) {
        throw new UsageException(
            STATUS + ": no status is '" + begin + "'" + Names.suggestion(begin, STATUSES));
      }
    }
    return wanted;
  }

  /** Those of some objects whose status is wanted. */
  static <T extends ProxyObject> List<Selected<T>> ofStatus(
      List<String> wanted, List<Selected<T>> objects) throws IOException, InterruptedException {
    if (wanted.isEmpty()) {
      return objects;
    }
    var some = new ArrayList<Selected<T>>();
    for (var selected : objects) {
      if (selected.object().status().all().stream()
          .anyMatch(status -> wanted.stream().anyMatch(begin -> begins(status, begin)))) {
        some.add(selected);
      }
    }
    return some;
  }

  private static boolean begins(String status, String begin) {
    return status.regionMatches(true, 0, begin, 0, begin.length());
  }
}
