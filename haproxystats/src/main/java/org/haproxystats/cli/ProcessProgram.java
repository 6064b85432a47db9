package org.haproxystats.cli;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.haproxystats.files.FileTrouble;
import org.haproxystats.process.ProcessDaemon;
import org.haproxystats.process.SnapshotReader;
import org.haproxystats.sink.HostName;
import org.haproxystats.sink.Sink;
import org.haproxystats.sink.SinkContext;
import org.haproxystats.sink.graphite.GraphiteNames;
import org.haproxystats.sink.graphite.GraphiteSink;
import org.haproxystats.sink.localstore.LocalStoreSink;
import org.haproxystats.spool.Spool;
import org.haproxystats.spool.SpoolLock;

/** Puts together what turns snapshots into metrics. */
final class ProcessProgram implements Daemon {
  private final SnapshotReader reader;
  private final ProcessDaemon daemon;

  private ProcessProgram(SnapshotReader reader, ProcessDaemon daemon) {
    this.reader = reader;
    this.daemon = daemon;
  }

  /**
   * @param command as users call it
   * @throws StartException a directory or an option does not let it start
   */
  static Daemon of(Setup setup, String command) throws StartException {
    var configuration = setup.configuration();
    var settings = configuration.process();
    SpoolDirectories.prepare("process", "src-dir", settings.srcDir());
    var sinks = sinks(setup);
    var reader =
        new SnapshotReader(settings, setup.catalog(), sinks.stream().map(Sink::needs).toList());
    var program =
        new ProcessProgram(
            reader,
            new ProcessDaemon(
                new Spool(settings.srcDir()),
                reader,
                sinks,
                configuration.backlog(),
                InstantSource.system(),
                settings.livenessCheckInterval()));
    return new LockedDaemon(new SpoolLock(settings.srcDir(), "process", command), program);
  }

  private static List<Sink> sinks(Setup setup) throws StartException {
    var configuration = setup.configuration();
    var graphite = configuration.graphite();
    var names = new GraphiteNames(graphite);
    var sinks = new ArrayList<Sink>();
    configuration
        .localStore()
        .ifPresent(store -> sinks.add(new LocalStoreSink(store.dir(), names, graphite.rates())));
    if (graphite.enabled()) {
      try {
        sinks.addAll(GraphiteSink.of(graphite, names));
      } catch (IOException e) {
        throw failed("graphite", e);
      }
    }
    var host = graphite.hostname().orElseGet(HostName::ofKernel);
    var context = new SinkContext(host, Version.text(), setup.catalog(), graphite);
    for (var sink : setup.sinks().entrySet()) {
      try {
        sinks.add(sink.getValue().open(context));
      } catch (IOException e) {
        sinks.forEach(Sink::close);
        throw failed(sink.getKey(), e);
      }
    }
    return sinks;
  }

  private static StartException failed(String section, IOException e) {
    return new StartException("section:'%s' error:%s".formatted(section, FileTrouble.reason(e)), e);
  }

  @Override
  public void run() {
    try (reader) {
      daemon.run();
    }
  }

  @Override
  public void stop() {
    daemon.stop();
  }

  @Override
  public Duration stopLimit() {
    return Duration.ofSeconds(50);
  }
}
