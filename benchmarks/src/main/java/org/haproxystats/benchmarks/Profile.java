package org.haproxystats.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Records with JDK Flight Recorder what a warm haproxystats-process does with the big site, and
 * prints where CPU time and allocations go. Started by the script {@code profile}.
 */
final class Profile {
  private static final int WARM_UP = 60;
  private static final int SNAPSHOTS = 200;
  private static final List<String> VIEWS =
      List.of("cpu-time-hot-methods", "allocation-by-site", "allocation-by-class");

  private Profile() {}

  /** Arguments: the root of the repository, the file for the recording. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    var recording = Path.of(arguments[1]).toAbsolutePath().toString();
    var bench = Bench.open(Path.of(arguments[0]), false);
    try (var receiver = Receiver.start();
        var daemon = ProcessDaemon.start(bench, bench.program("haproxystats-process"), receiver)) {
      Path snapshot = bench.snapshot(Site.BIG);
      daemon.process(snapshot, WARM_UP);
      String pid = Long.toString(daemon.program().pid());
      run(
          "jcmd",
          pid,
          "JFR.start",
          "name=profile",
          "settings=profile",
          "jdk.CPUTimeSample#enabled=true",
          "jdk.CPUTimeSample#throttle=1ms");
      daemon.process(snapshot, SNAPSHOTS);
      run("jcmd", pid, "JFR.stop", "name=profile", "filename=" + recording);
      for (String view : VIEWS) {
        run("jfr", "view", "--width", "140", view, recording);
      }
    }
  }

  /** Runs a tool of the JDK and shows what it says. */
  private static void run(String tool, String... arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", tool).toString());
    command.addAll(List.of(arguments));
    if (new ProcessBuilder(command).inheritIO().start().waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed");
    }
  }
}
