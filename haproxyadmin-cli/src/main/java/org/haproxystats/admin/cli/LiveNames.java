package org.haproxystats.admin.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.haproxystats.admin.HAProxy;
import org.haproxystats.admin.ProxyObject;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Retries;
import org.haproxystats.runtime.Timeouts;
import org.haproxystats.runtime.event.EventCommands;
import org.haproxystats.runtime.event.EventSink;
import org.haproxystats.runtime.event.TraceCommands;
import org.haproxystats.runtime.event.TraceLevel;
import org.haproxystats.runtime.event.TraceSource;
import org.haproxystats.runtime.map.MapCommands;
import org.haproxystats.runtime.map.PatternInfo;
import org.haproxystats.runtime.process.ResolverCommands;
import org.haproxystats.runtime.session.Session;
import org.haproxystats.runtime.session.SessionCommands;
import org.haproxystats.runtime.table.TableCommands;
import org.haproxystats.runtime.table.TableInfo;
import org.haproxystats.runtime.tls.CaFileCommands;
import org.haproxystats.runtime.tls.CertificateCommands;
import org.haproxystats.runtime.tls.CrlFileCommands;
import org.haproxystats.runtime.tls.CrtListCommands;
import org.haproxystats.runtime.tls.StoreList;
import org.haproxystats.runtime.tls.TicketKeyCommands;
import org.haproxystats.runtime.tls.TicketKeys;

/**
 * The names that a word of a command line may be, as HAProxy has them now; none if it is silent.
 */
final class LiveNames {
  /** Somebody has pressed a key and waits. */
  private static final Timeouts SOON =
      new Timeouts(Duration.ofSeconds(1), Duration.ofSeconds(1), Duration.ofSeconds(2));

  private final Shell shell;
  private final Arguments arguments;

  /**
   * Names of the load balancers that some arguments mean.
   *
   * @param arguments what was typed before
   */
  LiveNames(Shell shell, Arguments arguments) {
    this.shell = shell;
    this.arguments = arguments;
  }

  /** What finds names. */
  @FunctionalInterface
  private interface Source {
    Stream<String> names(HAProxy haproxy) throws IOException, InterruptedException;
  }

  /** The names for a parameter of a command, such as {@code NAME} of {@code server}. */
  List<String> of(String entry, String parameter) throws InterruptedException {
    return switch (entry + " " + parameter) {
      case "server NAME", "server SERVER" -> objects(ObjectType.SERVER);
      case "backend NAME", "backend BACKEND" -> objects(ObjectType.BACKEND);
      case "frontend NAME" -> objects(ObjectType.FRONTEND);
      case "table TABLE" -> each(TableCommands.list(), TableInfo::name);
      case "map FILE" -> patterns(MapCommands.listMaps());
      case "acl FILE" -> patterns(MapCommands.listAcls());
      case "cert NAME", "crt-list CERTIFICATE", "ocsp NAME" -> stored(CertificateCommands.list());
      case "cert FRONTEND" -> objects(ObjectType.FRONTEND);
      case "cert FILE" -> each(TicketKeyCommands.files(), TicketKeys::file);
      case "ca NAME" -> stored(CaFileCommands.list());
      case "crl NAME" -> stored(CrlFileCommands.list());
      case "crt-list LIST" -> each(CrtListCommands.list(), name -> name);
      case "events SINK" -> each(EventCommands.sinks(), EventSink::name);
      case "trace SOURCE" -> each(TraceCommands.sources(), TraceSource::name);
      case "resolvers SECTION" ->
          each(ResolverCommands.resolvers(), ResolverCommands.Nameserver::section);
      case "session ID" -> each(SessionCommands.list(), Session::pointer);
      case "haproxy NAME" -> names(haproxy -> haproxy.metricNames().stream());
      case "haproxy LIMIT" -> List.of("maxconn", "conn-rate", "sess-rate", "ssl-rate");
      case "haproxy WHAT" -> List.of("tasks", "memory");
      case "haproxy SWITCH" -> List.of("on", "off", "auto");
      case "dump WHAT" -> List.of("stat", "info", "stats-file");
      case "completion SHELL" -> CompletionCommand.SHELLS;
      default -> List.of();
    };
  }

  /** The values that an option can have. */
  List<String> ofOption(Option option) throws InterruptedException {
    return switch (option.name()) {
      case "backend" -> objects(ObjectType.BACKEND);
      case "frontend" -> objects(ObjectType.FRONTEND);
      case "on" -> balancers();
      case "color" -> List.of("auto", "always", "never");
      case "level" -> List.of("user", "operator", "admin");
      case "trace-level" -> Stream.of(TraceLevel.values()).map(TraceLevel::toString).toList();
      case "sink" -> each(EventCommands.sinks(), EventSink::name);
      case "status" -> Selection.STATUSES;
      default -> List.of();
    };
  }

  private <T extends ProxyObject> List<String> objects(ObjectType<T> type)
      throws InterruptedException {
    return names(haproxy -> type.all().apply(haproxy.statistics()).stream().map(type::fullName));
  }

  /** The name of each that a command lists. */
  private <T> List<String> each(Command<List<T>> command, Function<T, String> name)
      throws InterruptedException {
    return names(haproxy -> lists(haproxy, command).map(name));
  }

  /** A map or ACL of a file; others are named by numbers, which tell nobody anything. */
  private List<String> patterns(Command<List<PatternInfo>> list) throws InterruptedException {
    return names(
        haproxy -> lists(haproxy, list).map(PatternInfo::file).filter(file -> !file.isEmpty()));
  }

  private static <T> Stream<T> lists(HAProxy haproxy, Command<List<T>> command)
      throws InterruptedException {
    return haproxy.run(command).values().stream().flatMap(List::stream);
  }

  private List<String> stored(Command<StoreList> list) throws InterruptedException {
    return names(
        haproxy -> haproxy.run(list).values().stream().map(StoreList::names).flatMap(List::stream));
  }

  private List<String> names(Source source) throws InterruptedException {
    var names = new ArrayList<String>();
    try {
      for (var target : new Targets(shell, arguments).all()) {
        var haproxy = HAProxy.ofAnswering(target.endpoints(), SOON, Retries.NONE);
        source.names(haproxy).forEach(names::add);
      }
    } catch (IOException | UsageException | IllegalArgumentException _) {
      return List.of(); // Told when the line is run; a shell has no room for it.
    }
    return names.stream().distinct().toList();
  }

  private List<String> balancers() {
    try {
      return new Targets(shell, arguments).balancers();
    } catch (IOException | UsageException _) {
      return List.of();
    }
  }
}
