package org.haproxystats.admin.doctor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.haproxystats.admin.doctor.Finding.Step;
import org.haproxystats.runtime.Endpoint;

/** What only shows when the sockets of a load balancer are seen together. */
final class Together {
  private record Identity(String group, String node, long pid) {}

  private record Siblings(String group, String node, String version, long count) {}

  private Together() {}

  static List<Examination> compare(List<Examination> all) {
    return missingProcesses(sameProcess(withoutSpareSockets(all)));
  }

  /** A socket of a low level is no fault where the same process has another that permits more. */
  private static List<Examination> withoutSpareSockets(List<Examination> all) {
    return all.stream()
        .map(
            one ->
                all.stream().anyMatch(other -> permitsMore(other, one))
                    ? one.without("level")
                    : one)
        .toList();
  }

  private static boolean permitsMore(Examination other, Examination one) {
    return one.process().isPresent()
        && other.process().isPresent()
        && !other.patient().group().equals(one.patient().group())
        && other.patient().name().equals(one.patient().name())
        && other.process().get().node().equals(one.process().get().node())
        && other.process().get().pid() == one.process().get().pid()
        && other.findings().stream().noneMatch(finding -> finding.problem().equals("level"));
  }

  /** A process that is named twice counts twice. */
  private static List<Examination> sameProcess(List<Examination> all) {
    var first = new HashMap<Identity, Endpoint>();
    var compared = new ArrayList<Examination>();
    for (var one : all) {
      var process = one.process();
      if (process.isEmpty() || process.get().isMaster()) {
        compared.add(one);
        continue;
      }
      var identity = new Identity(one.patient().group(), process.get().node(), process.get().pid());
      var before = first.putIfAbsent(identity, one.patient().endpoint());
      compared.add(
          before == null
              ? one
              : one.with(
                  Finding.problem(
                      "same-process",
                      "process %d answers at %s too, so it counts twice"
                          .formatted(identity.pid(), before),
                      new Step("name one of both, or have it in another directory", ""))));
    }
    return compared;
  }

  /** With {@code nbproc} each process needs a socket of its own. */
  private static List<Examination> missingProcesses(List<Examination> all) {
    var seen = new HashMap<Siblings, Set<Long>>();
    for (var one : all) {
      one.process()
          .ifPresent(
              process ->
                  seen.computeIfAbsent(siblings(one, process), _ -> new HashSet<>())
                      .add(process.number()));
    }
    var compared = new ArrayList<Examination>();
    for (var one : all) {
      // Told once, with the first of them.
      var numbers = one.process().map(process -> seen.remove(siblings(one, process)));
      compared.add(
          numbers.isPresent() ? missing(one, one.process().orElseThrow(), numbers.get()) : one);
    }
    return compared;
  }

  private static Examination missing(Examination one, AnsweringProcess process, Set<Long> numbers) {
    var steps = new ArrayList<Step>();
    for (long number = 1; number <= process.count(); number++) {
      if (!numbers.contains(number)) {
        steps.add(
            new Step(
                "process %d has no socket here; write in the section global".formatted(number),
                "stats socket /run/haproxy/admin%d.sock mode 660 level admin process %d"
                    .formatted(number, number)));
      }
    }
    return steps.isEmpty()
        ? one
        : one.with(
            Finding.problem(
                "missing-processes",
                "HAProxy has %d processes (nbproc), and %d of them cannot be asked"
                    .formatted(process.count(), steps.size()),
                steps));
  }

  private static Siblings siblings(Examination one, AnsweringProcess process) {
    return new Siblings(one.patient().group(), process.node(), process.version(), process.count());
  }
}
