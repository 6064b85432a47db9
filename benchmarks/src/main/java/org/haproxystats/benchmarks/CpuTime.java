package org.haproxystats.benchmarks;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.OptionalLong;

/**
 * The CPU time that other processes have used, in nanoseconds: from the clock that the kernel keeps
 * for each process, which also counts threads that have ended. What {@code /proc} tells has steps
 * of 10 ms.
 */
final class CpuTime {
  private static final MethodHandle CLOCK_OF_PROCESS =
      function("clock_getcpuclockid", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));
  private static final MethodHandle READ_CLOCK =
      function("clock_gettime", FunctionDescriptor.of(JAVA_INT, JAVA_INT, ADDRESS));

  private CpuTime() {}

  @SuppressWarnings("restricted") // Two functions of the C library, which take what is passed.
  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(linker.defaultLookup().findOrThrow(name), descriptor);
  }

  /**
   * The CPU time of a process and of those of its children that live.
   *
   * @throws IllegalStateException if the process has ended
   */
  static long nanos(ProcessHandle process) {
    long own =
        nanos(process.pid())
            .orElseThrow(
                () -> new IllegalStateException("process " + process.pid() + " has ended"));
    return own + process.descendants().mapToLong(child -> nanos(child.pid()).orElse(0)).sum();
  }

  private static OptionalLong nanos(long pid) {
    try (var arena = Arena.ofConfined()) {
      var clock = arena.allocate(JAVA_INT);
      var time = arena.allocate(JAVA_LONG, 2);
      if ((int) CLOCK_OF_PROCESS.invokeExact((int) pid, clock) != 0
          || (int) READ_CLOCK.invokeExact(clock.get(JAVA_INT, 0), time) != 0) {
        return OptionalLong.empty();
      }
      return OptionalLong.of(
          time.getAtIndex(JAVA_LONG, 0) * 1_000_000_000 + time.getAtIndex(JAVA_LONG, 1));
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }
}
