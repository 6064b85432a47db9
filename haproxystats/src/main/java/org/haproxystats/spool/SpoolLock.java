package org.haproxystats.spool;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.haproxystats.files.FileTrouble;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that one program of a kind works on a spool at a time. A second one waits, and takes
 * over as soon as the first has ended, however it ended: the kernel keeps the lock, not a file that
 * a crash would leave behind.
 *
 * <p>The lock is on a file beside the spool, {@code <spool>.<role>.lock}, so it outlives a spool
 * that is removed and made anew. The file says who holds the lock. It is never removed: who waits
 * for it would hold a lock on a file that nobody else finds.
 */
public final class SpoolLock implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(SpoolLock.class.getName());
  private static final Duration BETWEEN_TRIES = Duration.ofMillis(500);
  private static final int LONGEST_HOLDER = 4096;

  /** What is known of a lock without taking it. */
  public enum State {
    HELD,
    FREE,
    /** Nobody has ever made the file, or it cannot be read. */
    UNKNOWN
  }

  private final Path file;
  private final String command;
  private final CountDownLatch givenUp = new CountDownLatch(1);
  private @Nullable FileChannel channel;
  private @Nullable String toldOf;

  /**
   * Nothing is locked yet.
   *
   * @param spool the folder of snapshots
   * @param role what is done to it: {@code pull} or {@code process}
   * @param command what the user has started, for whom it keeps waiting
   */
  public SpoolLock(Path spool, String role, String command) {
    this.file = file(spool, role);
    this.command = command;
  }

  private static Path file(Path spool, String role) {
    return spool.resolveSibling(spool.getFileName() + "." + role + ".lock");
  }

  /**
   * Waits until the lock is ours. Where there can be no lock, because the file cannot be made or
   * the file system has none, it warns and goes on without.
   *
   * @return false if {@link #giveUp} came first
   */
  public boolean await() throws InterruptedException {
    while (givenUp.getCount() > 0) {
      try {
        if (take()) {
          return true;
        }
        tellWhoHoldsIt();
      } catch (IOException e) {
        LOG.log(
            Level.WARNING,
            "cannot lock "
                + file
                + ": "
                + FileTrouble.reason(e)
                + "; going on without: see to it that no second "
                + command
                + " works on this spool");
        return true;
      }
      if (givenUp.await(BETWEEN_TRIES.toMillis(), TimeUnit.MILLISECONDS)) {
        return false;
      }
    }
    return false;
  }

  /** Ends {@link #await}, now or when it is called. */
  public void giveUp() {
    givenUp.countDown();
  }

  private boolean take() throws IOException {
    var opened =
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = opened.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      taken = false; // It is held in this JVM.
    } finally {
      if (!taken) {
        opened.close();
      }
    }
    if (taken) {
      channel = opened;
      noteHolder(opened);
      if (toldOf != null) {
        LOG.log(Level.INFO, "the lock " + file + " is free: taking over");
      }
    }
    return taken;
  }

  private void noteHolder(FileChannel opened) {
    var text =
        "pid=%d since=%s command=%s\n"
            .formatted(
                ProcessHandle.current().pid(),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                command);
    try {
      opened.truncate(0);
      opened.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    } catch (IOException e) {
      // The lock counts, not what is in the file; a full disk must not keep us from emptying it.
      LOG.log(Level.DEBUG, "cannot write to " + file + ": " + FileTrouble.reason(e));
    }
  }

  private void tellWhoHoldsIt() {
    var holder = holder();
    if (!holder.equals(toldOf)) {
      LOG.log(
          Level.WARNING,
          "another program works on this spool and holds %s: %s; waiting for its end to take over"
              .formatted(file, holder));
      toldOf = holder;
    }
  }

  private String holder() {
    try (var in = Files.newInputStream(file)) {
      var text = new String(in.readNBytes(LONGEST_HOLDER), StandardCharsets.UTF_8).strip();
      return text.isEmpty() ? "it does not say who it is" : text;
    } catch (IOException e) {
      return "who it is cannot be read (" + FileTrouble.reason(e) + ")";
    }
  }

  /**
   * Whether a program of this role works on the spool. Only a lock that others may share is tried,
   * for which the right to read suffices, and only for a moment. Not for the JVM that holds it.
   */
  public static State state(Path spool, String role) {
    try (var opened = FileChannel.open(file(spool, role), StandardOpenOption.READ);
        FileLock shared = opened.tryLock(0, Long.MAX_VALUE, true)) {
      return shared == null ? State.HELD : State.FREE;
    } catch (NoSuchFileException e) {
      return State.UNKNOWN;
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "cannot try the lock: " + FileTrouble.reason(e));
      return State.UNKNOWN;
    } catch (OverlappingFileLockException e) {
      return State.HELD;
    }
  }

  /** Gives the lock back, if it is ours. */
  @Override
  public void close() {
    var opened = channel;
    channel = null;
    if (opened != null) {
      try {
        opened.close();
      } catch (IOException e) {
        LOG.log(Level.DEBUG, "closing " + file + ": " + FileTrouble.reason(e));
      }
    }
  }
}
