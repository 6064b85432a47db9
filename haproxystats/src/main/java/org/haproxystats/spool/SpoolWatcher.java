package org.haproxystats.spool;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.haproxystats.files.FileTrouble;
import org.jspecify.annotations.Nullable;

/**
 * Tells what is in the spool, again and again: at once, whenever something arrives, and after a few
 * seconds in any case.
 *
 * <p>An event is only a reason to look. What counts is the listing that follows, which is always of
 * the whole folder and taken after the watch was set up. So nothing is missed when events are lost
 * or when the folder is removed and made anew; and where the system has no watch left to give,
 * looking every few seconds is enough.
 */
public final class SpoolWatcher {
  private static final System.Logger LOG = System.getLogger(SpoolWatcher.class.getName());

  private final Spool spool;
  private final Duration rescan;
  private final Consumer<SortedSet<Snapshot>> listener;
  private @Nullable String trouble;

  /**
   * @param spool the folder; it need not exist yet
   * @param rescan the longest time between two listings
   * @param listener gets every listing; nothing, while there is no folder
   */
  public SpoolWatcher(Spool spool, Duration rescan, Consumer<SortedSet<Snapshot>> listener) {
    this.spool = spool;
    this.rescan = rescan;
    this.listener = listener;
  }

  /** Watches until the thread is interrupted. */
  public void run() throws InterruptedException {
    while (true) {
      try (WatchService watch = spool.directory().getFileSystem().newWatchService()) {
        follow(watch);
      } catch (IOException e) {
        listWithoutWatch(e);
        Thread.sleep(rescan);
      }
    }
  }

  /** Returns when the folder is not the one any more that is watched. */
  private void follow(WatchService watch) throws IOException, InterruptedException {
    WatchKey key = spool.directory().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
    Object watched = identity();
    do {
      listener.accept(spool.list());
      allIsWell();
      awaitArrival(watch, key);
    } while (key.isValid() && Objects.equals(watched, identity()));
  }

  private void awaitArrival(WatchService watch, WatchKey key) throws InterruptedException {
    long deadline = System.nanoTime() + rescan.toNanos();
    boolean arrived = false;
    while (!arrived && key.isValid()) {
      if (watch.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS) == null) {
        return;
      }
      for (WatchEvent<?> event : key.pollEvents()) {
        arrived |= !(event.context() instanceof Path name && isHidden(name));
      }
      key.reset();
    }
  }

  /** Each removal makes a hidden name; it is no reason to look at a long backlog again. */
  private static boolean isHidden(Path name) {
    return name.toString().startsWith(".");
  }

  private void listWithoutWatch(IOException reason) {
    try {
      listener.accept(spool.list());
      tellOnce(
          "cannot watch "
              + spool.directory()
              + " ("
              + FileTrouble.reason(reason)
              + "); looking into it every "
              + rescan.toSeconds()
              + " s instead");
    } catch (IOException e) {
      listener.accept(Collections.emptySortedSet());
      tellOnce("cannot read the spool: " + FileTrouble.reason(e) + "; waiting for it");
    }
  }

  private void tellOnce(String now) {
    if (!now.equals(trouble)) {
      LOG.log(Level.WARNING, now);
      trouble = now;
    }
  }

  private void allIsWell() {
    if (trouble != null) {
      LOG.log(Level.INFO, "watching " + spool.directory() + " again");
      trouble = null;
    }
  }

  private @Nullable Object identity() throws IOException {
    return Files.readAttributes(spool.directory(), BasicFileAttributes.class).fileKey();
  }
}
