package org.haproxystats.admin.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * A file or directory as {@code ls -l} shows it.
 *
 * @param path where it is
 * @param isSocket whether it is a socket
 * @param isDirectory whether it is a directory
 * @param owner the user that it belongs to
 * @param group the group that it belongs to
 * @param permissions its mode
 */
public record SocketFile(
    Path path,
    boolean isSocket,
    boolean isDirectory,
    String owner,
    String group,
    Set<PosixFilePermission> permissions) {
  public SocketFile {
    permissions = Set.copyOf(permissions);
  }

  /** Empty if there is none, or it cannot be seen. */
  static Optional<SocketFile> at(Path path) {
    try {
      var file = Files.readAttributes(path, PosixFileAttributes.class);
      return Optional.of(
          new SocketFile(
              path,
              file.isOther(),
              file.isDirectory(),
              file.owner().getName(),
              file.group().getName(),
              file.permissions()));
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  /** The first directory on the way to a path that this user may not enter. */
  static Optional<SocketFile> closedOnTheWayTo(Path path) {
    for (var directory = path.getRoot(); directory != null; ) {
      if (!directory.equals(path)
          && Files.isDirectory(directory)
          && !Files.isExecutable(directory)) {
        return at(directory);
      }
      int depth = directory.getNameCount();
      directory =
          depth < path.getNameCount() - 1
              ? path.getRoot().resolve(path.subpath(0, depth + 1))
              : null;
    }
    return Optional.empty();
  }

  /** As {@code ls -l} has it, such as {@code srw-rw----}. */
  public String mode() {
    char type = isSocket ? 's' : isDirectory ? 'd' : '-';
    return type + PosixFilePermissions.toString(permissions);
  }

  boolean has(PosixFilePermission permission) {
    return permissions.contains(permission);
  }

  /** Whether every user of the machine may write to it. */
  boolean isOpenToAll() {
    return has(PosixFilePermission.OTHERS_WRITE);
  }

  @Override
  public String toString() {
    return mode() + " " + owner + ":" + group;
  }
}
