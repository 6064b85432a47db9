package org.haproxystats.admin.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was found out of one socket.
 *
 * @param patient the socket
 * @param file the socket in the file system, if it is one and can be seen
 * @param process who answers, if somebody does
 * @param findings what is wrong, the worst first; empty if all is well
 */
public record Examination(
    Patient patient,
    Optional<SocketFile> file,
    Optional<AnsweringProcess> process,
    List<Finding> findings) {
  public Examination {
    findings =
        findings.stream()
            .sorted((a, b) -> b.state().compareTo(a.state())) // Stable: as found otherwise.
            .toList();
  }

  /** The worst of what was found. */
  public State state() {
    return findings.isEmpty() ? State.OK : findings.getFirst().state();
  }

  /** Whether something does not work. */
  public boolean hasProblem() {
    return state() == State.PROBLEM;
  }

  Examination with(AnsweringProcess answering) {
    return new Examination(patient, file, Optional.of(answering), findings);
  }

  Examination without(String problem) {
    return new Examination(
        patient,
        file,
        process,
        findings.stream().filter(finding -> !finding.problem().equals(problem)).toList());
  }

  Examination with(Finding finding) {
    var more = new ArrayList<>(findings);
    more.add(finding);
    return new Examination(patient, file, process, more);
  }
}
