package org.haproxystats.benchmarks;

import java.nio.file.Path;

/**
 * What a HAProxy serves: how many processes, frontends, backends, and servers in each backend.
 *
 * @param haproxy the line of HAProxy, as tools/fetch-haproxy names it
 */
record Site(
    String name, String haproxy, int processes, int frontends, int backends, int serversEach) {

  /** 10,000 servers in four processes: 10 MB a snapshot, which make 35 MB of lines. */
  static final Site BIG = new Site("big", "2.2", 4, 200, 1_000, 10);

  /** 40 servers in four processes: 50 kB a snapshot. */
  static final Site SMALL = new Site("small", "2.2", 4, 5, 5, 8);

  /** 10,000 servers in one process. */
  static final Site SINGLE = new Site("single", "newest", 1, 200, 1_000, 10);

  /** The configuration of HAProxy; its stats sockets are in {@code sockets}. */
  String configuration(Path directory, Path sockets) {
    var text = new StringBuilder("global\n  maxconn 100\n");
    if (processes > 1) {
      text.append("  nbproc ").append(processes).append('\n');
    }
    for (int i = 1; i <= processes; i++) {
      text.append("  stats socket %s/admin%d.sock mode 600 level admin".formatted(sockets, i));
      text.append(processes > 1 ? " process " + i + "\n" : "\n");
    }
    text.append("defaults\n  mode http\n  timeout connect 1s\n  timeout client 10s\n");
    text.append("  timeout server 10s\n");
    for (int f = 0; f < frontends; f++) {
      text.append("frontend frontend_%04d.example.com\n".formatted(f));
      text.append("  bind unix@%s/frontend%d\n".formatted(directory, f));
      text.append("  default_backend backend_%04d.example.com\n".formatted(f % backends));
    }
    for (int b = 0; b < backends; b++) {
      text.append("backend backend_%04d.example.com\n".formatted(b));
      for (int s = 0; s < serversEach; s++) {
        text.append("  server server_%02d 127.0.0.1:%d\n".formatted(s, 10_000 + b));
      }
    }
    return text.toString();
  }
}
