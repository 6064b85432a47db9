package org.haproxystats.sink;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The name of this machine. */
public final class HostName {
  private static final Path KERNEL_HOSTNAME = Path.of("/proc/sys/kernel/hostname");

  private HostName() {}

  /** What the kernel says, or else the environment; no DNS is asked. */
  public static String ofKernel() {
    String name = "";
    try {
      name = Files.readString(KERNEL_HOSTNAME, StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      // There is no such file but on Linux.
    }
    if (name.isEmpty()) {
      name = Optional.ofNullable(System.getenv("HOSTNAME")).orElse("");
    }
    return name.isEmpty() ? "localhost" : name;
  }
}
