package org.haproxystats.cli;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import org.haproxystats.config.Configuration;
import org.haproxystats.process.ProcessDaemon;
import org.haproxystats.process.SnapshotReader;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.sink.Sink;
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
  static Daemon of(Configuration configuration, FieldCatalog catalog, String command)
      throws StartException {
    var settings = configuration.process();
    SpoolDirectories.prepare("process", "src-dir", settings.srcDir());
    var names = new GraphiteNames(configuration.graphite());
    var sinks = new ArrayList<Sink>();
    configuration
        .localStore()
        .ifPresent(store -> sinks.add(new LocalStoreSink(store.dir(), names)));
    if (configuration.graphite().enabled()) {
      sinks.add(new GraphiteSink(configuration.graphite(), names));
    }
    var reader = new SnapshotReader(settings, catalog);
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
