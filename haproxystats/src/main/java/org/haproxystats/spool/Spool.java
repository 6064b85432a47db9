package org.haproxystats.spool;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.haproxystats.files.FileTrouble;
import org.jspecify.annotations.Nullable;

/**
 * The folder that snapshots wait in. A directory whose name is nothing but digits is a snapshot.
 * Names that begin with a dot are left alone, every other entry is told of once and left alone.
 *
 * <p>A snapshot leaves in one step, by a rename: either to a hidden name, under which it is then
 * deleted, or into the quarantine folder beside the spool or in it. So a crash never leaves half a
 * snapshot that looks like a whole one. What a crash left under a hidden name goes with the next
 * listing.
 *
 * <p>Listing is for one thread; removing and setting aside are for any.
 */
public final class Spool {
  private static final System.Logger LOG = System.getLogger(Spool.class.getName());
  private static final String DOOMED = ".removed-";
  private static final String INNER_QUARANTINE = ".quarantine";
  private static final String REASON_FILE = "reason.txt";

  private final Path directory;
  private final Path quarantine;
  private Map<String, Snapshot> known = new HashMap<>();
  private Set<String> toldOf = new HashSet<>();

  /**
   * @param directory the folder; it need not exist yet
   */
  public Spool(Path directory) {
    this.directory = directory;
    this.quarantine = directory.resolveSibling(directory.getFileName() + ".quarantine");
  }

  public Path directory() {
    return directory;
  }

  /** Where unreadable snapshots are set aside; it exists only when there was one. */
  public Path quarantine() {
    return quarantine;
  }

  /**
   * The snapshots that are in the folder now, oldest first. Clears away what an interrupted removal
   * left behind.
   *
   * @throws NoSuchFileException the folder does not exist
   * @throws IOException the folder cannot be read
   */
  public SortedSet<Snapshot> list() throws IOException {
    var found = new HashMap<String, Snapshot>();
    var foreign = new HashSet<String>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
      for (Path entry : entries) {
        String name = String.valueOf(entry.getFileName());
        Snapshot snapshot = snapshot(entry, name);
        if (snapshot != null) {
          found.put(name, snapshot);
        } else if (name.startsWith(DOOMED)) {
          clearAway(entry);
        } else if (!name.startsWith(".")) {
          foreign.add(name);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    foreign.forEach(this::tellOnce);
    toldOf = foreign;
    known = found;
    return new TreeSet<>(found.values());
  }

  /** Entries seen before are not looked at again: a long backlog is listed at every event. */
  private @Nullable Snapshot snapshot(Path entry, String name) {
    var seen = known.get(name);
    if (seen != null) {
      return seen;
    }
    return Snapshot.at(entry).filter(s -> Files.isDirectory(entry)).orElse(null);
  }

  private void tellOnce(String name) {
    if (!toldOf.contains(name)) {
      LOG.log(
          Level.WARNING,
          directory.resolve(name)
              + " is not a snapshot (a directory named after the second of a pull); it is left alone");
    }
  }

  /**
   * Removes a snapshot. When this returns it is gone for good, even if some of its files could not
   * be deleted yet.
   *
   * @throws IOException the snapshot is still there; the message names it and the reason
   */
  public void remove(Snapshot snapshot) throws IOException {
    Path doomed = directory.resolve(DOOMED + snapshot.name());
    try {
      deleteTree(doomed); // of a snapshot of the same name, whose removal was interrupted
      Files.move(snapshot.directory(), doomed);
    } catch (NoSuchFileException e) {
      return; // Somebody else has removed it.
    } catch (IOException e) {
      if (Files.notExists(snapshot.directory())) {
        return; // Somebody else has removed it in this moment.
      }
      throw new IOException("cannot remove snapshot " + snapshot + ": " + FileTrouble.reason(e), e);
    }
    clearAway(doomed);
  }

  /**
   * Moves a snapshot into the quarantine folder, with the reason in a file beside its data. Where
   * it cannot be moved out of the spool, which may be a file system of its own, it goes to the
   * hidden folder {@code .quarantine} in the spool.
   *
   * @return where it is now
   * @throws NoSuchFileException the snapshot does not exist any more
   * @throws IOException the snapshot is still there; the message names it and the reason
   */
  public Path setAside(Snapshot snapshot, String reason) throws IOException {
    Path place;
    try {
      place = moveInto(quarantine, snapshot);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      place = moveInto(directory.resolve(INNER_QUARANTINE), snapshot);
      LOG.log(
          Level.WARNING,
          "cannot move snapshots to "
              + quarantine
              + ", but to "
              + place.getParent()
              + ": "
              + FileTrouble.reason(e));
    }
    noteReason(place.resolve(REASON_FILE), reason);
    return place;
  }

  private static Path moveInto(Path folder, Snapshot snapshot) throws IOException {
    try {
      Files.createDirectories(folder);
      Path place = folder.resolve(snapshot.name());
      for (int i = 2; Files.exists(place); i++) {
        place = folder.resolve(snapshot.name() + "." + i);
      }
      return Files.move(snapshot.directory(), place, StandardCopyOption.ATOMIC_MOVE);
    } catch (NoSuchFileException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          "cannot move snapshot " + snapshot + " to " + folder + ": " + FileTrouble.reason(e), e);
    }
  }

  private static void noteReason(Path file, String reason) {
    try {
      Files.writeString(file, reason + "\n");
    } catch (IOException e) {
      LOG.log(Level.WARNING, "cannot write why it is there: " + FileTrouble.reason(e));
    }
  }

  private static void clearAway(Path doomed) {
    try {
      deleteTree(doomed);
    } catch (IOException e) {
      // It is out of everybody's way already, and the next listing tries again.
      LOG.log(Level.DEBUG, "cannot delete " + doomed + " yet: " + FileTrouble.reason(e));
    }
  }

  private static void deleteTree(Path root) throws IOException {
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e)
              throws IOException {
            if (e != null) {
              throw e;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
