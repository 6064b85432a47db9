package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.CommandUnavailableException;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.map.AclRef;
import org.haproxystats.runtime.map.LookupResult;
import org.haproxystats.runtime.map.MapCommands;
import org.haproxystats.runtime.map.MapRef;
import org.haproxystats.runtime.map.PatternContents;
import org.haproxystats.runtime.map.PatternEntry;
import org.haproxystats.runtime.map.PatternInfo;
import org.haproxystats.runtime.map.PatternRef;
import org.haproxystats.runtime.map.StoredEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** Each command for maps and ACLs on each line of HAProxy: what it does, and how it fails. */
class MapCommandsIT {
  @TempDir private Path directory;
  private PatternSite site;

  @BeforeEach
  void layOut() {
    site = new PatternSite(directory);
  }

  private static RuntimeClient client(RealHaproxy haproxy) {
    return new RuntimeClient(new Endpoint.Unix(haproxy.sockets().getFirst().path()));
  }

  private static List<PatternEntry> entries(RuntimeClient client, PatternRef ref)
      throws IOException, InterruptedException {
    return client.run(MapCommands.show(ref)).stream().map(StoredEntry::entry).toList();
  }

  private static CommandFailedException failure(RuntimeClient client, Command<?> command) {
    return catchThrowableOfType(CommandFailedException.class, () -> client.run(command));
  }

  @EachHaproxy
  void mapsAreListedReadAndChanged(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, 1)) {
      var client = client(haproxy);
      var hosts = site.hosts();

      var listed = client.run(MapCommands.listMaps());
      assertThat(listed)
          .extracting(PatternInfo::file)
          .containsExactlyInAnyOrder(hosts.id(), site.ports().id());
      var first = listed.getFirst();
      assertThat(first.description()).startsWith("pattern loaded from file '" + first.file());
      assertThat(first.description()).doesNotContain("curr_ver");
      assertThat(first.versions().isPresent()).isEqualTo(line != HaproxyLine.V2_2);
      var number =
          listed.stream().filter(info -> info.file().equals(hosts.id())).findFirst().orElseThrow();

      assertThat(entries(client, hosts))
          .containsExactly(new PatternEntry("first", "value"), new PatternEntry("empty", ""));
      assertThat(entries(client, MapRef.number(number.number()))).isEqualTo(entries(client, hosts));

      client.run(MapCommands.add(hosts, "b", "a value; with \\ spaces "));
      client.run(MapCommands.add(hosts, "b", "another"));
      assertThat(entries(client, hosts))
          .contains(
              new PatternEntry("b", "a value; with \\ spaces "), new PatternEntry("b", "another"));

      client.run(MapCommands.set(hosts, "b", "same for both"));
      assertThat(entries(client, hosts))
          .filteredOn(entry -> entry.key().equals("b"))
          .extracting(PatternEntry::value)
          .containsExactly("same for both", "same for both");

      var stored = client.run(MapCommands.show(hosts)).getLast();
      client.run(MapCommands.set(hosts, stored, "only the last"));
      assertThat(entries(client, hosts)).endsWith(new PatternEntry("b", "only the last"));
      client.run(MapCommands.del(hosts, stored));
      assertThat(entries(client, hosts)).endsWith(new PatternEntry("b", "same for both"));
      client.run(MapCommands.del(hosts, "b"));
      assertThat(entries(client, hosts)).hasSize(2);

      client.run(MapCommands.clear(hosts));
      assertThat(entries(client, hosts)).isEmpty();
    }
  }

  @EachHaproxy
  void aclsAreListedReadAndChanged(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, 1)) {
      var client = client(haproxy);
      var blocked = site.blocked();

      assertThat(client.run(MapCommands.listAcls()))
          .extracting(PatternInfo::file)
          .contains(blocked.id());
      client.run(MapCommands.add(blocked, "/with a blank"));
      client.runAll(MapCommands.addAll(blocked, List.of(PatternEntry.pattern("/more"))));
      assertThat(entries(client, blocked))
          .containsExactly(
              PatternEntry.pattern("/blocked"),
              PatternEntry.pattern("/with a blank"),
              PatternEntry.pattern("/more"));
      assertThat(client.run(MapCommands.get(blocked, "/with a blank")))
          .contains(
              new LookupResult(
                  "str",
                  true,
                  true,
                  Optional.of("tree"),
                  Optional.of("/with a blank"),
                  Optional.empty(),
                  Optional.empty()));
      assertThat(client.run(MapCommands.get(blocked, "/other"))).noneMatch(LookupResult::matched);

      client.run(MapCommands.del(blocked, "/with a blank"));
      client.run(MapCommands.del(blocked, client.run(MapCommands.show(blocked)).getLast()));
      assertThat(entries(client, blocked)).containsExactly(PatternEntry.pattern("/blocked"));
      assertThat(failure(client, MapCommands.del(blocked, "/gone")).failure())
          .isEqualTo(Failure.NOT_FOUND);
      client.run(MapCommands.clear(blocked));
      assertThat(entries(client, blocked)).isEmpty();
    }
  }

  @EachHaproxy
  void aLookupTellsForEachUseWhatMatches(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, 1)) {
      var client = client(haproxy);
      assertThat(client.run(MapCommands.get(site.ports(), "https")))
          .containsExactlyInAnyOrder(
              new LookupResult(
                  "str",
                  true,
                  true,
                  Optional.of("tree"),
                  Optional.of("https"),
                  Optional.of("443"),
                  Optional.of("sint")),
              new LookupResult(
                  "beg",
                  true,
                  true,
                  Optional.of("tree"),
                  Optional.of("https"),
                  Optional.of("443"),
                  Optional.of("str")));
      assertThat(client.run(MapCommands.get(site.ports(), "none")))
          .hasSize(2)
          .noneMatch(LookupResult::matched);
    }
  }

  @EachHaproxy
  void whatHaproxyRefusesFailsWithItsReason(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, 1)) {
      var client = client(haproxy);
      var hosts = site.hosts();
      var noMap = MapRef.file("/no/such.map");
      for (Command<?> command :
          List.of(
              MapCommands.show(noMap),
              MapCommands.get(noMap, "key"),
              MapCommands.add(noMap, "key", "value"),
              MapCommands.addAll(noMap, List.of(new PatternEntry("key", "value"))).getFirst(),
              MapCommands.set(noMap, "key", "value"),
              MapCommands.del(noMap, "key"),
              MapCommands.clear(noMap),
              MapCommands.show(AclRef.file("/no/such.acl")))) {
        assertThat(failure(client, command).failure()).isEqualTo(Failure.NOT_FOUND);
      }
      assertThat(failure(client, MapCommands.set(hosts, "none", "value")).answer())
          .isEqualTo("entry not found.");
      assertThat(failure(client, MapCommands.del(hosts, "none")).answer())
          .isEqualTo("Key not found.");
      assertThat(failure(client, MapCommands.add(site.ports(), "ftp", "21x")).answer())
          .isEqualTo("unable to parse '21x'.");

      var wrongInTheMiddle =
          List.of(
              new PatternEntry("ftp", "21"),
              new PatternEntry("ssh", "22x"),
              new PatternEntry("dns", "53"));
      assertThatThrownBy(() -> client.runAll(MapCommands.addAll(site.ports(), wrongInTheMiddle)))
          .hasMessageContaining("22x");
      assertThat(entries(client, site.ports()))
          .extracting(PatternEntry::key)
          .containsExactly("http", "https", "ftp");
    }
  }

  @EachHaproxy
  void manyEntriesArriveWhateverIsInThem(HaproxyLine line) throws Exception {
    var wanted =
        IntStream.range(0, 2_000)
            .mapToObj(
                i ->
                    switch (i % 5) {
                      case 0 -> new PatternEntry("k" + i, "v;al\\ue  <<END" + i + " ");
                      case 1 -> new PatternEntry("k" + i, "");
                      case 2 -> new PatternEntry("#k" + i, "; show info");
                      default -> new PatternEntry("END" + i, "END0");
                    })
            .collect(Collectors.toList());
    wanted.add(700, new PatternEntry("lead", "  blanks"));
    wanted.add(701, new PatternEntry("tab", "\tstart"));
    try (var haproxy = site.start(line, 1)) {
      var client = client(haproxy);
      client.run(MapCommands.clear(site.hosts()));
      client.runAll(MapCommands.addAll(site.hosts(), wanted));
      assertThat(entries(client, site.hosts())).isEqualTo(wanted);
      assertThat(client.run(MapCommands.show(site.hosts(), Collectors.counting())))
          .isEqualTo(2_002L);
    }
  }

  @EachHaproxy
  void aRowOfCommandsGoesOnAfterTheFirstThatFailsAndNamesIt(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, 1)) {
      var client = client(haproxy);
      var ports = site.ports();
      var failure =
          catchThrowableOfType(
              CommandFailedException.class,
              () ->
                  client.runAll(
                      List.of(
                          MapCommands.add(ports, "ftp", "21"),
                          MapCommands.add(ports, "ssh", "22x"),
                          MapCommands.del(ports, "gone"),
                          MapCommands.add(ports, "dns", "53"))));
      assertThat(failure.answer()).isEqualTo("unable to parse '22x'.");
      assertThat(failure.command()).endsWith("ports.map ssh 22x");
      assertThat(entries(client, ports))
          .extracting(PatternEntry::key)
          .containsExactly("http", "https", "ftp", "dns");
      client.runAll(List.of());
    }
  }

  @EachHaproxy
  void contentsAreComparedAndSentBackByteByByte(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, 1)) {
      var client = client(haproxy);
      var hosts = site.hosts();
      Files.write(
          directory.resolve("hosts.map"), new byte[] {'k', ' ', (byte) 0xe4, '\n', 'e', '\n'});
      haproxy.reload();
      var contents = client.run(MapCommands.contents(hosts));
      assertThat(contents.entries()).extracting(PatternEntry::key).containsExactly("k", "e");
      assertThat(contents)
          .isNotEqualTo(
              PatternContents.of(
                  hosts, List.of(new PatternEntry("k", "\ufffd"), new PatternEntry("e", ""))));
      if (line != HaproxyLine.V2_2) {
        long version = client.run(MapCommands.prepare(hosts));
        client.runAll(MapCommands.addAll(contents, version));
        assertThat(client.run(MapCommands.contents(hosts, version))).isEqualTo(contents);
        assertThat(client.run(MapCommands.holds(contents, version))).isTrue();
        assertThat(client.run(MapCommands.holds(contents, version + 1))).isFalse();
        client.runAll(MapCommands.addAll(hosts, version, List.of(new PatternEntry("k", "v"))));
        assertThat(client.run(MapCommands.holds(contents, version))).isFalse();
      }
      assertThat(failure(client, MapCommands.contents(MapRef.file("/no/such.map"))).failure())
          .isEqualTo(Failure.NOT_FOUND);
    }
  }

  @EachHaproxy
  void aVersionIsNotInUseUntilItIsCommitted(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, 1)) {
      var client = client(haproxy);
      for (var ref : List.of(site.hosts(), site.blocked())) {
        if (line == HaproxyLine.V2_2) {
          for (Command<?> command :
              List.of(
                  MapCommands.prepare(ref),
                  MapCommands.commit(ref, 1),
                  MapCommands.clear(ref, 1),
                  MapCommands.show(ref, 1, Collectors.counting()),
                  MapCommands.addAll(ref, 1, List.of(new PatternEntry("k", ""))).getFirst())) {
            assertThatThrownBy(() -> client.run(command))
                .isInstanceOf(CommandUnavailableException.class)
                .hasMessageContaining("it came with 2.4");
          }
          continue;
        }
        var before = entries(client, ref);
        var wanted =
            List.of(
                new PatternEntry("new", ref instanceof MapRef ? "value" : ""),
                new PatternEntry("newer", ref instanceof MapRef ? " blank first" : ""));
        long dropped = client.run(MapCommands.prepare(ref));
        client.runAll(MapCommands.addAll(ref, dropped, wanted));
        client.run(MapCommands.clear(ref, dropped));
        assertThat(client.run(MapCommands.show(ref, dropped, Collectors.counting()))).isZero();

        long version = client.run(MapCommands.prepare(ref));
        client.runAll(MapCommands.addAll(ref, version, wanted));
        assertThat(
                client.run(
                    MapCommands.show(
                        ref, version, Collectors.mapping(StoredEntry::entry, Collectors.toList()))))
            .isEqualTo(wanted);
        assertThat(entries(client, ref)).isEqualTo(before);

        client.run(MapCommands.commit(ref, version));
        assertThat(entries(client, ref)).isEqualTo(wanted);

        assertThat(failure(client, MapCommands.commit(ref, version)).answer())
            .isEqualTo("Version number out of range.");
        assertThat(
                failure(client, MapCommands.addAll(ref, version + 1, wanted).getFirst()).answer())
            .startsWith("Version number in the future");
      }
    }
  }
}
