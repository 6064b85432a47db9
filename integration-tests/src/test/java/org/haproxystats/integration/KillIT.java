package org.haproxystats.integration;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchService;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pull, process and the receiver are killed at any moment, and nothing that was pulled is lost. */
class KillIT {
  @TempDir private Path directory;
  private final Set<String> arrived = new ConcurrentSkipListSet<>();

  @Test
  void twentyKillsLoseNothing() throws Exception {
    nothingIsLostOver(20);
  }

  @Test
  @Tag("soak")
  @Timeout(value = 20, unit = TimeUnit.MINUTES)
  void twoHundredKillsLoseNothing() throws Exception {
    nothingIsLostOver(200);
  }

  private void nothingIsLostOver(int kills) throws Exception {
    int port = FreePort.next();
    var site = SpoolSite.at(directory, port);
    Path received = Files.createDirectory(directory.resolve("received"));
    List<Supplier<Program>> starts =
        List.of(
            () -> site.start("haproxystats-pull"),
            () -> site.start("haproxystats-process"),
            () -> ReceiverProgram.start(directory, port, received));
    var running = new ArrayList<Program>();
    try (var _ = RealHaproxy.start(HaproxyLine.V3_0, directory, 2, Site.PROXIES);
        var watch = directory.getFileSystem().newWatchService()) {
      site.incoming().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      var watching = Thread.ofVirtual().start(() -> collect(watch));
      starts.forEach(start -> running.add(start.get()));
      long seed = System.nanoTime();
      var random = new Random(seed);
      for (int i = 0; i < kills || arrived.size() <= kills / 4; i++) {
        // No condition to wait for: any moment is to be hit.
        Thread.sleep(Duration.ofMillis(500 + random.nextInt(1000)));
        int victim = random.nextInt(starts.size());
        running.get(victim).kill();
        running.set(victim, starts.get(victim).get());
      }
      var pull = running.get(0);
      var process = running.get(1);
      int before = arrived.size();
      pull.awaitThat("two more snapshots", () -> arrived.size() >= before + 2);
      assertThat(pull.terminate()).as(pull.output()).isZero();
      process.awaitThat("an empty spool", site::isEmpty);
      assertThat(process.terminate()).as(process.output()).isZero();
      watching.interrupt();
      watching.join();

      assertThat(arrived).hasSizeGreaterThan(kills / 4);
      assertEverySnapshotIsComplete(received, "seed " + seed);
      // The manual has these figures.
      System.out.printf("%d kills, %d snapshots, none lost%n", kills, arrived.size());
      assertThat(site.incoming()).isEmptyDirectory();
      assertThat(directory.resolve("incoming.tmp")).isEmptyDirectory();
      assertThat(directory.resolve("incoming.quarantine")).doesNotExist();
    } finally {
      running.forEach(Program::close);
    }
  }

  /** Notes every snapshot that reaches the spool, however soon it leaves again. */
  private void collect(WatchService watch) {
    try {
      while (true) {
        var key = watch.take();
        for (var event : key.pollEvents()) {
          String name = String.valueOf(event.context());
          if (!name.startsWith(".")) {
            arrived.add(name);
          }
        }
        key.reset();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The metrics of HAProxy are the same in each snapshot; those of the collector itself vary. */
  private void assertEverySnapshotIsComplete(Path received, String description) throws IOException {
    Map<String, Set<String>> paths =
        ReceiverProgram.lines(received).stream()
            .map(line -> line.split(" ", -1))
            .filter(cells -> !cells[0].contains(".haproxystats."))
            .collect(
                groupingBy(
                    cells -> cells[2],
                    TreeMap::new,
                    mapping(cells -> cells[0], toCollection(TreeSet::new))));
    assertThat(paths.keySet()).as(description).containsAll(arrived);
    var all = new TreeSet<String>();
    paths.values().forEach(all::addAll);
    assertThat(all).hasSizeGreaterThan(200);
    arrived.forEach(
        second -> assertThat(paths.get(second)).as(second + ", " + description).isEqualTo(all));
  }
}
