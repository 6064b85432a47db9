package org.haproxystats.runtime.process;

import static org.haproxystats.runtime.AccessLevel.ADMIN;
import static org.haproxystats.runtime.AccessLevel.OPERATOR;
import static org.haproxystats.runtime.AccessLevel.USER;

import java.util.List;
import java.util.Locale;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Reply;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.Success;

/**
 * Commands that look into a process when something is wrong with it. What is a {@code
 * Command<String>} here has a form that HAProxy changes at will, and is meant for readers.
 */
public final class DiagnosticCommands {
  private static final Requirement PROFILING = Requirement.of(ADMIN).since(1, 9);

  private DiagnosticCommands() {}

  /**
   * {@code show activity}: what the threads have done, at level user, from HAProxy 2.7 on at level
   * operator. Since 1.9.
   *
   * @return a command that gives its lines in HAProxy's order
   */
  public static Command<List<Activity>> activity() {
    return Command.named("show activity")
        .needs(Requirement.of(USER).but(OPERATOR, 2, 7).since(1, 9))
        .reads(Activity::readAll);
  }

  /**
   * {@code show activity} of one thread, at level operator. Since 2.7.
   *
   * @param thread 1 or more; HAProxy says how many there are when it is too high
   * @return a command that gives its lines in HAProxy's order
   * @throws IllegalArgumentException if the thread is less than 1
   */
  public static Command<List<Activity>> activity(int thread) {
    if (thread < 1) {
      throw new IllegalArgumentException("the thread is " + thread + ", but must be 1 or more");
    }
    return Command.named("show activity")
        .argument(thread)
        .needs(Requirement.of(OPERATOR).since(2, 7))
        .reads(Activity::readAll);
  }

  /**
   * {@code show pools}: the memory that HAProxy has set aside, at level user.
   *
   * @return a command that gives the pools in HAProxy's order, without their sum
   */
  public static Command<List<MemoryPool>> pools() {
    return Command.named("show pools").reads(MemoryPool::readAll);
  }

  /**
   * {@code show threads}: what each thread does, at level user. Since 2.0. It stops all threads for
   * a moment, so it is nothing to ask for all the time.
   *
   * @return a command that gives the threads in their order
   */
  public static Command<List<ThreadState>> threads() {
    return Command.named("show threads")
        .needs(Requirement.of(USER).since(2, 0))
        .reads(ThreadState::readAll);
  }

  /**
   * {@code show tasks}: how many tasks wait to be run, by function, at level user. Since 2.4. It
   * stops all threads for a moment.
   *
   * @return a command that gives the whole text
   */
  public static Command<String> tasks() {
    return Command.named("show tasks")
        .needs(Requirement.of(USER).since(2, 4))
        .reads(Reply::message);
  }

  /**
   * {@code show fd}: a line for each file descriptor, at level operator. Since 1.8.
   *
   * @return a command that gives the lines
   */
  public static Command<List<String>> fileDescriptors() {
    return Command.named("show fd").needs(Requirement.of(OPERATOR).since(1, 8)).reads(Reply::lines);
  }

  /**
   * {@code show libs}: the libraries in the process's memory, at level operator. Since 2.6.
   *
   * @return a command that gives the whole text
   */
  public static Command<String> libraries() {
    return Command.named("show libs")
        .needs(Requirement.of(OPERATOR).since(2, 6))
        .reads(Reply::message);
  }

  /**
   * {@code show dev}: how HAProxy was built and where it runs, at level user. Since 2.9.
   *
   * @return a command that gives the whole text
   */
  public static Command<String> build() {
    return Command.named("show dev").needs(Requirement.of(USER).since(2, 9)).reads(Reply::message);
  }

  /**
   * {@code show profiling}: what is measured, and what was found, at level user, from HAProxy 2.4
   * on at level admin. Since 1.9.
   *
   * @return a command that gives both
   */
  public static Command<Profiling> profiling() {
    return Command.named("show profiling")
        .needs(Requirement.of(USER).but(ADMIN, 2, 4).since(1, 9))
        .reads(Profiling::read);
  }

  /** What {@link #setTaskProfiling} can be told. */
  public enum TaskProfiling {
    /** Always. */
    ON,
    /** Never. */
    OFF,
    /** Only while HAProxy has much to do. */
    AUTO;

    /** As HAProxy has it. */
    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * {@code set profiling tasks}: times what HAProxy does, which costs it time. At level admin.
   *
   * @param what when to do it
   * @return a command with an empty answer
   */
  public static Command<String> setTaskProfiling(TaskProfiling what) {
    return tasks(what.toString(), PROFILING);
  }

  /**
   * {@code set profiling tasks lock}, or {@code no-lock}: times locks too. At level admin. Since
   * 3.4.
   *
   * @param on whether to time them
   * @return a command with an empty answer
   */
  public static Command<String> setLockProfiling(boolean on) {
    return tasks(on ? "lock" : "no-lock", Requirement.of(ADMIN).since(3, 4));
  }

  /**
   * {@code set profiling tasks memory}, or {@code no-memory}: times allocations too. At level
   * admin. Since 3.4.
   *
   * @param on whether to time them
   * @return a command with an empty answer
   */
  public static Command<String> setAllocationProfiling(boolean on) {
    return tasks(on ? "memory" : "no-memory", Requirement.of(ADMIN).since(3, 4));
  }

  private static Command<String> tasks(String word, Requirement requirement) {
    return Command.named("set profiling tasks")
        .argument(word)
        .needs(requirement)
        .repeatable()
        .succeeds(Success.silent());
  }

  /**
   * {@code set profiling memory}: counts allocations by their callers, at level admin. Since 2.4.
   * Not every build has it ({@code Memory profiling not compiled in.}).
   *
   * @param on whether to count
   * @return a command with an empty answer
   */
  public static Command<String> setMemoryProfiling(boolean on) {
    return Command.named("set profiling memory")
        .argument(on ? "on" : "off")
        .needs(Requirement.of(ADMIN).since(2, 4))
        .repeatable()
        .succeeds(Success.silent());
  }
}
