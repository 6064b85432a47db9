package org.haproxystats.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Answers to {@code show stat} of any size, made of rows that a HAProxy 2.2 gave, under names of
 * their own.
 */
public final class Dump {
  private static final int SERVERS_A_BACKEND = 10;
  private static final int BACKENDS_A_FRONTEND = 5;

  private Dump() {}

  /** Writes an answer with so many backends, each with its servers, and the frontends for them. */
  public static void write(int backends, Writer out) throws IOException {
    List<String> rows = rows();
    out.append(rows.get(0)).append('\n');
    for (int f = 0; f < backends / BACKENDS_A_FRONTEND; f++) {
      out.append(rows.get(1).replace("{frontend}", "frontend_%04d.example.com".formatted(f)));
      out.append('\n');
    }
    for (int b = 0; b < backends; b++) {
      var backend = "backend_%04d.example.com".formatted(b);
      for (int s = 0; s < SERVERS_A_BACKEND; s++) {
        var row = rows.get(2).replace("{backend}", backend);
        out.append(row.replace("{server}", "server_%02d".formatted(s))).append('\n');
      }
      out.append(rows.get(3).replace("{backend}", backend)).append('\n');
    }
    out.append('\n');
  }

  /** Writes such an answer to a new file and returns its number of rows. */
  static int write(int backends, Path file) throws IOException {
    try (BufferedWriter out = Files.newBufferedWriter(file)) {
      write(backends, out);
    }
    return backends / BACKENDS_A_FRONTEND + backends * (SERVERS_A_BACKEND + 1);
  }

  /** The header, a frontend, a server and a backend. */
  private static List<String> rows() {
    try (var in = Dump.class.getResourceAsStream("rows.csv")) {
      if (in == null) {
        throw new IllegalStateException("rows.csv is missing beside " + Dump.class);
      }
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
