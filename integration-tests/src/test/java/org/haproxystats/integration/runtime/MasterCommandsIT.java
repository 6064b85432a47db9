package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.MasterWorker;
import org.haproxystats.integration.Site;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.CommandUnavailableException;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.master.Master;
import org.haproxystats.runtime.master.MasterCommands;
import org.haproxystats.runtime.master.ProcessEntry.Role;
import org.haproxystats.runtime.master.Reload;
import org.haproxystats.runtime.master.Reload.Result;
import org.junit.jupiter.api.io.TempDir;

/** A real master: its processes, its reloads, and the worker that it passes commands on to. */
class MasterCommandsIT {
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir private Path directory;

  @EachHaproxy
  void aMasterTellsItsProcessesAndWhatCameOfEachReload(HaproxyLine line) throws Exception {
    try (var haproxy = MasterWorker.start(line, directory, Site.PROXIES)) {
      var socket = new Endpoint.Unix(haproxy.masterSocket());
      var client = new RuntimeClient(new Endpoint.Master(socket));
      var master = new Master(client);
      var worker = new RuntimeClient(new Endpoint.CurrentWorker(socket));
      var version = client.abilities().version();

      assertThat(client.abilities().level()).contains(AccessLevel.ADMIN);
      var processes = master.processes();
      assertThat(processes.with(Role.MASTER)).hasSize(1);
      assertThat(processes.all().getFirst().pid()).isEqualTo(client.abilities().pid());
      assertThat(processes.all().getFirst().version()).startsWith(version.toString());
      long first = processes.with(Role.WORKER).getFirst().pid();
      assertThat(worker.abilities().pid()).isEqualTo(first);
      assertThat(worker.abilities().version()).isEqualTo(version);

      checkVersion(client);
      checkFailures(worker, client);

      if (line == HaproxyLine.V2_2) {
        return; // Started through a dynamic loader of its own, it cannot execute itself anew.
      }
      checkFailedReload(master);
      assertThat(worker.abilities().pid()).isEqualTo(first);

      // What is connected to a worker keeps it alive after the reload.
      try (var _ =
          SocketChannel.open(
              UnixDomainSocketAddress.of(directory.resolve("haproxy").resolve("web.sock")))) {
        assertThat(master.reload(PATIENCE).result()).isEqualTo(Result.LOADED);
        var after = master.processes();
        assertThat(after.with(Role.OLD_WORKER)).anyMatch(process -> process.pid() == first);
        worker.forgetAbilities();
        assertThat(worker.abilities().pid()).isEqualTo(after.with(Role.WORKER).getFirst().pid());
        assertThat(worker.abilities().pid()).isNotEqualTo(first);
      }
      checkHardReload(client, master);
    }
  }

  private static void checkVersion(RuntimeClient master) throws Exception {
    var version = master.abilities().version();
    if (version.isAtLeast(2, 6)) {
      assertThat(master.run(MasterCommands.version())).isEqualTo(version);
    } else {
      assertThatThrownBy(() -> master.run(MasterCommands.version()))
          .isInstanceOf(CommandUnavailableException.class)
          .hasMessageContaining("it came with 2.6");
    }
  }

  /** A master knows other commands than its workers. */
  private static void checkFailures(RuntimeClient worker, RuntimeClient master) {
    assertThatThrownBy(() -> worker.run(MasterCommands.processes()))
        .isInstanceOfSatisfying(
            CommandFailedException.class,
            failure -> assertThat(failure.failure()).isEqualTo(Failure.UNKNOWN_COMMAND));
    assertThatThrownBy(() -> master.run(Command.named("show stat").reads(Reply::lines)))
        .isInstanceOfSatisfying(
            CommandFailedException.class,
            failure -> assertThat(failure.failure()).isEqualTo(Failure.UNKNOWN_COMMAND));
  }

  private void checkFailedReload(Master master) throws Exception {
    var configuration = directory.resolve("haproxy").resolve("haproxy.cfg");
    var good = Files.readString(configuration);
    Files.writeString(configuration, good + "\n  there-is-no-such-keyword\n");
    var failed = master.reload(PATIENCE);
    Files.writeString(configuration, good);

    assertThat(failed.result()).isEqualTo(Result.FAILED);
    if (!failed.log().isEmpty()) {
      assertThat(failed.log()).anyMatch(logged -> logged.contains("there-is-no-such-keyword"));
    }
  }

  private static void checkHardReload(RuntimeClient client, Master master) throws Exception {
    if (client.abilities().version().isAtLeast(2, 9)) {
      Reload done = master.hardReload(PATIENCE);
      assertThat(done.result()).isEqualTo(Result.LOADED);
      assertThat(done.log()).anyMatch(logged -> logged.contains("Loading success."));
    } else {
      assertThatThrownBy(() -> master.hardReload(PATIENCE))
          .isInstanceOf(CommandUnavailableException.class)
          .hasMessageContaining("it came with 2.9");
    }
  }
}
