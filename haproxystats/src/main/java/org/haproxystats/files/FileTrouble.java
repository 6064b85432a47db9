package org.haproxystats.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.jspecify.annotations.Nullable;

/** Puts into words what the JDK says with the class of an exception. */
public final class FileTrouble {
  private FileTrouble() {}

  /** What went wrong, with the file at fault where the exception knows it. */
  public static String reason(IOException e) {
    return switch (e) {
      case AccessDeniedException x -> at(x, "permission denied");
      case NoSuchFileException x -> at(x, "no such file or directory");
      case NotDirectoryException x -> at(x, "not a directory");
      case DirectoryNotEmptyException x -> at(x, "directory not empty");
      case FileAlreadyExistsException x -> at(x, "exists already");
      case FileSystemException x -> at(x, x.getReason());
      default -> e.getMessage() == null ? e.toString() : e.getMessage();
    };
  }

  /** Whether it is no fault of the file: permissions are given, and descriptors become free. */
  public static boolean mayPass(IOException e) {
    return switch (e) {
      case AccessDeniedException _ -> true;
      case FileSystemException x -> String.valueOf(x.getReason()).startsWith("Too many open files");
      default -> false;
    };
  }

  private static String at(FileSystemException e, @Nullable String what) {
    return what == null ? e.toString() : e.getFile() + ": " + what;
  }
}
