package org.haproxystats.integration.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.haproxystats.admin.Outcome;
import org.haproxystats.admin.PatternDifference;
import org.haproxystats.admin.PatternDifference.ChangedValue;
import org.haproxystats.admin.Patterns;
import org.haproxystats.admin.ProcessReplacedException;
import org.haproxystats.admin.Replacement;
import org.haproxystats.admin.Replacement.ProcessResult;
import org.haproxystats.admin.Replacement.State;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.integration.runtime.PatternSite;
import org.haproxystats.runtime.CommandUnavailableException;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.Retries;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.Timeouts;
import org.haproxystats.runtime.UnsendableValueException;
import org.haproxystats.runtime.map.MapCommands;
import org.haproxystats.runtime.map.PatternEntry;
import org.haproxystats.runtime.map.PatternInfo;
import org.haproxystats.runtime.map.PatternRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** Whole contents of maps and ACLs in four real processes, also where one of them fails. */
class PatternsIT {
  private static final int PROCESSES = 4;
  private static final Timeouts IMPATIENT =
      new Timeouts(Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(30));

  /** For an answer that comes when a whole reload is done. */
  private static final Timeouts PATIENT =
      new Timeouts(Duration.ofSeconds(60), Duration.ofSeconds(60), Duration.ofSeconds(60));

  private static final List<PatternEntry> BEFORE =
      List.of(new PatternEntry("first", "value"), new PatternEntry("empty", ""));
  private static final List<PatternEntry> WANTED =
      IntStream.range(0, 1_000)
          .mapToObj(i -> new PatternEntry("host" + i, i % 7 == 0 ? " b;" + i : "backend " + i))
          .toList();

  @TempDir private Path directory;
  private PatternSite site;

  @BeforeEach
  void layOut() {
    site = new PatternSite(directory);
  }

  private static List<RuntimeClient> clients(RealHaproxy haproxy) {
    return new ArrayList<>(
        haproxy.sockets().stream()
            .map(socket -> new RuntimeClient(new Endpoint.Unix(socket.path())))
            .toList());
  }

  private static <T> List<T> values(List<Outcome<T>> outcomes) {
    return outcomes.stream().map(outcome -> ((Outcome.Done<T>) outcome).value()).toList();
  }

  private static List<State> states(Replacement replacement) {
    return replacement.processes().stream().map(ProcessResult::state).toList();
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = Mode.EXCLUDE, names = "V2_2")
  void allProcessesHaveTheNewContentsAfterwards(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, PROCESSES)) {
      var hosts = new Patterns(clients(haproxy), site.hosts());
      assertThat(values(hosts.contents())).isEqualTo(Collections.nCopies(PROCESSES, BEFORE));
      assertThat(values(hosts.differences(List.of(new PatternEntry("first", "other")))))
          .isEqualTo(
              Collections.nCopies(
                  PROCESSES,
                  new PatternDifference(
                      List.of(),
                      List.of(new PatternEntry("empty", "")),
                      List.of(new ChangedValue("first", "value", "other")),
                      false)));

      var replaced = hosts.replace(WANTED);
      assertThat(replaced.isDone()).isTrue();
      assertThat(replaced.skew()).isPositive();
      assertThat(values(hosts.contents())).isEqualTo(Collections.nCopies(PROCESSES, WANTED));
      assertThat(values(hosts.differences(WANTED))).allMatch(PatternDifference::isEmpty);

      assertThat(hosts.replace(List.of()).isDone()).isTrue();
      assertThat(values(hosts.contents())).isEqualTo(Collections.nCopies(PROCESSES, List.of()));

      var blocked = new Patterns(clients(haproxy), site.blocked());
      var patterns = List.of(PatternEntry.pattern("/with a blank"), PatternEntry.pattern("/b"));
      assertThat(blocked.replace(patterns).isDone()).isTrue();
      assertThat(values(blocked.contents())).isEqualTo(Collections.nCopies(PROCESSES, patterns));
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = Mode.EXCLUDE, names = "V2_2")
  void trafficSeesOldOrNewValuesAndNothingElse(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, PROCESSES)) {
      var hosts = new Patterns(clients(haproxy), site.hosts());
      assertThat(hosts.replace(all("old")).isDone()).isTrue();
      var goesOn = new AtomicBoolean(true);
      var seen = new ConcurrentLinkedQueue<List<String>>();
      var visited = new CountDownLatch(PROCESSES);
      var visitors =
          haproxy.directories().stream()
              .map(
                  own ->
                      Thread.startVirtualThread(
                          () -> seen.add(visit(own.resolve("mapped.sock"), visited, goesOn))))
              .toList();
      visited.await();
      for (var value : List.of("new", "newer")) {
        assertThat(hosts.replace(all(value)).isDone()).isTrue();
      }
      goesOn.set(false);
      for (var visitor : visitors) {
        visitor.join();
      }
      assertThat(seen)
          .hasSize(PROCESSES)
          .allSatisfy(
              values ->
                  assertThat(values)
                      .startsWith("old")
                      .endsWith("newer")
                      .doesNotHaveDuplicates()
                      .isSubsetOf("old", "new", "newer"));
    }
  }

  private static List<PatternEntry> all(String value) {
    return IntStream.range(0, 3_000).mapToObj(i -> new PatternEntry("host" + i, value)).toList();
  }

  /** The values that come one after the other, each told once; the last is asked for at the end. */
  private static List<String> visit(Path socket, CountDownLatch visited, AtomicBoolean goesOn) {
    var seen = new ArrayList<String>();
    boolean last;
    int host = 0;
    do {
      last = !goesOn.get();
      var value = PatternSite.valueFor(socket, "host" + host++ % 3_000);
      if (seen.isEmpty() || !seen.getLast().equals(value)) {
        seen.add(value);
      }
      if (host == 1) {
        visited.countDown();
      }
    } while (!last);
    return seen;
  }

  @EachHaproxy
  void driftBetweenProcessesIsFoundAndChangedByDifferences(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, PROCESSES)) {
      var clients = clients(haproxy);
      var hosts = new Patterns(clients, site.hosts());
      assertThat(values(hosts.drift())).allMatch(PatternDifference::isEmpty);
      clients.get(2).run(MapCommands.add(site.hosts(), "#0xfirst", "a"));
      clients.get(2).run(MapCommands.set(site.hosts(), "empty", "no more"));
      clients.get(3).run(MapCommands.clear(site.hosts()));
      var none = new PatternDifference(List.of(), List.of(), List.of(), false);
      assertThat(values(hosts.drift()))
          .containsExactly(
              none,
              none,
              new PatternDifference(
                  List.of(),
                  List.of(new PatternEntry("#0xfirst", "a")),
                  List.of(new ChangedValue("empty", "no more", "")),
                  false),
              new PatternDifference(BEFORE, List.of(), List.of(), false));

      var wanted =
          List.of(
              new PatternEntry("empty", "now full"),
              new PatternEntry("#0xfirst", "b"),
              new PatternEntry("twice", "1"),
              new PatternEntry("twice", "2"));
      var changed = hosts.replaceByDifferences(wanted);
      assertThat(changed.isDone()).isTrue();
      assertThat(values(hosts.contents()))
          .allSatisfy(there -> assertThat(there).containsExactlyInAnyOrderElementsOf(wanted));
    }
  }

  @EachHaproxy
  void whatOneEntryOfTheDifferencesFailsOnIsToldAsPartly(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, 2)) {
      var ports = new Patterns(clients(haproxy), site.ports());
      var wanted = List.of(new PatternEntry("http", "8080"), new PatternEntry("ftp", "21x"));
      var changed = ports.replaceByDifferences(wanted);
      assertThat(states(changed)).containsExactly(State.PARTLY, State.PARTLY);
      assertThat(changed.processes().getFirst().reason().orElseThrow())
          .hasMessageContaining("unable to parse '21x'");
      assertThat(values(ports.contents()).getFirst())
          .containsExactly(new PatternEntry("http", "8080"), new PatternEntry("https", "443"));
    }
  }

  @EachHaproxy
  void nothingChangesWhereOneProcessRefusesAnEntry(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, 2)) {
      var ports = new Patterns(clients(haproxy), site.ports());
      var before = values(ports.contents());
      var replaced = ports.replace(List.of(new PatternEntry("ftp", "21x")));
      assertThat(states(replaced)).containsExactly(State.UNCHANGED, State.UNCHANGED);
      var reason = replaced.processes().getFirst().reason().orElseThrow();
      if (line == HaproxyLine.V2_2) {
        assertThat(reason)
            .isInstanceOf(CommandUnavailableException.class)
            .hasMessageContaining("it came with 2.4");
      } else {
        assertThat(reason).hasMessageContaining("unable to parse '21x'");
        var prepared = MapCommands.show(site.ports(), 1, Collectors.counting());
        assertThat(values(ports.run(prepared))).containsOnly(0L);
      }
      assertThat(values(ports.contents())).isEqualTo(before);

      assertThatThrownBy(() -> ports.replace(List.of(new PatternEntry("a b", "1"))))
          .isInstanceOf(UnsendableValueException.class)
          .hasMessageContaining("'a b'");
      assertThatThrownBy(() -> ports.replace(List.of(new PatternEntry("a", "1\n2"))))
          .isInstanceOf(UnsendableValueException.class);
    }
  }

  /** The entries of all versions, as HAProxy counts them. */
  private static List<Long> entryCounts(List<RuntimeClient> processes, PatternRef ref)
      throws InterruptedException {
    return values(new Patterns(processes, ref).run(MapCommands.listMaps())).stream()
        .map(maps -> maps.stream().filter(info -> info.file().equals(ref.id())).findFirst())
        .map(info -> info.flatMap(PatternInfo::versions).orElseThrow().entries())
        .toList();
  }

  /** The processes, the last of which meets trouble before a command comes for the n-th time. */
  private Replacement replaceWithTrouble(
      RealHaproxy haproxy, String command, int times, Intruder.Trouble trouble) throws Exception {
    var last = haproxy.sockets().getLast().path();
    return replace(haproxy, last, PATIENT, command, times, trouble);
  }

  /** The same with a process that is made to stand still, and which is not waited for very long. */
  private Replacement replaceWithStall(
      RealHaproxy haproxy, Path last, String command, int times, long victim) throws Exception {
    return replace(haproxy, last, IMPATIENT, command, times, () -> Signals.stop(victim));
  }

  private Replacement replace(
      RealHaproxy haproxy,
      Path last,
      Timeouts timeouts,
      String command,
      int times,
      Intruder.Trouble trouble)
      throws Exception {
    try (var intruder =
        Intruder.before(directory.resolve("intruder"), last, command, times, trouble)) {
      var clients = clients(haproxy);
      clients.set(PROCESSES - 1, new RuntimeClient(intruder.endpoint(), timeouts, Retries.NONE));
      var replaced = new Patterns(clients, site.hosts()).replace(WANTED);
      intruder.awaitTrouble(); // On a busy machine the time may be up before the trouble is there.
      return replaced;
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"V2_6", "NEWEST"})
  void aProcessThatIsKilledWhileItIsFilledLeavesAllOthersAsTheyWere(HaproxyLine line)
      throws Exception {
    try (var haproxy = site.start(line, PROCESSES)) {
      var others = clients(haproxy).subList(0, PROCESSES - 1);
      var counts = entryCounts(others, site.hosts());
      long victim = haproxy.pids().getLast();
      var replaced = replaceWithTrouble(haproxy, "add map @", 2, () -> Signals.kill(victim));
      assertThat(states(replaced)).containsOnly(State.UNCHANGED);
      assertThat(replaced.processes().getLast().reason()).isPresent();
      assertThat(replaced.skew()).isZero();
      assertThat(values(new Patterns(others, site.hosts()).contents())).containsOnly(BEFORE);
      assertThat(entryCounts(others, site.hosts())).isEqualTo(counts);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"V2_6", "NEWEST"})
  void aProcessThatIsKilledAtItsCommitHasAllOthersGoBack(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, PROCESSES)) {
      var others = clients(haproxy).subList(0, PROCESSES - 1);
      var counts = entryCounts(others, site.hosts());
      long victim = haproxy.pids().getLast();
      var replaced = replaceWithTrouble(haproxy, "commit map", 1, () -> Signals.kill(victim));
      assertThat(states(replaced))
          .containsExactly(State.RESTORED, State.RESTORED, State.RESTORED, State.UNCHANGED);
      assertThat(values(new Patterns(others, site.hosts()).contents())).containsOnly(BEFORE);
      assertThat(entryCounts(others, site.hosts())).isEqualTo(counts);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = Mode.EXCLUDE, names = "V2_2")
  void aProcessThatRefusesItsCommitKeepsNothingOfTheNewContents(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, PROCESSES);
        var intruder =
            Intruder.insteadOf(
                directory.resolve("intruder"),
                haproxy.sockets().getLast().path(),
                "commit map",
                "[3]: Out of memory.\n\n")) {
      var counts = entryCounts(clients(haproxy), site.hosts());
      var clients = clients(haproxy);
      clients.set(PROCESSES - 1, new RuntimeClient(intruder.endpoint()));
      var replaced = new Patterns(clients, site.hosts()).replace(WANTED);
      assertThat(states(replaced))
          .containsExactly(State.RESTORED, State.RESTORED, State.RESTORED, State.UNCHANGED);
      assertThat(replaced.processes().getLast().reason().orElseThrow())
          .hasMessageContaining("Out of memory.");
      assertThat(values(new Patterns(clients, site.hosts()).contents())).containsOnly(BEFORE);
      assertThat(entryCounts(clients(haproxy), site.hosts())).isEqualTo(counts);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"V2_6", "NEWEST"})
  void aProcessThatIsReloadedAtItsCommitHasAllOthersGoBack(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, PROCESSES)) {
      var replaced =
          replaceWithTrouble(haproxy, "commit map", 1, () -> haproxy.reload(PROCESSES - 1));
      assertThat(states(replaced))
          .containsExactly(State.RESTORED, State.RESTORED, State.RESTORED, State.UNCHANGED);
      assertThat(values(new Patterns(clients(haproxy), site.hosts()).contents()))
          .containsOnly(BEFORE);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"V2_6", "NEWEST"})
  void aProcessThatIsReloadedBeforeTheCommitsLetsNoneBegin(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, PROCESSES)) {
      var counts = entryCounts(clients(haproxy), site.hosts());
      // The second time that it is asked who it is.
      var replaced =
          replaceWithTrouble(haproxy, "show info", 2, () -> haproxy.reload(PROCESSES - 1));
      assertThat(states(replaced)).containsOnly(State.UNCHANGED);
      assertThat(replaced.processes().getLast().reason().orElseThrow())
          .isInstanceOf(ProcessReplacedException.class);
      var hosts = new Patterns(clients(haproxy), site.hosts());
      assertThat(values(hosts.contents())).containsOnly(BEFORE);
      assertThat(entryCounts(clients(haproxy), site.hosts())).isEqualTo(counts);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = Mode.EXCLUDE, names = "V2_2")
  void aProcessThatStallsWhileItIsFilledLeavesAllAsTheyWere(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, PROCESSES)) {
      var counts = entryCounts(clients(haproxy), site.hosts());
      long victim = haproxy.pids().getLast();
      var real = haproxy.sockets().getLast().path();
      var replaced = replaceWithStall(haproxy, real, "add map @", 2, victim);
      Signals.resume(victim);
      assertThat(states(replaced)).containsOnly(State.UNCHANGED);
      assertThat(replaced.processes().getLast().reason().orElseThrow())
          .hasMessageContaining("intruder");
      assertThat(values(new Patterns(clients(haproxy), site.hosts()).contents()))
          .containsOnly(BEFORE);
      assertCleanedUp(haproxy, replaced, counts);
    }
  }

  /** What is left in the last process goes away by the command that is told. */
  private void assertCleanedUp(RealHaproxy haproxy, Replacement replaced, List<Long> counts)
      throws Exception {
    assertThat(replaced.processes().subList(0, PROCESSES - 1))
        .allSatisfy(other -> assertThat(other.cleanup()).isEmpty());
    var cleanup = replaced.processes().getLast().cleanup().orElseThrow();
    assertThat(cleanup).hasToString("clear map @1 " + site.hosts().id());
    var clients = clients(haproxy);
    // It may yet have to read what it was sent before it stalled.
    await()
        .untilAsserted(
            () -> {
              clients.getLast().run(cleanup);
              assertThat(entryCounts(clients, site.hosts())).isEqualTo(counts);
            });
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = Mode.EXCLUDE, names = "V2_2")
  void whatWasPreparedIsTakenBackWhereAProcessStallsForAMoment(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, PROCESSES)) {
      long victim = haproxy.pids().getLast();
      var real = haproxy.sockets().getLast().path();
      // It goes on when it is told for the second time to take back what it has.
      try (var waker =
          Intruder.before(
              directory.resolve("waker"), real, "show info", 3, () -> Signals.resume(victim))) {
        var replaced = replaceWithStall(haproxy, waker.path(), "add map @", 2, victim);
        assertThat(states(replaced)).containsOnly(State.UNCHANGED);
        assertThat(replaced.processes())
            .allSatisfy(process -> assertThat(process.cleanup()).isEmpty());
      }
      assertThat(values(new Patterns(clients(haproxy), site.hosts()).contents()))
          .containsOnly(BEFORE);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = Mode.EXCLUDE, names = "V2_2")
  void whatEarlierReplacementsLeftGoesWithTheNext(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, 2)) {
      var clients = clients(haproxy);
      for (int i = 1; i <= 3; i++) {
        long left = clients.getFirst().run(MapCommands.prepare(site.hosts()));
        assertThat(left).isEqualTo(i);
        clients.getFirst().runAll(MapCommands.addAll(site.hosts(), left, WANTED));
      }
      assertThat(new Patterns(clients, site.hosts()).replace(BEFORE).isDone()).isTrue();
      var counts = entryCounts(clients, site.hosts());
      assertThat(counts.getFirst()).isEqualTo(counts.getLast());
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(mode = Mode.EXCLUDE, names = "V2_2")
  void aProcessThatStallsAtItsCommitForAMomentIsWaitedFor(HaproxyLine line) throws Exception {
    try (var haproxy = site.start(line, PROCESSES)) {
      long victim = haproxy.pids().getLast();
      var real = haproxy.sockets().getLast().path();
      // It goes on when it is asked what became of its commit: who it is, for the third time.
      try (var waker =
          Intruder.before(
              directory.resolve("waker"), real, "show info", 3, () -> Signals.resume(victim))) {
        var replaced = replaceWithStall(haproxy, waker.path(), "commit map", 1, victim);
        assertThat(states(replaced)).containsOnly(State.REPLACED);
      }
      assertThat(values(new Patterns(clients(haproxy), site.hosts()).contents()))
          .containsOnly(WANTED);
    }
  }

  @ParameterizedTest(name = "{0}")
  @EnumSource(names = {"V2_6", "NEWEST"})
  void aProcessThatStaysStalledAtItsCommitIsInDoubtUntilTheNextTime(HaproxyLine line)
      throws Exception {
    try (var haproxy = site.start(line, PROCESSES)) {
      long victim = haproxy.pids().getLast();
      var real = haproxy.sockets().getLast().path();
      var replaced = replaceWithStall(haproxy, real, "commit map", 1, victim);
      Signals.resume(victim);
      assertThat(states(replaced))
          .containsExactly(State.REPLACED, State.REPLACED, State.REPLACED, State.IN_DOUBT);
      var hosts = new Patterns(clients(haproxy), site.hosts());
      assertThat(values(hosts.contents()).subList(0, PROCESSES - 1)).containsOnly(WANTED);
      // Nobody can say if its version is in use, so no command is told that would clear it.
      assertThat(replaced.processes().getLast().cleanup()).isEmpty();
      assertThat(hosts.replace(WANTED).isDone()).isTrue();
      assertThat(values(hosts.contents())).containsOnly(WANTED);
      assertThat(Set.copyOf(entryCounts(clients(haproxy), site.hosts()))).hasSize(1);
    }
  }
}
