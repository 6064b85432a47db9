package org.haproxystats.pull;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import org.haproxystats.files.FileTrouble;

/** The directory of the option {@code socket-dir}. */
final class SocketDirectory {
  private static final System.Logger LOG = System.getLogger(SocketDirectory.class.getName());
  private static final int FILE_TYPE_MASK = 0170000;
  private static final int SOCKET_TYPE = 0140000;

  /** How HAProxy names the new socket and the old one while it puts one in place of the other. */
  private static final Pattern IN_PASSING = Pattern.compile(".*\\.[0-9]+\\.(tmp|bak)");

  private final Path directory;

  SocketDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Lists the UNIX sockets that are there now, in the order of their names. Links are followed;
   * names that begin with a dot, what HAProxy makes in passing, and what vanishes meanwhile are
   * passed over.
   *
   * @throws IOException if the directory cannot be read; the text names it and the reason
   */
  List<Path> list() throws IOException {
    var sockets = new ArrayList<Path>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "[!.]*")) {
      for (var entry : entries) {
        if (!isInPassing(entry) && isSocket(entry)) {
          sockets.add(entry);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw unreadable(requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unreadable(e);
    }
    sockets.sort(Comparator.naturalOrder());
    return sockets;
  }

  private IOException unreadable(IOException e) {
    return new IOException("cannot list socket-dir " + directory + ": " + FileTrouble.reason(e), e);
  }

  private static boolean isInPassing(Path entry) {
    return IN_PASSING.matcher(entry.getFileName().toString()).matches();
  }

  private static boolean isSocket(Path entry) {
    try {
      int mode = (int) Files.getAttribute(entry, "unix:mode");
      return (mode & FILE_TYPE_MASK) == SOCKET_TYPE;
    } catch (NoSuchFileException e) {
      return false; // vanished, or a link to nothing
    } catch (IOException e) {
      LOG.log(Level.DEBUG, () -> "Passed over in socket-dir: " + FileTrouble.reason(e));
      return false;
    }
  }
}
