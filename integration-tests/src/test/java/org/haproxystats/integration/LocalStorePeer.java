package org.haproxystats.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The directory of the local store. It is reached through a link; when it dies, that leads to a
 * file.
 */
final class LocalStorePeer implements SinkPeer {
  private final Path store;
  private final Path real;
  private final Set<Long> snapshots = new HashSet<>();

  LocalStorePeer(Path directory) {
    store = directory.resolve("store");
    real = directory.resolve("store.real");
  }

  @Override
  public String name() {
    return "local-store";
  }

  @Override
  public List<String> configuration() {
    return List.of("[local-store]", "dir = " + store);
  }

  @Override
  public void start() throws IOException {
    Files.createDirectories(real);
    leadTo(real);
  }

  /** In one step, since the sink may be at work. */
  private void leadTo(Path target) throws IOException {
    Path link = store.resolveSibling("store.new");
    Files.createSymbolicLink(link, target);
    Files.move(link, store, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void die() throws IOException {
    leadTo(Files.createFile(store.resolveSibling("store.file")));
  }

  private Path file(String second) {
    return store.resolve(second).resolve("stats");
  }

  @Override
  public Set<Long> snapshots() throws IOException {
    try (var seconds = Files.list(store)) {
      seconds
          .map(folder -> folder.getFileName().toString())
          .filter(second -> !snapshots.contains(Long.valueOf(second)))
          .filter(second -> Files.exists(file(second)))
          .forEach(second -> snapshots.add(Long.valueOf(second)));
    }
    return snapshots;
  }

  @Override
  public Map<Series, Double> values(long second) throws IOException {
    var values = new HashMap<Series, Double>();
    for (var line : Files.readAllLines(file(Long.toString(second)))) {
      var cells = line.split(" ", -1);
      values.put(Series.ofGraphite(cells[0]), Double.valueOf(cells[1]));
    }
    return values;
  }

  @Override
  public void close() {
    // It is only files.
  }
}
