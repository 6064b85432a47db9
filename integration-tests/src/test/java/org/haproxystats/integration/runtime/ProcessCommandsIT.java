package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.Site;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Retries;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.Timeouts;
import org.haproxystats.runtime.process.Activity;
import org.haproxystats.runtime.process.CliCommands;
import org.haproxystats.runtime.process.CliCommands.Anonymization;
import org.haproxystats.runtime.process.CounterCommands;
import org.haproxystats.runtime.process.DiagnosticCommands;
import org.haproxystats.runtime.process.DiagnosticCommands.TaskProfiling;
import org.haproxystats.runtime.process.MemoryPool;
import org.haproxystats.runtime.process.ProcessCommands;
import org.haproxystats.runtime.process.ThreadState;
import org.haproxystats.runtime.process.WaitCommands;
import org.haproxystats.runtime.process.WaitCommands.Outcome;
import org.haproxystats.runtime.server.AdminState;
import org.haproxystats.runtime.server.ServerCommands;
import org.haproxystats.runtime.server.ServerName;
import org.junit.jupiter.api.io.TempDir;

/** Every command for the process itself, on each line of HAProxy. */
class ProcessCommandsIT {
  private static final ServerName ONE = new ServerName("app", "one");
  @TempDir private Path directory;

  @EachHaproxy
  void everyCommandForTheProcessAnswersOrSaysWhichVersionItNeeds(HaproxyLine line)
      throws Exception {
    try (var haproxy = Probe.start(line, directory, Site.PROXIES)) {
      checkProcess(haproxy);
      checkDiagnostics(haproxy);
      checkThreads(haproxy);
      checkProfiling(haproxy);
      checkCli(haproxy);
      checkAnonymization(haproxy);
      checkCounters(haproxy);
      checkWaiting(haproxy);
    }
  }

  private static void checkProcess(Probe haproxy) throws Exception {
    if (haproxy.isAtLeast(2, 6)) {
      assertThat(haproxy.user().run(ProcessCommands.version()))
          .startsWith(haproxy.admin().abilities().version().toString());
    } else {
      haproxy.needsNewer(List.of(ProcessCommands.version()));
    }
    var path = haproxy.run(ProcessCommands.environment("PATH"));
    assertThat(path).isNotEmpty().doesNotStartWith("PATH=");
    assertThat(haproxy.run(ProcessCommands.environment())).containsEntry("PATH", path);
    assertThat(haproxy.failure(ProcessCommands.environment("NOT;SET")).failure())
        .isEqualTo(Failure.NOT_FOUND);
    assertThat(haproxy.run(ProcessCommands.startupLogs()))
        .allSatisfy(message -> assertThat(message.level()).isIn("NOTICE", "WARNING", "ALERT"));
    assertThat(haproxy.run(ProcessCommands.help()).keySet())
        .anySatisfy(usage -> assertThat(usage).startsWith("set server"));
    if (haproxy.isAtLeast(3, 0)) {
      assertThat(haproxy.run(ProcessCommands.statsFile()))
          .startsWith("#fe guid,")
          .contains("\n\n#be guid,")
          .endsWith("\n");
    } else {
      haproxy.needsNewer(List.of(ProcessCommands.statsFile()));
    }
  }

  private static void checkDiagnostics(Probe haproxy) throws Exception {
    assertThat(haproxy.run(DiagnosticCommands.activity()))
        .filteredOn(activity -> activity.name().equals("loops"))
        .singleElement()
        .satisfies(loops -> assertThat(Long.parseLong(loops.total())).isPositive());
    assertThat(haproxy.run(DiagnosticCommands.pools()))
        .filteredOn(pool -> pool.name().equals("trash"))
        .singleElement()
        .satisfies(pool -> assertThat(pool.bytes()).isGreaterThanOrEqualTo(16_384))
        .satisfies(pool -> assertThat(pool.used()).isLessThanOrEqualTo(pool.allocated()))
        .extracting(MemoryPool::text)
        .asString()
        .contains("failures");
    assertThat(haproxy.run(DiagnosticCommands.fileDescriptors()))
        .anySatisfy(line -> assertThat(line).contains("fe=web.site"));
    if (haproxy.isAtLeast(2, 4)) {
      assertThat(haproxy.run(DiagnosticCommands.tasks())).contains("Running tasks");
    } else {
      haproxy.needsNewer(List.of(DiagnosticCommands.tasks()));
    }
    if (haproxy.isAtLeast(2, 6)) {
      assertThat(haproxy.run(DiagnosticCommands.libraries())).contains("haproxy");
    } else {
      haproxy.needsNewer(List.of(DiagnosticCommands.libraries()));
    }
    if (haproxy.isAtLeast(2, 7)) {
      assertThat(haproxy.run(DiagnosticCommands.activity(1)))
          .extracting(Activity::name)
          .contains("loops");
      assertThat(haproxy.failure(DiagnosticCommands.activity(4_000)).answer())
          .startsWith("Thread ID number must be between");
    } else {
      haproxy.needsNewer(List.of(DiagnosticCommands.activity(1)));
    }
    if (haproxy.isAtLeast(2, 9)) {
      assertThat(haproxy.run(DiagnosticCommands.build())).contains("HAProxy version");
    } else {
      haproxy.needsNewer(List.of(DiagnosticCommands.build()));
    }
  }

  private static void checkThreads(Probe haproxy) throws Exception {
    var threads = haproxy.user().run(DiagnosticCommands.threads());
    assertThat(threads).extracting(ThreadState::number).startsWith(1);
    assertThat(threads).noneMatch(ThreadState::isStuck).anyMatch(ThreadState::isActive);
    assertThat(threads)
        .allSatisfy(thread -> assertThat(thread.cpuTime().orElseThrow()).isPositive());
    assertThat(threads)
        .allSatisfy(thread -> assertThat(thread.fields()).containsKeys("rq", "curr_task"));
  }

  private static void checkProfiling(Probe haproxy) throws Exception {
    haproxy.run(DiagnosticCommands.setTaskProfiling(TaskProfiling.ON));
    haproxy.run(ProcessCommands.help()); // A task to be measured.
    var profiling = haproxy.run(DiagnosticCommands.profiling());
    assertThat(profiling.tasks()).isEqualTo("on");
    if (haproxy.isAtLeast(2, 4)) {
      assertThat(profiling.memory()).hasValue("off");
      assertThat(profiling.functions())
          .anySatisfy(
              function -> {
                assertThat(function.calls()).isPositive();
                assertThat(function.cpu()).isPositive();
              });
      assertThat(haproxy.failure(DiagnosticCommands.setMemoryProfiling(true)).answer())
          .isEqualTo("Memory profiling not compiled in.");
      haproxy.needsAdmin(List.of(DiagnosticCommands.profiling()));
    } else {
      assertThat(profiling.memory()).isEmpty();
      assertThat(haproxy.user().run(DiagnosticCommands.profiling()).tasks()).isEqualTo("on");
      haproxy.needsNewer(List.of(DiagnosticCommands.setMemoryProfiling(true)));
    }
    haproxy.run(DiagnosticCommands.setTaskProfiling(TaskProfiling.AUTO));
    assertThat(haproxy.run(DiagnosticCommands.profiling()).tasks()).startsWith("auto");
    haproxy.run(DiagnosticCommands.setTaskProfiling(TaskProfiling.OFF));
    assertThat(haproxy.run(DiagnosticCommands.profiling()).tasks()).isEqualTo("off");
    haproxy.needsNewer(
        List.of(
            DiagnosticCommands.setLockProfiling(true),
            DiagnosticCommands.setAllocationProfiling(false)));
  }

  private static void checkCli(Probe haproxy) throws Exception {
    assertThat(haproxy.run(CliCommands.level())).isEqualTo(AccessLevel.ADMIN);
    assertThat(haproxy.user().run(CliCommands.level())).isEqualTo(AccessLevel.USER);
    assertThat(haproxy.run(CliCommands.sockets()))
        .anySatisfy(
            socket -> {
              assertThat(socket.address()).startsWith("unix@").endsWith("user.sock");
              assertThat(socket.level()).isEqualTo(AccessLevel.USER);
            });
    haproxy.user().run(CliCommands.setTimeout(Duration.ofMillis(1_500)));
    var text = " a  b;show info\\ <<x";
    if (haproxy.isAtLeast(3, 1)) {
      assertThat(haproxy.run(CliCommands.echo(text))).isEqualTo(text);
    } else {
      haproxy.needsNewer(List.of(CliCommands.echo(text)));
    }
  }

  private static void checkAnonymization(Probe haproxy) throws Exception {
    if (haproxy.isAtLeast(2, 7)) {
      haproxy.run(CliCommands.anonymize());
      haproxy.run(CliCommands.anonymize(7));
      haproxy.run(CliCommands.showNames());
      haproxy.run(CliCommands.setGlobalKey(4_294_967_295L));
      haproxy.run(CliCommands.setGlobalKey(0));
      assertThat(haproxy.run(CliCommands.anonymization()))
          .isEqualTo(new Anonymization(false, OptionalLong.empty()));
      haproxy.needsAdmin(List.of(CliCommands.setGlobalKey(1)));
    } else {
      haproxy.needsNewer(
          List.of(
              CliCommands.anonymize(),
              CliCommands.anonymize(7),
              CliCommands.showNames(),
              CliCommands.setGlobalKey(7),
              CliCommands.anonymization()));
    }
  }

  private static void checkCounters(Probe haproxy) throws Exception {
    haproxy.run(CounterCommands.clearMaxima());
    haproxy.run(CounterCommands.clearAll());
    haproxy.needsAdmin(List.of(CounterCommands.clearAll()));
    haproxy.needsNewer(List.of(CounterCommands.clear(ONE), CounterCommands.clearShared(ONE)));
  }

  private static void checkWaiting(Probe haproxy) throws Exception {
    if (haproxy.isAtLeast(3, 0)) {
      var impatient =
          new RuntimeClient(
              haproxy.admin().endpoint(),
              new Timeouts(Duration.ofSeconds(20), Duration.ofSeconds(4), Duration.ofSeconds(60)),
              Retries.NONE);
      var waiting = Duration.ofMillis(4_500);
      assertThat(
              impatient.run(
                  Command.named("wait")
                      .argument(waiting.toMillis())
                      .needs(Requirement.of(AccessLevel.ADMIN))
                      .waits(waiting)
                      .reads(Reply::text)))
          .isEqualTo("Done.");
    }
    var second = Duration.ofSeconds(1);
    if (haproxy.isAtLeast(3, 0)) {
      haproxy.run(ServerCommands.setState(ONE, AdminState.MAINT));
      assertThat(haproxy.run(WaitCommands.untilRemovable(ONE, Duration.ofSeconds(20))).outcome())
          .isEqualTo(Outcome.DONE);
      assertThat(haproxy.run(WaitCommands.untilRemovable(new ServerName("app", "none"), second)))
          .returns(Outcome.FAILED, WaitCommands.Waited::outcome);
    } else {
      haproxy.needsNewer(List.of(WaitCommands.untilRemovable(ONE, second)));
    }
    haproxy.needsNewer(List.of(WaitCommands.untilRemovable("app", second)));
  }
}
