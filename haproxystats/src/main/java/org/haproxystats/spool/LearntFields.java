package org.haproxystats.spool;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.runtime.stats.Field;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.TypedFieldReader;
import org.jspecify.annotations.Nullable;

/**
 * What HAProxy processes say of their own fields, kept in a folder beside the spool: a file for
 * each socket with one object of each kind in typed output. Pull writes it when a process is new;
 * process reads it when it has changed. So a field that came with a newer HAProxy needs no newer
 * program.
 *
 * <p>For one thread at a time.
 */
public final class LearntFields {
  private final Path directory;
  private @Nullable FileTime lastChange;

  /**
   * Finds the folder of a spool.
   *
   * @param spool the folder of snapshots; what is learnt is in {@code <spool>.fields} beside it
   */
  public LearntFields(Path spool) {
    directory = spool.resolveSibling(spool.getFileName() + ".fields");
  }

  /**
   * Keeps what a process said, in place of what its socket said before.
   *
   * @param socket the name of the socket, as in the files of a snapshot
   * @throws IOException it cannot be written; the message names the file
   */
  public void write(String socket, byte[] typed) throws IOException {
    var file = directory.resolve(socket);
    var unfinished = directory.resolve("." + socket);
    try {
      Files.createDirectories(directory);
      Files.write(unfinished, typed);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new IOException("cannot write " + file + ": " + FileTrouble.reason(e), e);
    }
  }

  /**
   * The catalogue with all that is learnt by now.
   *
   * @throws IOException the folder cannot be read; the message names it
   */
  public static FieldCatalog extend(FieldCatalog catalog, Path spool) throws IOException {
    return catalog.with(new LearntFields(spool).changed().orElse(List.of()));
  }

  /**
   * The fields of all processes, if they may have changed since the last call.
   *
   * @throws IOException the folder cannot be read; the message names it
   */
  public Optional<List<Field>> changed() throws IOException {
    var change = lastModified();
    if (change == null || change.equals(lastChange)) {
      return Optional.empty();
    }
    lastChange = change;
    return Optional.of(read(TypedFieldReader::read));
  }

  /**
   * The fields that processes may share, as {@link TypedFieldReader#persistent} says.
   *
   * @throws IOException the folder cannot be read; the message names it
   */
  public Set<String> persistent() throws IOException {
    return lastModified() == null ? Set.of() : Set.copyOf(read(TypedFieldReader::persistent));
  }

  private <T> List<T> read(Function<byte[], Collection<T>> reader) throws IOException {
    var all = new ArrayList<T>();
    try (var files = Files.newDirectoryStream(directory, "[!.]*")) {
      for (var file : files) {
        all.addAll(reader.apply(Files.readAllBytes(file)));
      }
      return all;
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    } catch (IOException e) {
      throw new IOException("cannot read " + directory + ": " + FileTrouble.reason(e), e);
    }
  }

  private @Nullable FileTime lastModified() throws IOException {
    try {
      return Files.getLastModifiedTime(directory);
    } catch (NoSuchFileException | NotDirectoryException e) {
      return null; // Nothing has been learnt yet.
    }
  }
}
