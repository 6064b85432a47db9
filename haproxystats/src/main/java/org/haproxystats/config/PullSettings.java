package org.haproxystats.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.Endpoint;

/**
 * The section {@code [pull]}.
 *
 * @param socketDir the directory whose UNIX sockets are pulled, listed anew at each pull
 * @param servers the endpoints of the option {@code servers}, in its order
 * @param masterSockets the sockets of master processes, whose workers are pulled
 * @param retries how often a failed connect is repeated; negative: without end
 * @param timeout the limit of one connect
 * @param interval the pause before each repeated connect
 * @param pullTimeout the limit of a whole pull; zero: none
 * @param pullInterval the time from one pull to the next
 * @param dstDir where finished snapshots go
 * @param tmpDstDir where snapshots are put together
 * @param queueSize the number of waiting snapshots at which pulling is suspended
 * @param queueBytes the number of bytes in waiting snapshots at which pulling is suspended
 * @param onPartial what becomes of a pull that some processes did not answer
 * @param countersSurviveReload what HAProxy itself carries over a reload
 */
public record PullSettings(
    Optional<Path> socketDir,
    List<Endpoint> servers,
    List<Endpoint> masterSockets,
    int retries,
    Duration timeout,
    Duration interval,
    Duration pullTimeout,
    Duration pullInterval,
    Path dstDir,
    Path tmpDstDir,
    int queueSize,
    long queueBytes,
    OnPartial onPartial,
    CountersSurviveReload countersSurviveReload) {
  public PullSettings {
    servers = List.copyOf(servers);
    masterSockets = List.copyOf(masterSockets);
  }
}
