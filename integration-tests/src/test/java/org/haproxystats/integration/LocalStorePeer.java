package org.haproxystats.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The directory of the local store. When it dies, a file stands in its place. */
final class LocalStorePeer implements SinkPeer {
  private final Path store;
  private final Path away;
  private final Set<Long> snapshots = new HashSet<>();

  LocalStorePeer(Path directory) {
    store = directory.resolve("store");
    away = directory.resolve("store.away");
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
    if (Files.exists(away)) {
      Files.delete(store);
      Files.move(away, store);
    } else {
      Files.createDirectory(store);
    }
  }

  @Override
  public void die() throws IOException {
    Files.move(store, away);
    Files.createFile(store);
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
