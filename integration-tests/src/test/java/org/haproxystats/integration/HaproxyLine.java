package org.haproxystats.integration;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A release line of HAProxy that the tests run against, unpacked by {@code tools/fetch-haproxy}.
 */
public enum HaproxyLine {
  /** The last line here that can run as several processes ({@code nbproc}). */
  V2_2("2.2"),
  V2_6("2.6"),
  V3_0("3.0"),
  /** The newest of Debian's unstable suite. */
  NEWEST("newest");

  private final String folder;

  HaproxyLine(String folder) {
    this.folder = folder;
  }

  /** Whether one HAProxy of this line can run as several processes. */
  public boolean hasNbproc() {
    return this == V2_2;
  }

  /**
   * The program; skips the test where the run was told to go on without it, and fails it where it
   * is missing.
   */
  public Path program() {
    if (List.of(System.getProperty("haproxy.without", "").split(",", -1)).contains(folder)) {
      abort("The run was told to go on without HAProxy " + folder);
    }
    Path program = Repository.ROOT.resolve(".cache/haproxy").resolve(folder).resolve("haproxy");
    if (!Files.isExecutable(program)) {
      fail(
          "HAProxy %s is not in %s: run tools/fetch-haproxy %s"
              .formatted(folder, program.getParent(), folder));
    }
    return program;
  }

  @Override
  public String toString() {
    return "HAProxy " + folder;
  }
}
