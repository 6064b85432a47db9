package org.haproxystats.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.haproxystats.config.Configuration;
import org.haproxystats.config.TestConfiguration;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.sink.graphite.GraphiteNames;
import org.haproxystats.sink.graphite.LineWriter;
import org.haproxystats.spool.Snapshot;

/**
 * Snapshots of a real HAProxy 2.2 whose files were damaged in many ways. Whatever is left gives
 * lines of three fields, and never an exception.
 */
class DamagedSnapshotProperties {
  private static final Path WHOLE =
      Path.of("src", "test", "resources", "golden", "spool", "1795225391");
  private static final Logger LOGGER = Logger.getLogger(SnapshotReader.class.getName());
  private static final List<String> FILES = files();

  private static final Configuration CONFIGURATION =
      TestConfiguration.of(
          """
          [process]
          aggr-server-metrics = yes
          per-process-metrics = yes
          calculate-percentages = yes
          [graphite]
          hostname = lb-01
          """);
  private static final Path DAMAGED = newFolder().resolve("1795225391");
  private static final SnapshotReader READER =
      new SnapshotReader(CONFIGURATION.process(), FieldCatalog.load());
  private static final Set<String> GOOD_NAMES = names(lines(WHOLE));

  /** Thousands of lines on the screen would tell nobody anything. */
  @BeforeContainer
  static void keepTheLogFromTheScreen() {
    LOGGER.setUseParentHandlers(false);
  }

  @AfterContainer
  static void tidyUp() throws IOException {
    LOGGER.setUseParentHandlers(true);
    READER.close();
    for (var name : FILES) {
      Files.deleteIfExists(DAMAGED.resolve(name));
    }
    Files.delete(DAMAGED);
    Files.delete(Objects.requireNonNull(DAMAGED.getParent()));
  }

  @Property(tries = 100)
  void filesCutShortGiveNoNameThatTheWholeOnesDoNot(@ForAll long seed) throws IOException {
    var random = new Random(seed);
    for (var name : FILES) {
      var bytes = Files.readAllBytes(WHOLE.resolve(name));
      put(name, Arrays.copyOf(bytes, random.nextInt(bytes.length + 1)));
    }
    assertThat(GOOD_NAMES).containsAll(names(lines(DAMAGED)));
  }

  @Property(tries = 100)
  void bytesThatWereChangedGiveLinesOfThreeFields(@ForAll long seed) throws IOException {
    var random = new Random(seed);
    for (var name : FILES) {
      var bytes = Files.readAllBytes(WHOLE.resolve(name));
      for (int i = random.nextInt(30); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
      put(name, bytes);
    }
    names(lines(DAMAGED));
  }

  @Property(tries = 50)
  void filesThatTookEachOthersPlaceGiveNoNameThatTheRightOnesDoNot(@ForAll long seed)
      throws IOException {
    var random = new Random(seed);
    for (var name : FILES) {
      put(name, Files.readAllBytes(WHOLE.resolve(FILES.get(random.nextInt(FILES.size())))));
    }
    assertThat(GOOD_NAMES).containsAll(names(lines(DAMAGED)));
  }

  @Property(tries = 5)
  void aHugeRowCostsOnlyItself(@ForAll byte filler) throws IOException {
    for (var name : FILES) {
      put(name, Files.readAllBytes(WHOLE.resolve(name)));
    }
    var row = new byte[3_000_000];
    Arrays.fill(row, filler == '"' ? (byte) 'x' : filler);
    row[row.length - 1] = '\n';
    var bytes = new ByteArrayOutputStream();
    bytes.write(Files.readAllBytes(WHOLE.resolve("admin2.sock_stat")));
    bytes.write(row);
    put("admin2.sock_stat", bytes.toByteArray());
    assertThat(GOOD_NAMES).containsAll(names(lines(DAMAGED)));
  }

  private void put(String name, byte[] bytes) throws IOException {
    Files.write(Files.createDirectories(DAMAGED).resolve(name), bytes);
  }

  /** The names of the lines, each of which must be path, number and second. */
  private static Set<String> names(List<String> lines) {
    var names = new TreeSet<String>();
    for (var line : lines) {
      assertThat(line)
          .matches(
              "loadbalancers\\.lb-01\\.haproxy(\\.[!-~&&[^.]]+)+ -?[0-9]+(\\.[0-9]+)? 1795225391");
      names.add(line.substring(0, line.indexOf(' ')));
    }
    return names;
  }

  private static List<String> lines(Path directory) {
    var bytes = new ByteArrayOutputStream();
    try {
      var snapshot = READER.read(Snapshot.at(directory).orElseThrow());
      new LineWriter(new GraphiteNames(CONFIGURATION.graphite()))
          .write(
              snapshot,
              batch -> bytes.write(batch.array(), batch.arrayOffset(), batch.remaining()));
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static List<String> files() {
    try (var found = Files.list(WHOLE)) {
      return found.map(file -> file.getFileName().toString()).sorted().collect(Collectors.toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("damaged");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
