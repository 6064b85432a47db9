package org.haproxystats.integration.admin;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.haproxystats.integration.RealHaproxy;

/** What the system can do to a process. */
final class Signals {
  private Signals() {}

  /** Ends a process as a crash would. */
  static void kill(long pid) throws IOException {
    send("KILL", pid);
    await().until(() -> RealHaproxy.hasEnded(pid));
  }

  /** Makes a process stand still, every thread of it. */
  static void stop(long pid) throws IOException {
    send("STOP", pid);
    await().until(() -> standsStill(pid));
  }

  /** Lets a process go on. */
  static void resume(long pid) throws IOException {
    send("CONT", pid);
  }

  private static void send(String signal, long pid) throws IOException {
    new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().onExit().join();
  }

  private static boolean standsStill(long pid) throws IOException {
    try (DirectoryStream<Path> threads =
        Files.newDirectoryStream(Path.of("/proc", Long.toString(pid), "task"))) {
      for (var thread : threads) {
        if (!Files.readString(thread.resolve("stat")).contains(") T ")) {
          return false;
        }
      }
      return true;
    }
  }
}
