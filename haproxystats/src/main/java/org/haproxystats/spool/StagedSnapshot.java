package org.haproxystats.spool;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.haproxystats.files.FileTrouble;

/**
 * A snapshot that is being put together in the staging directory. It reaches the spool in one
 * atomic rename, after its files are on the disk, or not at all: what stands in the spool is whole
 * even after the machine lost power.
 *
 * <p>Files may be made and written by several threads; commit and close belong to one.
 */
public final class StagedSnapshot implements AutoCloseable {
  private static final Pattern SECOND = Pattern.compile("[0-9]+");
  private static final int FILES_AT_ONCE = 32;

  private final Path directory;
  private final Path dstDir;
  private final long second;
  private final Map<String, StagedFile> files = new ConcurrentHashMap<>();
  private boolean committed;

  private StagedSnapshot(Path directory, Path dstDir, long second) {
    this.directory = directory;
    this.dstDir = dstDir;
    this.second = second;
  }

  /**
   * Makes the directory {@code tmpDstDir/second}. One that is there already is the left-over of a
   * crash, and is emptied.
   *
   * @param second seconds since the epoch
   * @throws IOException if that is not possible; the text names the path and the reason
   */
  public static StagedSnapshot create(Path tmpDstDir, Path dstDir, long second) throws IOException {
    var directory = tmpDstDir.resolve(Long.toString(second));
    try {
      Files.createDirectories(tmpDstDir);
      if (Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
        remove(directory);
      }
      Files.createDirectory(directory);
    } catch (IOException e) {
      throw new IOException(
          "cannot make the staging directory " + directory + ": " + FileTrouble.reason(e), e);
    }
    return new StagedSnapshot(directory, dstDir, second);
  }

  /**
   * Removes what a run that crashed left in the staging directory: the directories whose name is a
   * number, with the files in them, and nothing else.
   *
   * @return how many there were
   * @throws IOException if one cannot be removed; the text names the path and the reason
   */
  public static int removeLeftovers(Path tmpDstDir) throws IOException {
    int removed = 0;
    try {
      for (var entry : entriesOf(tmpDstDir)) {
        if (isSnapshot(entry)) {
          remove(entry);
          removed++;
        }
      }
    } catch (NoSuchFileException e) {
      return removed;
    } catch (IOException e) {
      throw new IOException(
          "cannot clean the staging directory " + tmpDstDir + ": " + FileTrouble.reason(e), e);
    }
    return removed;
  }

  private static boolean isSnapshot(Path path) {
    return SECOND.matcher(path.getFileName().toString()).matches()
        && Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** One level deep, because snapshots are: a wrong setting must not cost a tree of files. */
  private static void remove(Path directory) throws IOException {
    for (var file : entriesOf(directory)) {
      Files.delete(file);
    }
    Files.delete(directory);
  }

  private static List<Path> entriesOf(Path directory) throws IOException {
    var list = new ArrayList<Path>();
    try (var entries = Files.newDirectoryStream(directory)) {
      entries.forEach(list::add);
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return list;
  }

  /**
   * Makes a file of this snapshot. The snapshot closes it.
   *
   * @throws IOException if that is not possible; the text names the path and the reason
   */
  public StagedFile newFile(String name) throws IOException {
    var file = StagedFile.create(path(name));
    files.put(name, file);
    return file;
  }

  /**
   * Takes a file out of this snapshot again; there need be none of that name.
   *
   * @throws IOException if that is not possible; the text names the path and the reason
   */
  public void remove(String name) throws IOException {
    var file = files.remove(name);
    try {
      if (file != null) {
        file.close();
      }
      Files.deleteIfExists(path(name));
    } catch (IOException e) {
      throw new IOException("cannot remove " + path(name) + ": " + FileTrouble.reason(e), e);
    }
  }

  /**
   * Marks this snapshot as one that lacks processes.
   *
   * @param missing why, by the name of the socket
   * @throws IOException if that is not possible; the text names the path and the reason
   */
  public void markMissing(Map<String, String> missing) throws IOException {
    var lines = new StringBuilder();
    missing.forEach(
        (name, reason) ->
            lines.append(oneLine(name)).append('\t').append(oneLine(reason)).append('\n'));
    newFile(Snapshot.MISSING).write(StandardCharsets.UTF_8.encode(lines.toString()));
  }

  private static String oneLine(String text) {
    return text.replaceAll("\\p{Cntrl}", "?");
  }

  /** Where a file of this snapshot is until the commit. */
  public Path path(String name) {
    return directory.resolve(name);
  }

  /**
   * Brings the files to the disk and renames the directory into the spool. Where the second is
   * taken, as it may be when the clock was set back, the next free one becomes its name.
   *
   * @return the snapshot's directory in the spool
   * @throws IOException if that is not possible; the text names the paths and the reason
   */
  public Path commit() throws IOException {
    finishFiles();
    force(directory);
    var target = moveToFreeSecond();
    committed = true;
    force(dstDir);
    return target;
  }

  /**
   * Many at once: a file system's journal then takes them together, ten times as fast. Bringing a
   * file to the disk blocks a thread, virtual or not.
   */
  private void finishFiles() throws IOException {
    var finished = new ArrayList<Future<Void>>();
    int count = Math.clamp(files.size(), 1, FILES_AT_ONCE);
    try (var threads = Executors.newFixedThreadPool(count)) {
      for (var file : files.values()) {
        Callable<Void> finish =
            () -> {
              file.finish();
              return null;
            };
        finished.add(threads.submit(finish));
      }
    }
    for (var result : finished) {
      if (result.state() == Future.State.FAILED) {
        var failure = result.exceptionNow();
        throw failure instanceof IOException e ? e : new IOException(failure);
      }
    }
  }

  private static void force(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory)) {
      channel.force(true);
    } catch (IOException e) {
      throw new IOException(
          "cannot write " + directory + " to the disk: " + FileTrouble.reason(e), e);
    }
  }

  private Path moveToFreeSecond() throws IOException {
    for (long name = second; ; name++) {
      var target = dstDir.resolve(Long.toString(name));
      if (Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
        continue;
      }
      try {
        return Files.move(directory, target, StandardCopyOption.ATOMIC_MOVE);
      } catch (AtomicMoveNotSupportedException e) {
        throw new IOException(
            "cannot move %s to %s: they are on different file systems; put tmp-dst-dir and dst-dir on one"
                .formatted(directory, target),
            e);
      } catch (IOException e) {
        if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
          // The JDK names the source even where it is the target's directory that is missing.
          var reason = Files.notExists(dstDir) ? dstDir + " is missing" : FileTrouble.reason(e);
          throw new IOException("cannot move " + directory + " to " + target + ": " + reason, e);
        }
        // Somebody took the second between the look and the move.
      }
    }
  }

  /**
   * Removes what was staged, unless it was committed.
   *
   * @throws IOException if that is not possible; the text names the path and the reason
   */
  @Override
  public void close() throws IOException {
    if (committed) {
      return;
    }
    try {
      for (var file : files.values()) {
        file.close();
      }
      remove(directory);
    } catch (NoSuchFileException e) {
      // Somebody else removed it: what was to be done is done.
    } catch (IOException e) {
      throw new IOException("cannot remove " + directory + ": " + FileTrouble.reason(e), e);
    }
  }
}
