import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Reads what haproxystats-process has written: {@code SECONDS/stats} below its directory, one line
 * {@code path value seconds} a metric. Removes the oldest, so that a long run does not fill the
 * disk.
 */
final class LocalStore {
  private static final int KEPT = 300;

  private final Path directory;
  private final Path incoming;
  private final Set<Long> pulled = new HashSet<>();
  private final TreeSet<Long> read = new TreeSet<>();
  private long metrics;
  private Map<String, String> newest = Map.of();
  private Map<String, String> before = Map.of();

  /**
   * @param directory the local store
   * @param incoming where snapshots wait to be processed
   */
  LocalStore(Path directory, Path incoming) {
    this.directory = directory;
    this.incoming = incoming;
  }

  /** Reads the snapshots that are new, and says whether there were any. */
  synchronized boolean read() {
    pulled.addAll(snapshotsIn(incoming));
    var fresh = new TreeSet<>(snapshotsIn(directory));
    // A file is whole once its snapshot has gone from the queue.
    fresh.removeAll(snapshotsIn(incoming));
    fresh.removeAll(read);
    for (long seconds : fresh) {
      Path file = file(seconds);
      if (!Files.exists(file)) {
        continue;
      }
      try {
        List<String> lines = Files.readAllLines(file);
        metrics += lines.size();
        if (read.isEmpty() || seconds > read.last()) {
          before = newest;
          newest = parse(lines);
        }
        read.add(seconds);
        pulled.add(seconds);
        removeOldest();
      } catch (IOException e) {
        throw new UncheckedIOException("cannot read " + file, e);
      }
    }
    return !fresh.isEmpty();
  }

  private void removeOldest() throws IOException {
    if (read.size() > KEPT) {
      long oldest = read.stream().skip(read.size() - KEPT - 1L).findFirst().orElseThrow();
      Files.deleteIfExists(file(oldest));
      Files.deleteIfExists(file(oldest).getParent());
    }
  }

  private static Map<String, String> parse(List<String> lines) {
    var values = new HashMap<String, String>();
    for (String line : lines) {
      String[] parts = line.split(" ");
      // The head of the path, the namespace and the host, is the same everywhere.
      int name = parts[0].indexOf(".haproxy.") + ".haproxy.".length();
      values.put(parts[0].substring(name), parts[1]);
    }
    return values;
  }

  private static Set<Long> snapshotsIn(Path directory) {
    var names = new HashSet<Long>();
    if (Files.isDirectory(directory)) {
      try (var files = Files.newDirectoryStream(directory, "[0-9]*")) {
        for (Path file : files) {
          names.add(Long.parseLong(file.getFileName().toString()));
        }
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list " + directory, e);
      }
    }
    return names;
  }

  private Path file(long seconds) {
    return directory.resolve(Long.toString(seconds)).resolve("stats");
  }

  /** How many snapshots wait to be processed. */
  int waiting() {
    return snapshotsIn(incoming).size();
  }

  synchronized int pulls() {
    return pulled.size();
  }

  synchronized int snapshots() {
    return read.size();
  }

  synchronized long metrics() {
    return metrics;
  }

  /** The file of the newest snapshot; only when there is one. */
  Path newestFile() {
    return file(read.last());
  }

  /** The names after {@code frontend.} or {@code backend.}, sorted. */
  Set<String> names(String kind) {
    var names = new TreeMap<String, Boolean>();
    for (String path : newest.keySet()) {
      String[] parts = path.split("\\.");
      if (parts[0].equals(kind)) {
        names.put(parts[1], true);
      }
    }
    return names.keySet();
  }

  /** A metric's newest value; 0 where there is none. */
  double value(String path) {
    return Double.parseDouble(newest.getOrDefault(path, "0"));
  }

  /** By how much a counter grows in a second. */
  double rate(String path) {
    if (before.isEmpty() || !before.containsKey(path)) {
      return 0;
    }
    double seconds = read.last() - read.lower(read.last());
    return Math.max(0, value(path) - Double.parseDouble(before.get(path))) / seconds;
  }
}
