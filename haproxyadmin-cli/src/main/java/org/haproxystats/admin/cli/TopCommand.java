package org.haproxystats.admin.cli;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Stream;
import org.haproxystats.admin.Outcome;
import org.haproxystats.admin.top.Top;
import org.haproxystats.runtime.RuntimeClient;

/** {@code haproxyadmin top}: HAProxy live, on the whole terminal. */
final class TopCommand {
  private static final Option INTERVAL =
      Option.value('i', "interval", "TIME", "how often HAProxy is asked, 2s if not given");
  private static final Option READ_ONLY =
      Option.flag("read-only", "nothing can be changed, whatever is typed");

  private static final Duration USUAL_INTERVAL = Duration.ofSeconds(2);
  private static final Duration SHORTEST_INTERVAL = Duration.ofSeconds(1);

  private TopCommand() {}

  static CliCommand build() {
    return CliCommand.named("top", "Shows HAProxy live, on the whole terminal")
        .with(INTERVAL, READ_ONLY)
        .notes("The keys are shown; ? explains them.")
        .example("haproxyadmin top", "all processes as one, p shows them apart")
        .example("haproxyadmin top --read-only --interval 5s", "to look at, on a slow link")
        .runs(TopCommand::run);
  }

  private static void run(Invocation invocation)
      throws UsageException, IOException, InterruptedException {
    var arguments = invocation.arguments();
    var terminals = invocation.shell().terminals();
    if (!terminals.in() || !terminals.out()) {
      throw new UsageException(
          "top needs a terminal, and its input or output is none; for scripts there is"
              + " 'haproxyadmin server list'");
    }
    var interval = arguments.duration(INTERVAL).orElse(USUAL_INTERVAL);
    if (interval.compareTo(SHORTEST_INTERVAL) < 0) {
      throw new UsageException(INTERVAL + " must be 1s or more");
    }
    if (invocation.targets().size() > 1) {
      throw new UsageException("top shows one load balancer: name one with --on");
    }
    var balancer = invocation.loadBalancers().getFirst();
    // Those that do not answer now are asked again, since they may be back soon.
    var endpoints =
        Stream.concat(
                balancer.processes().stream().map(RuntimeClient::endpoint),
                balancer.unreachable().stream().map(Outcome.Failed::endpoint))
            .toList();
    boolean colours = Colors.of(invocation.shell(), arguments).isOn();
    Top.run(endpoints, new Top.Options(interval, arguments.has(READ_ONLY), colours));
  }
}
