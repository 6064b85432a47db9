package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.server.AdminState;
import org.haproxystats.runtime.server.ServerCommands;
import org.haproxystats.runtime.server.ServerName;
import org.haproxystats.runtime.server.ServerViews;
import org.haproxystats.runtime.table.VariableCommands;
import org.haproxystats.runtime.tls.CaFile;
import org.haproxystats.runtime.tls.CaFileCommands;
import org.haproxystats.runtime.tls.CertificateCommands;
import org.haproxystats.runtime.tls.CertificateDetails;
import org.haproxystats.runtime.tls.CrlFile;
import org.haproxystats.runtime.tls.CrlFileCommands;
import org.haproxystats.runtime.tls.StoreList;

/**
 * Whatever a name is, what a command makes has that very name in each line of HAProxy and is found
 * by it, or it was refused and nothing was made.
 */
class AnyNameIT {
  private static final int TRIES = 250;
  private static final GuardedHaproxy.All HAPROXYS = new GuardedHaproxy.All();

  @AfterContainer
  static void stop() throws IOException {
    HAPROXYS.close();
  }

  /** Anything, and what HAProxy takes for the name of a proxy or a server. */
  @Provide
  Arbitrary<String> names() {
    var proper =
        Arbitraries.strings()
            .withCharRange('a', 'z')
            .withCharRange('A', 'Z')
            .withCharRange('0', '9')
            .withChars("-_.:")
            .ofMinLength(1)
            .ofMaxLength(40);
    var nearly =
        proper.flatMap(name -> Arbitraries.of("#", "@", "*", "!", "~", "/").map(c -> name + c));
    return Arbitraries.oneOf(AnyText.texts(), proper, nearly);
  }

  /** What HAProxy 2.2 cannot do. */
  @Provide
  Arbitrary<HaproxyLine> newerLines() {
    return Arbitraries.of(HaproxyLine.V2_6, HaproxyLine.V3_0, HaproxyLine.NEWEST);
  }

  /** Whether HAProxy has done it; false if it was refused here or there. */
  private static boolean isDone(GuardedHaproxy haproxy, Command<?> command) throws Exception {
    try {
      haproxy.client().run(command);
      return true;
    } catch (CommandFailedException e) {
      assertThat(e.answer()).doesNotContain("Unknown command");
      return false;
    }
  }

  @Property(tries = TRIES)
  void everyServerHasTheNameThatItWasGiven(
      @ForAll("newerLines") HaproxyLine line, @ForAll("names") String name) throws Exception {
    var haproxy = HAPROXYS.of(line);
    var before = servers(haproxy);
    haproxy.isSent(
        () -> {
          var server = new ServerName("app", name);
          if (isDone(haproxy, ServerCommands.add(server, "unix@/none"))) {
            assertThat(servers(haproxy)).containsAll(before).contains(server);
            haproxy.client().run(ServerCommands.setWeight(server, 77));
            assertThat(haproxy.client().run(ServerCommands.weight(server)).current()).isEqualTo(77);
            haproxy.client().run(ServerCommands.setState(server, AdminState.MAINT));
            haproxy.client().run(ServerCommands.delete(server));
          }
        });
    assertThat(servers(haproxy)).isEqualTo(before);
  }

  private static List<ServerName> servers(GuardedHaproxy haproxy) throws Exception {
    return haproxy.client().run(ServerViews.states("app")).stream()
        .map(state -> state.name())
        .toList();
  }

  /** The commands for one kind of files in HAProxy's memory. */
  private record Store<T>(
      Function<String, Command<String>> create,
      Command<StoreList> list,
      Function<String, Command<T>> show,
      Function<T, String> nameOf,
      Function<String, Command<String>> delete) {

    void check(GuardedHaproxy haproxy, String name) throws Exception {
      var client = haproxy.client();
      var before = client.run(list).names();
      haproxy.isSent(
          () -> {
            if (isDone(haproxy, create.apply(name))) {
              var after = new ArrayList<>(client.run(list).names());
              assertThat(after.remove(name)).isTrue();
              assertThat(after).isEqualTo(before);
              haproxy.isSent(
                  () -> assertThat(nameOf.apply(client.run(show.apply(name)))).isEqualTo(name));
              client.run(delete.apply(name));
            }
          });
      assertThat(client.run(list).names()).isEqualTo(before);
    }
  }

  @Property(tries = TRIES)
  void everyCertificateHasTheNameThatItWasGiven(
      @ForAll HaproxyLine line, @ForAll("names") String name) throws Exception {
    new Store<>(
            CertificateCommands::create,
            CertificateCommands.list(),
            CertificateCommands::show,
            CertificateDetails::name,
            CertificateCommands::delete)
        .check(HAPROXYS.of(line), name);
  }

  @Property(tries = TRIES)
  void everyCaFileHasTheNameThatItWasGiven(
      @ForAll("newerLines") HaproxyLine line, @ForAll("names") String name) throws Exception {
    new Store<>(
            CaFileCommands::create,
            CaFileCommands.list(),
            CaFileCommands::show,
            CaFile::name,
            CaFileCommands::delete)
        .check(HAPROXYS.of(line), name);
  }

  @Property(tries = TRIES)
  void everyCrlFileHasTheNameThatItWasGiven(
      @ForAll("newerLines") HaproxyLine line, @ForAll("names") String name) throws Exception {
    new Store<>(
            CrlFileCommands::create,
            CrlFileCommands.list(),
            CrlFileCommands::show,
            CrlFile::name,
            CrlFileCommands::delete)
        .check(HAPROXYS.of(line), name);
  }

  @Property(tries = TRIES)
  void everyVariableHasTheNameThatItWasGiven(
      @ForAll("newerLines") HaproxyLine line, @ForAll("names") String name, @ForAll int number)
      throws Exception {
    var haproxy = HAPROXYS.of(line);
    var variable = "proc." + name;
    haproxy.isSent(
        () -> {
          if (isDone(haproxy, VariableCommands.setNumber(variable, number))) {
            var stored = haproxy.client().run(VariableCommands.get(variable));
            assertThat(stored.name()).isEqualTo(variable);
            assertThat(stored.value()).isEqualTo(String.valueOf(number));
          }
        });
  }
}
