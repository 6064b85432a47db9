package org.haproxystats.admin;

import static org.haproxystats.runtime.tls.CertificatePart.ALL;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.haproxystats.admin.Replacement.ProcessResult;
import org.haproxystats.admin.Replacement.State;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.EndpointException;
import org.haproxystats.runtime.EndpointException.Reason;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.tls.CertificateCommands;
import org.haproxystats.runtime.tls.CertificateDetails;
import org.haproxystats.runtime.tls.Secret;
import org.haproxystats.runtime.tls.X509Details;
import org.jspecify.annotations.Nullable;

/** One replacement of a certificate, in all processes or in none as far as HAProxy permits. */
final class CertificateReplacement {
  private final String name;
  private final String pem;
  private final List<RuntimeClient> processes;
  private final Map<RuntimeClient, Part> parts;

  /** How far one process is. Its own thread has it, and between two steps the one that waits. */
  private static final class Part {
    private long pid;
    private boolean mayHaveTransaction;
    private String newFingerprint = "";
    private @Nullable Secret before;
    private State state = State.UNCHANGED;
    private @Nullable IOException reason;

    /** Keeps what went wrong first, and the rest with it. */
    void fail(IOException e) {
      if (reason == null) {
        reason = e;
      } else if (!reason.equals(e)) {
        reason.addSuppressed(e);
      }
    }
  }

  /** What is done with each process before the next step may begin. */
  private interface Step {
    void run(RuntimeClient process, Part part) throws IOException, InterruptedException;
  }

  CertificateReplacement(List<RuntimeClient> processes, String name, String pem) {
    this.processes = processes;
    this.name = name;
    this.pem = pem;
    parts = processes.stream().collect(Collectors.toMap(Function.identity(), _ -> new Part()));
  }

  Replacement run() throws InterruptedException {
    boolean ready = false;
    try {
      ready = all(this::set) && all(this::checkIsThere);
    } finally {
      if (!ready) {
        toEnd(processes, this::abort);
      }
    }
    if (!ready) {
      return result(Duration.ZERO);
    }
    long start = System.nanoTime();
    toEnd(processes, this::commit);
    var skew = Duration.ofNanos(System.nanoTime() - start);
    if (!in(State.UNCHANGED).isEmpty()) {
      toEnd(in(State.UNCHANGED), this::abort);
      toEnd(in(State.REPLACED), this::restore);
    }
    return result(skew);
  }

  private boolean all(Step step) throws InterruptedException {
    return EachProcess.run(processes, process -> ran(step, process)).stream()
        .allMatch(outcome -> outcome instanceof Outcome.Done);
  }

  /** A commit that was begun is not left in the middle for an interrupt. */
  private void toEnd(List<RuntimeClient> some, Step step) {
    EachProcess.runToEnd(some, process -> ran(step, process));
  }

  private State ran(Step step, RuntimeClient process) throws IOException, InterruptedException {
    var part = part(process);
    try {
      step.run(process, part);
      return part.state;
    } catch (IOException e) {
      part.fail(e);
      throw e;
    }
  }

  private Part part(RuntimeClient process) {
    return Optional.ofNullable(parts.get(process)).orElseThrow();
  }

  private List<RuntimeClient> in(State state) {
    return processes.stream().filter(process -> part(process).state == state).toList();
  }

  private Replacement result(Duration skew) {
    return new Replacement(
        processes.stream()
            .map(
                process -> {
                  var part = part(process);
                  return new ProcessResult(
                      process.endpoint(), part.state, Optional.ofNullable(part.reason));
                })
            .toList(),
        skew);
  }

  /** Brings the new certificate into the process, where it is not in use yet. */
  private void set(RuntimeClient process, Part part) throws IOException, InterruptedException {
    process.forgetAbilities(); // They may be those of a process that is gone.
    part.pid = process.abilities().pid();
    var ongoing = process.run(CertificateCommands.list()).transaction();
    if (ongoing.isPresent()) {
      // HAProxy 2.6 would put the new certificate into that transaction.
      throw new TransactionOngoingException(process.endpoint(), ongoing.get());
    }
    var dump = CertificateCommands.dump(name);
    if (process.abilities().version().isAtLeast(dump.requirement().since())) {
      part.before = process.run(dump);
    }
    part.mayHaveTransaction = true;
    try {
      process.run(CertificateCommands.set(name, ALL, pem));
    } catch (CommandFailedException e) {
      if (e.failure() != Failure.BAD_REQUEST) {
        throw e;
      }
      // HAProxy 2.2 blames a text once for what was wrong with the one before.
      process.run(CertificateCommands.set(name, ALL, pem));
    }
    part.newFingerprint = fingerprint(process.run(CertificateCommands.showUncommitted(name)));
  }

  private static String fingerprint(CertificateDetails details) {
    return details.certificate().map(X509Details::sha1Fingerprint).orElse("");
  }

  /** Makes sure that it is still the same process, and answers, when all are about to commit. */
  private void checkIsThere(RuntimeClient process, Part part)
      throws IOException, InterruptedException {
    process.forgetAbilities();
    if (process.abilities().pid() != part.pid) {
      throw new ProcessReplacedException(process.endpoint(), part.pid);
    }
  }

  private void abort(RuntimeClient process, Part part) throws IOException, InterruptedException {
    if (!part.mayHaveTransaction) {
      return;
    }
    try {
      process.run(CertificateCommands.abort(name));
    } catch (CommandFailedException e) {
      if (e.failure() != Failure.NOT_FOUND) {
        throw e;
      }
    }
  }

  private void commit(RuntimeClient process, Part part) throws IOException, InterruptedException {
    try {
      process.run(CertificateCommands.commit(name));
      part.state = State.REPLACED;
    } catch (EndpointException e) {
      if (!e.reason().isBeforeSending()) {
        part.state = State.IN_DOUBT;
        part.state = seen(process, part);
      }
      if (part.state != State.REPLACED) {
        throw e;
      }
    }
  }

  /** Finds out what became of a commit that was not answered. */
  private State seen(RuntimeClient process, Part part) throws IOException, InterruptedException {
    try {
      checkIsThere(process, part);
      var used = fingerprint(process.run(CertificateCommands.show(name)));
      return used.equals(part.newFingerprint) ? State.REPLACED : State.UNCHANGED;
    } catch (ProcessReplacedException e) {
      part.fail(e);
      return State.UNCHANGED;
    } catch (EndpointException e) {
      part.fail(e);
      boolean isGone = e.reason() == Reason.REFUSED || e.reason() == Reason.NO_SOCKET;
      return isGone ? State.UNCHANGED : State.IN_DOUBT;
    }
  }

  /** Has the process use again what it used before, where that could be saved. */
  private void restore(RuntimeClient process, Part part) throws IOException, InterruptedException {
    var before = part.before;
    if (before == null) {
      return;
    }
    process.run(CertificateCommands.set(name, ALL, before.reveal()));
    process.run(CertificateCommands.commit(name));
    part.state = State.RESTORED;
  }
}
