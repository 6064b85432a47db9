package org.haproxystats.integration.runtime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterContainer;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.CommandUnavailableException;
import org.haproxystats.runtime.event.EventCommands;
import org.haproxystats.runtime.event.TraceCommands;
import org.haproxystats.runtime.map.MapCommands;
import org.haproxystats.runtime.map.MapRef;
import org.haproxystats.runtime.map.PatternEntry;
import org.haproxystats.runtime.process.CliCommands;
import org.haproxystats.runtime.process.ProcessCommands;
import org.haproxystats.runtime.process.ResolverCommands;
import org.haproxystats.runtime.process.StatCommands;
import org.haproxystats.runtime.process.StatQuery;
import org.haproxystats.runtime.proxy.BackendCommands;
import org.haproxystats.runtime.proxy.FrontendCommands;
import org.haproxystats.runtime.server.ServerCommands;
import org.haproxystats.runtime.server.ServerName;
import org.haproxystats.runtime.server.ServerViews;
import org.haproxystats.runtime.table.TableCommands;
import org.haproxystats.runtime.table.TableEntry;
import org.haproxystats.runtime.table.TableKey;
import org.haproxystats.runtime.table.VariableCommands;
import org.haproxystats.runtime.tls.CertificateCommands;
import org.haproxystats.runtime.tls.CrtListCommands;
import org.haproxystats.runtime.tls.CrtListEntry;
import org.haproxystats.runtime.tls.OcspCommands;
import org.haproxystats.runtime.tls.Secret;
import org.haproxystats.runtime.tls.TicketKeyCommands;

/**
 * Whatever a text is, each line of HAProxy has it afterwards as it was, or it was refused before
 * anything was sent; and no text makes HAProxy do anything else. One HAProxy of each line serves
 * all tries, with a master process of its own.
 */
class AnyTextIT {
  private static final int TRIES = 400;
  private static final GuardedHaproxy.All HAPROXYS = new GuardedHaproxy.All();

  /** What names something in the middle or at the end of a command. */
  private static final List<Function<String, Command<?>>> NAMED =
      List.of(
          name -> ServerCommands.setWeight(new ServerName("app", name), 7),
          name -> ServerCommands.setFqdn(new ServerName("app", "one"), name),
          name -> ServerCommands.add(new ServerName("app", name), "unix@/none", "weight", name),
          name -> ServerCommands.delete(new ServerName("app", name)),
          name -> FrontendCommands.setMaxconn(name, 7),
          name -> BackendCommands.setDynamicCookieKey(name, name),
          name -> ServerViews.states(name),
          name -> StatCommands.rows(StatQuery.ALL.ofProxy(name)),
          name -> ResolverCommands.resolvers(name),
          name -> TableCommands.entries(name),
          name -> MapCommands.clear(MapRef.file(name)),
          name -> CertificateCommands.create(name),
          name -> CertificateCommands.delete(name),
          name -> CrtListCommands.add(name, CrtListEntry.of(name, name, List.of(name))),
          name -> OcspCommands.show(name),
          name -> TicketKeyCommands.set(name, new Secret(name)),
          name -> EventCommands.events(name),
          name -> TraceCommands.setSink(name, name),
          name -> CliCommands.echo(name),
          name -> ProcessCommands.environment(name));

  @AfterContainer
  static void stop() throws IOException {
    HAPROXYS.close();
  }

  @Provide
  Arbitrary<String> texts() {
    return AnyText.texts();
  }

  /** The contents as HAProxy shows them: keys and values with a blank between them. */
  private static List<String> shown(GuardedHaproxy haproxy) throws Exception {
    return haproxy.client().run(MapCommands.show(haproxy.texts())).stream()
        .map(stored -> stored.entry().key() + " " + stored.entry().value())
        .toList();
  }

  @Property(tries = TRIES)
  void everyKeyAndValueArrives(
      @ForAll HaproxyLine line, @ForAll("texts") String key, @ForAll("texts") String value)
      throws Exception {
    var haproxy = HAPROXYS.of(line);
    var map = haproxy.texts();
    haproxy.client().run(MapCommands.clear(map));
    if (haproxy.isSent(() -> haproxy.client().run(MapCommands.add(map, key, value)))) {
      assertThat(shown(haproxy)).containsExactly(key + " " + value);
      if (haproxy.isSent(() -> haproxy.client().run(MapCommands.set(map, key, "other")))) {
        assertThat(shown(haproxy)).containsExactly(key + " other");
      }
      if (haproxy.isSent(() -> haproxy.client().run(MapCommands.get(map, key)))) {
        assertThat(haproxy.client().run(MapCommands.get(map, key)).getFirst().matched()).isTrue();
      }
      if (haproxy.isSent(() -> haproxy.client().run(MapCommands.del(map, key)))) {
        assertThat(shown(haproxy)).isEmpty();
      }
    } else {
      assertThat(shown(haproxy)).isEmpty();
    }
  }

  @Property(tries = TRIES)
  void everyEntryArrivesThroughAMaster(
      @ForAll HaproxyLine line, @ForAll("texts") String key, @ForAll("texts") String value)
      throws Exception {
    var haproxy = HAPROXYS.of(line);
    var map = haproxy.texts();
    var entries = List.of(new PatternEntry(key, value), new PatternEntry("plain", value));
    haproxy.client().run(MapCommands.clear(map));
    boolean sent =
        haproxy.isSent(() -> haproxy.throughMaster().runAll(MapCommands.addAll(map, entries)));
    assertThat(shown(haproxy))
        .isEqualTo(sent ? List.of(key + " " + value, "plain " + value) : List.of());
  }

  @Property(tries = TRIES)
  void everyEntryOfManyArrivesInItsPlace(
      @ForAll HaproxyLine line,
      @ForAll @Size(max = 5) List<@From("texts") String> keys,
      @ForAll("texts") String value)
      throws Exception {
    var haproxy = HAPROXYS.of(line);
    var map = haproxy.texts();
    var entries = new ArrayList<PatternEntry>();
    keys.forEach(key -> entries.add(new PatternEntry(key, value)));
    entries.add(new PatternEntry("plain", value));
    haproxy.client().run(MapCommands.clear(map));
    var wanted = entries.stream().map(entry -> entry.key() + " " + entry.value()).toList();
    boolean sent = haproxy.isSent(() -> haproxy.client().runAll(MapCommands.addAll(map, entries)));
    assertThat(shown(haproxy)).isEqualTo(sent ? wanted : List.of());
  }

  @Property(tries = TRIES)
  void everyPatternArrives(
      @ForAll HaproxyLine line, @ForAll("texts") String first, @ForAll("texts") String second)
      throws Exception {
    var haproxy = HAPROXYS.of(line);
    var acl = haproxy.list();
    haproxy.client().run(MapCommands.clear(acl));
    var patterns = List.of(PatternEntry.pattern(first), PatternEntry.pattern(second));
    boolean sent = haproxy.isSent(() -> haproxy.client().runAll(MapCommands.addAll(acl, patterns)));
    assertThat(haproxy.client().run(MapCommands.contents(acl)).entries())
        .isEqualTo(sent ? patterns : List.of());
    if (sent && haproxy.isSent(() -> haproxy.client().run(MapCommands.del(acl, first)))) {
      assertThat(haproxy.client().run(MapCommands.contents(acl)).entries())
          .isEqualTo(first.equals(second) ? List.of() : patterns.subList(1, 2));
    }
  }

  @Property(tries = TRIES)
  void everyKeyOfATableArrives(@ForAll HaproxyLine line, @ForAll("texts") String text)
      throws Exception {
    var haproxy = HAPROXYS.of(line);
    haproxy.client().run(TableCommands.clear("texts"));
    var key = TableKey.of(text);
    if (haproxy.isSent(
        () -> haproxy.client().run(TableCommands.set("texts", key, Map.of("gpc0", 5L))))) {
      assertThat(haproxy.client().run(TableCommands.entries("texts")))
          .extracting(TableEntry::key)
          .containsExactly(text);
      if (!haproxy.isSent(() -> haproxy.client().run(TableCommands.remove("texts", key)))) {
        return;
      }
    }
    assertThat(haproxy.client().run(TableCommands.entries("texts"))).isEmpty();
  }

  @Property(tries = TRIES)
  void everyTextOfAVariableArrives(
      @ForAll HaproxyLine line, @ForAll("texts") String name, @ForAll("texts") String text)
      throws Exception {
    var haproxy = HAPROXYS.of(line);
    haproxy.isSent(() -> runOrFail(haproxy, VariableCommands.setText("proc." + name, text)));
    if (haproxy.isAtLeast(2, 5)
        && haproxy.isSent(
            () -> haproxy.client().run(VariableCommands.setText("proc.text", text)))) {
      // HAProxy shows a dot for each byte that is no plain character.
      var shown = new String(text.getBytes(UTF_8), ISO_8859_1).replaceAll("[^ -~]", ".");
      assertThat(haproxy.client().run(VariableCommands.get("proc.text")).value()).isEqualTo(shown);
    }
  }

  /** No name of these kinds is in any of the tries, so HAProxy may well refuse it. */
  @Property(tries = TRIES)
  void noNameMakesHaproxyDoAnythingElse(@ForAll HaproxyLine line, @ForAll("texts") String name)
      throws Exception {
    var haproxy = HAPROXYS.of(line);
    for (var factory : NAMED) {
      haproxy.isSent(() -> runOrFail(haproxy, factory.apply(name)));
    }
  }

  private static void runOrFail(GuardedHaproxy haproxy, Command<?> command) throws Exception {
    try {
      haproxy.client().run(command);
    } catch (CommandUnavailableException _) {
      // Nothing was sent.
    } catch (CommandFailedException e) {
      // HAProxy may well know no such thing, but it knows the command.
      assertThat(e.answer()).doesNotContain("Unknown command");
    }
  }
}
