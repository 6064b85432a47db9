package org.haproxystats.integration;

import java.nio.file.Path;

/** Where things are: the repository's root, and the distribution that the build has unpacked. */
public final class Repository {
  public static final Path ROOT =
      Path.of(System.getProperty("repository", "..")).toAbsolutePath().normalize();
  static final Path DISTRIBUTION = ROOT.resolve("distribution/target/haproxystats");

  private Repository() {}

  /** A program of the distribution. */
  public static Path program(String name) {
    return DISTRIBUTION.resolve("bin").resolve(name);
  }
}
