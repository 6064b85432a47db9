package org.haproxystats.runtime.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.RecordedAnswer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What HAProxy writes for readers, as its versions write it. */
class DiagnosticCommandsTest {
  private static final String THREADS_2_2 =
      """
        Thread 1 : id=0x7fed6b479200 act=0 glob=0 wq=1 rq=0 tl=0 tlsz=0 rqsz=0
                   stuck=0 prof=0 harmless=1 wantrdv=0
                   cpu_ns: poll=13370341 now=13400216 diff=29875
                   curr_task=0
      * Thread 2 : id=0x7fed6b46d6c0 act=1 glob=0 wq=1 rq=0 tl=0 tlsz=0 rqsz=0
                   stuck=0 prof=0 harmless=0 wantrdv=0
                   cpu_ns: poll=2667377 now=2695779 diff=28402
                   curr_task=0x7fed640295a0 (task) calls=2 last=0
                     fct=0x55fdb3e4f370(task_run_applet) ctx=0x7fed64028ec0(<CLI>)
                   strm=0x7fed64029150 src=unix fe=GLOBAL be=GLOBAL dst=<CLI>
                   rqf=c48202 rqa=0 rpf=80008000 rpa=0 sif=EST,200008 sib=EST,204018

      """;
  private static final String THREADS_3_2 =
      """
      *>Thread 1 : id=0x7f78c2896140 act=1 glob=0 wq=1 rq=0 tl=0 tlsz=0 rqsz=0
            1/1    loops=54 ctxsw=149 stuck=1 prof=0 harmless=0 isolated=0
                   cpu_ns: poll=36028035 now=5036074433 diff=46398
                   curr_task=0x7f78bf7bf960 (task) calls=1 last=0
                     fct=0x7f78c2cf7d10(task_process_applet) ctx=0x7f78bf7e0a00
                   lock_hist: U:STK_TABLE_UPDT U:PEER R:TASK_WQ U:TASK_WQ
                   call trace(13):
                   | 0x7f78c2cd88e4 <00 00 00 e8 1c 10 db ff]: ha_dump_backtrace+0x84/0x40f

        Thread 2 : id=0x7f78c0fff6c0 act=0 glob=0 wq=1 rq=0 tl=0 tlsz=0 rqsz=0
            1/2    loops=30 ctxsw=67 stuck=0 prof=0 harmless=1 isolated=0
                   cpu_ns: poll=1656633 now=1697524 diff=40891
                   curr_task=0
                   lock_hist: S:IDLE_CONNS locked: STK_TABLE(W)

      """;
  private static final String PROFILING_3_0 =
      """
      Per-task CPU profiling              : auto-on       # set profiling tasks {on|auto|off}
      Memory usage profiling              : on            # set profiling memory {on|off}
      Tasks activity over 1.122 sec till 0.000 sec ago:
        function                      calls   cpu_tot   cpu_avg   lat_tot   lat_avg
        h1_io_cb                         19   361.7us   19.04us   12.45us   655.0ns <- sock_conn_iocb@src/sock.c:1028 tasklet_wakeup
        process_stream+0                 11   1.500m    528.4us   1.206ms   134.0us <- sc_notify@src/stconn.c:1201 task_wakeup
        idle_function                     0      -         -         -         -    <- main@src/x.c:1 task_wakeup
      Alloc/Free statistics by call place over 1.122 sec till 0.000 sec ago:
               Calls         |         Tot Bytes           |       Caller and method
      <- alloc -> <- free  ->|<-- alloc ---> <-- free ---->|
                1           0|             40             0| 0x55fdb3e4f370 main malloc(40)

      """;

  @Test
  void threadsAreReadOneByOne() throws Exception {
    var threads = RecordedAnswer.read(DiagnosticCommands.threads(), THREADS_2_2);
    assertThat(threads)
        .extracting(
            ThreadState::number, ThreadState::isStuck, ThreadState::isActive, ThreadState::cpuTime)
        .containsExactly(
            tuple(1, false, false, Optional.of(Duration.ofNanos(13_400_216))),
            tuple(2, false, true, Optional.of(Duration.ofNanos(2_695_779))));
    assertThat(threads.getFirst().fields())
        .containsEntry("id", "0x7fed6b479200")
        .containsEntry("rqsz", "0")
        .containsEntry("harmless", "1")
        .containsEntry("curr_task", "0");
    assertThat(threads.get(1).fields())
        .containsEntry("curr_task", "0x7fed640295a0")
        .containsEntry("calls", "2")
        .doesNotContainKeys("fct", "strm");
    assertThat(threads.get(1).text())
        .startsWith("* Thread 2 : id=0x7fed6b46d6c0 act=1")
        .endsWith("sib=EST,204018");
  }

  @Test
  void whatNewerVersionsSayOfAThreadIsKept() throws Exception {
    var threads = RecordedAnswer.read(DiagnosticCommands.threads(), THREADS_3_2);
    assertThat(threads)
        .extracting(ThreadState::number, ThreadState::isStuck)
        .containsExactly(tuple(1, true), tuple(2, false));
    assertThat(threads.getFirst().cpuTime()).hasValue(Duration.ofNanos(5_036_074_433L));
    assertThat(threads.getFirst().fields())
        .containsEntry("loops", "54")
        .containsEntry("isolated", "0");
    assertThat(threads.getFirst().text()).contains("ha_dump_backtrace").doesNotContain("Thread 2");
    assertThat(threads.get(1).text()).contains("locked: STK_TABLE(W)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"something else", "  indented before any thread", "Thread x : id=0x1"})
  void whatIsNoThreadIsAFailure(String line) {
    for (var answer : new String[] {line + "\n\n", THREADS_2_2.stripTrailing() + "\nno\n\n"}) {
      assertThatThrownBy(() -> RecordedAnswer.read(DiagnosticCommands.threads(), answer))
          .isInstanceOf(CommandFailedException.class);
    }
  }

  @Test
  void profilingOfTheFirstVersionsHasItsStateAlone() throws Exception {
    var profiling =
        RecordedAnswer.read(
            DiagnosticCommands.profiling(),
            "Per-task CPU profiling              : on      # set profiling tasks {on|auto|off}\n\n");
    assertThat(profiling.tasks()).isEqualTo("on");
    assertThat(profiling.memory()).isEmpty();
    assertThat(profiling.functions()).isEmpty();
  }

  @Test
  void profilingIsReadWithWhatItMeasured() throws Exception {
    var profiling = RecordedAnswer.read(DiagnosticCommands.profiling(), PROFILING_3_0);
    assertThat(profiling.tasks()).isEqualTo("auto-on");
    assertThat(profiling.memory()).hasValue("on");
    assertThat(profiling.functions())
        .extracting(
            FunctionTimes::function,
            FunctionTimes::calls,
            FunctionTimes::cpu,
            FunctionTimes::latency)
        .containsExactly(
            tuple("h1_io_cb", 19L, Duration.ofNanos(361_700), Duration.ofNanos(12_450)),
            tuple("process_stream+0", 11L, Duration.ofSeconds(90), Duration.ofNanos(1_206_000)),
            tuple("idle_function", 0L, Duration.ZERO, Duration.ZERO));
    assertThat(profiling.functions().getFirst().caller())
        .hasValue("sock_conn_iocb@src/sock.c:1028 tasklet_wakeup");
    assertThat(profiling.functions().getFirst().columns()).containsEntry("cpu_avg", "19.04us");
    assertThat(profiling.text())
        .startsWith("Per-task CPU profiling")
        .endsWith("0x55fdb3e4f370 main malloc(40)");
  }

  @Test
  void columnsAndStatesThatNewerVersionsAddAreKept() throws Exception {
    var profiling =
        RecordedAnswer.read(
            DiagnosticCommands.profiling(),
            """
            Per-task CPU profiling              : on            # set profiling tasks {on|auto|off}
            Per-task lock profiling             : off           # set profiling tasks {lock|no-lock}
            Tasks activity over 1.122 sec till 0.000 sec ago:
              function                      calls   cpu_tot   cpu_avg   lkw_avg   lat_tot   lat_avg
              other                             3   1.873us   624.0ns   12.00ns   1.412us   470.0ns

            """);
    assertThat(profiling.states()).containsEntry("Per-task lock profiling", "off");
    assertThat(profiling.functions())
        .singleElement()
        .satisfies(
            other -> {
              assertThat(other.caller()).isEmpty();
              assertThat(other.columns()).isEqualTo(expectedColumns());
            });
  }

  private static Map<String, String> expectedColumns() {
    return Map.of(
        "function", "other",
        "calls", "3",
        "cpu_tot", "1.873us",
        "cpu_avg", "624.0ns",
        "lkw_avg", "12.00ns",
        "lat_tot", "1.412us",
        "lat_avg", "470.0ns");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "something else",
        "Tasks activity:",
        "Per-task CPU profiling : on # x\nsomething else",
        "Per-task CPU profiling : on # x\nTasks activity:\n  function calls cpu_tot\n  a 1",
        "Per-task CPU profiling : on # x\nTasks activity:\n  function calls cpu_tot lat_tot\n  a x 1ns 1ns",
        "Per-task CPU profiling : on # x\nTasks activity:\n  function calls cpu_tot lat_tot\n  a 1 1xs 1ns",
        "Per-task CPU profiling : on # x\nTasks activity:\n  function calls cpu_tot\n  a 1 1ns"
      })
  void whatIsNoProfilingIsAFailure(String answer) {
    assertThatThrownBy(() -> RecordedAnswer.read(DiagnosticCommands.profiling(), answer + "\n\n"))
        .isInstanceOf(CommandFailedException.class);
  }
}
