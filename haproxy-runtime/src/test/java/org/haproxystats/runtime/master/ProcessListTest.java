package org.haproxystats.runtime.master;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.haproxystats.runtime.master.ProcessEntry.Role;
import org.haproxystats.runtime.master.Reload.Result;
import org.junit.jupiter.api.Test;

class ProcessListTest {
  private static final String FAILED_22 =
      """
      #<PID>          <type>          <relative PID>  <reloads>       <uptime>        <version>
      18980           master          0               2               0d00h07m22s     2.2.9-2+deb11u6
      # workers
      # old workers
      25952           worker          [was: 1]        1               0d00h01m07s     2.2.9-2+deb11u6
      # programs
      """;
  private static final String LOADED_22 =
      """
      #<PID>          <type>          <relative PID>  <reloads>       <uptime>        <version>
      18980           master          0               3               1d02h07m24s     2.2.9-2+deb11u6
      # workers
      27748           worker          1               0               0d00h00m02s     2.2.9-2+deb11u6
      # old workers
      25952           worker          [was: 1]        2               0d00h01m09s     2.2.9-2+deb11u6
      # programs
      27749           logger          0               0               0d00h00m02s     -
      """;
  private static final String FAILED_26 =
      """
      #<PID>          <type>          <reloads>       <uptime>        <version>
      19016           master          2 [failed: 1]   0d00h07m25s     2.6.12-1+deb12u3
      # workers
      26049           worker          1               0d00h01m07s     2.6.12-1+deb12u3
      # programs
      """;
  private static final String FAILED_32 =
      """
      #<PID>          <type>          <reloads>       <uptime>        <version>      \t\t <ipc_fd[0]>     <ipc_fd[1]>
      19082           master          3 [failed: 1]   0d00h07m33s     3.2.26-1       \t\t 5               6
      # workers
      # old workers
      26348           worker          1               0d00h01m08s     3.2.26-1       \t\t 3               -1

      """;

  @Test
  void eachProcessHasItsColumnsByName() {
    assertThat(ProcessList.parse(LOADED_22).all())
        .containsExactly(
            new ProcessEntry(
                18980,
                "master",
                Role.MASTER,
                3,
                0,
                Duration.ofSeconds(94_044),
                "2.2.9-2+deb11u6",
                Map.of("relative PID", "0")),
            new ProcessEntry(
                27748,
                "worker",
                Role.WORKER,
                0,
                0,
                Duration.ofSeconds(2),
                "2.2.9-2+deb11u6",
                Map.of("relative PID", "1")),
            new ProcessEntry(
                25952,
                "worker",
                Role.OLD_WORKER,
                2,
                0,
                Duration.ofSeconds(69),
                "2.2.9-2+deb11u6",
                Map.of("relative PID", "[was: 1]")),
            new ProcessEntry(
                27749,
                "logger",
                Role.PROGRAM,
                0,
                0,
                Duration.ofSeconds(2),
                "",
                Map.of("relative PID", "0")));
  }

  @Test
  void columnsOfNewerVersionsAreKept() {
    var processes = ProcessList.parse(FAILED_32);

    assertThat(processes.with(Role.MASTER).getFirst().failedReloads()).isEqualTo(1);
    assertThat(processes.workers())
        .containsExactly(
            new ProcessEntry(
                26348,
                "worker",
                Role.OLD_WORKER,
                1,
                0,
                Duration.ofSeconds(68),
                "3.2.26-1",
                Map.of("ipc_fd[0]", "3", "ipc_fd[1]", "-1")));
  }

  @Test
  void aCellThatFillsItsColumnIsReadAlone() {
    var row = "19016           master          100 [failed: 11] 0d00h07m25s     3.0.1\n";

    var master = ProcessList.parse(FAILED_26.lines().findFirst().orElseThrow() + "\n" + row);

    assertThat(master.all().getFirst().reloads()).isEqualTo(100);
    assertThat(master.all().getFirst().failedReloads()).isEqualTo(11);
    assertThat(master.all().getFirst().uptime()).isEqualTo(Duration.ofSeconds(445));
    assertThat(master.all().getFirst().version()).isEqualTo("3.0.1");
  }

  @Test
  void aSectionThatIsNotKnownHidesNoWorker() {
    var processes = ProcessList.parse(FAILED_26 + "# helpers\n1 helper 0 0d00h00m01s 4.0.1\n");

    assertThat(processes.workers()).extracting(ProcessEntry::pid).containsExactly(26049L);
    assertThat(processes.with(Role.OTHER)).extracting(ProcessEntry::pid).containsExactly(1L);
  }

  @Test
  void aLineThatDoesNotFitIsNamed() {
    assertThatThrownBy(() -> ProcessList.parse("Permission denied\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Permission denied");
    assertThatThrownBy(() -> ProcessList.parse(FAILED_26 + "garbage\n"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("garbage");
    assertThatThrownBy(() -> ProcessList.parse("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aReloadIsJudgedByTheProcessesThatItLeft() {
    var failed22 = ProcessList.parse(FAILED_22);
    var loaded22 = ProcessList.parse(LOADED_22);
    var failed26 = ProcessList.parse(FAILED_26);
    var before26 = ProcessList.parse(FAILED_26.replace("2 [failed: 1]", "1 [failed: 0]"));

    assertThat(Master.result(failed22, loaded22)).isEqualTo(Result.LOADED);
    assertThat(
            Master.result(
                loaded22,
                ProcessList.parse(FAILED_22.replace("0               2 ", "0               4 "))))
        .isEqualTo(Result.FAILED);
    assertThat(Master.result(failed22, failed22)).isEqualTo(Result.UNKNOWN);
    assertThat(Master.result(before26, failed26)).isEqualTo(Result.FAILED);
    assertThat(Master.result(failed26, failed26)).isEqualTo(Result.UNKNOWN);
  }
}
