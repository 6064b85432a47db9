package org.haproxystats.spool;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * One snapshot in the spool: a directory whose name is the second of the pull, with the answers of
 * each endpoint in {@code <socket>_info} and {@code <socket>_stat}. Snapshots are ordered by their
 * time.
 *
 * <p>Which sinks have confirmed it stands in the directory itself, as an empty file {@code
 * delivered.<sink>} for each. So it survives any end of the program, and goes with the directory.
 *
 * <p>A snapshot that lacks processes has a file {@code missing}, with a line for each of them: the
 * socket's name, a tab, and the reason.
 *
 * @param directory the directory; it may be gone by the time it is read
 * @param seconds when the snapshot was taken, in seconds since the epoch
 */
public record Snapshot(Path directory, long seconds) implements Comparable<Snapshot> {
  private static final Pattern NAME = Pattern.compile("[0-9]{1,18}");
  private static final String MARK = "delivered.";
  static final String MISSING = "missing";

  /** The file with what ended processes had counted; the original passes over such a name. */
  public static final String FINISHED = "finished";

  private static final Comparator<Snapshot> BY_TIME =
      Comparator.comparingLong(Snapshot::seconds).thenComparing(Snapshot::directory);

  /** The snapshot of this directory, if its name is that of a snapshot: digits and nothing else. */
  public static Optional<Snapshot> at(Path directory) {
    var name = directory.getFileName();
    if (name == null || !NAME.matcher(name.toString()).matches()) {
      return Optional.empty();
    }
    return Optional.of(new Snapshot(directory, Long.parseLong(name.toString())));
  }

  /** The directory's name, as pull wrote it. */
  public String name() {
    return String.valueOf(directory.getFileName());
  }

  /**
   * The answers to {@code show info}, in the order of their names.
   *
   * @throws IOException the directory is gone or cannot be read
   */
  public List<Path> infoFiles() throws IOException {
    return files("_info");
  }

  /**
   * The answers to {@code show stat}, in the order of their names.
   *
   * @throws IOException the directory is gone or cannot be read
   */
  public List<Path> statFiles() throws IOException {
    return files("_stat");
  }

  /**
   * The snapshot before this one that is in the spool too.
   *
   * @throws IOException the spool cannot be read
   */
  public Optional<Snapshot> previous() throws IOException {
    var spool = directory.toAbsolutePath().getParent();
    if (spool == null) {
      return Optional.empty();
    }
    try (var entries = Files.list(spool)) {
      return entries
          .flatMap(entry -> at(entry).stream())
          .filter(snapshot -> snapshot.seconds < seconds)
          .max(Comparator.naturalOrder());
    }
  }

  /** What processes had counted that have ended since; the file need not exist. */
  public Path finished() {
    return directory.resolve(FINISHED);
  }

  /**
   * Why processes are missing in this snapshot, by the names of their sockets; empty if none is.
   *
   * @throws IOException the mark cannot be read
   */
  public SortedMap<String, String> missing() throws IOException {
    var missing = new TreeMap<String, String>();
    try {
      // Decoded like this, no byte is an error.
      var text = new String(Files.readAllBytes(directory.resolve(MISSING)), UTF_8);
      for (var line : text.lines().toList()) {
        var cells = line.split("\t", 2);
        missing.put(cells[0], cells.length == 2 ? cells[1] : "");
      }
    } catch (NoSuchFileException e) {
      return missing; // It is whole.
    }
    return missing;
  }

  /**
   * How many bytes its files have.
   *
   * @throws IOException the directory is gone or cannot be read
   */
  public long bytes() throws IOException {
    long bytes = 0;
    for (Path file : files("")) {
      bytes += Files.size(file);
    }
    return bytes;
  }

  /**
   * The names of the sinks that have confirmed this snapshot.
   *
   * @throws IOException the directory is gone or cannot be read
   */
  public Set<String> confirmations() throws IOException {
    var sinks = new HashSet<String>();
    try (DirectoryStream<Path> marks = Files.newDirectoryStream(directory, MARK + "*")) {
      for (Path mark : marks) {
        sinks.add(String.valueOf(mark.getFileName()).substring(MARK.length()));
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return sinks;
  }

  /**
   * Notes that a sink has confirmed this snapshot; a second time does no harm.
   *
   * @throws IOException the directory is gone or cannot be written to
   */
  public void confirm(String sink) throws IOException {
    try {
      Files.createFile(directory.resolve(MARK + sink));
    } catch (FileAlreadyExistsException e) {
      // It is noted already, by a run before this one.
    }
  }

  private List<Path> files(String suffix) throws IOException {
    var files = new ArrayList<Path>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(directory)) {
      for (Path file : found) {
        if (String.valueOf(file.getFileName()).endsWith(suffix)) {
          files.add(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    files.sort(null);
    return files;
  }

  @Override
  public int compareTo(Snapshot other) {
    return BY_TIME.compare(this, other);
  }

  @Override
  public String toString() {
    return directory.toString();
  }
}
