package org.haproxystats.integration.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.haproxystats.admin.Certificate;
import org.haproxystats.admin.Outcome;
import org.haproxystats.admin.Replacement;
import org.haproxystats.admin.Replacement.State;
import org.haproxystats.admin.TransactionOngoingException;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.integration.TestCertificate;
import org.haproxystats.integration.TlsVisitor;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.Retries;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.Timeouts;
import org.haproxystats.runtime.tls.CertificateCommands;
import org.haproxystats.runtime.tls.CertificateDetails;
import org.haproxystats.runtime.tls.CertificatePart;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** One certificate of several real processes, replaced as one. */
class CertificateIT {
  private static final int PROCESSES = 3;
  private static final Timeouts IMPATIENT =
      new Timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(30));

  @TempDir private static Path store;
  @TempDir private Path directory;

  private static TestCertificate old;
  private static TestCertificate fresh;

  @BeforeAll
  static void makeCertificates() throws Exception {
    old = TestCertificate.make(store, "old.example.org");
    fresh = TestCertificate.make(store, "new.example.org");
  }

  private String file(String name) {
    return directory.resolve(name).toString();
  }

  private RealHaproxy start(HaproxyLine line) throws Exception {
    Files.writeString(Path.of(file("site.pem")), old.pemWithKey());
    Files.writeString(Path.of(file("other.pem")), old.pemWithKey());
    return RealHaproxy.start(
        line,
        directory,
        PROCESSES,
        """
        frontend tls
          bind unix@{dir}/tls.sock ssl crt %s
        frontend other
          bind unix@{dir}/other.sock ssl crt %s
        """
            .formatted(file("site.pem"), file("other.pem")));
  }

  private static List<RuntimeClient> clients(RealHaproxy haproxy) {
    return haproxy.sockets().stream()
        .map(socket -> new RuntimeClient(new Endpoint.Unix(socket.path())))
        .toList();
  }

  private static void assertServed(RealHaproxy haproxy, TestCertificate expected) throws Exception {
    for (Path own : haproxy.directories()) {
      assertThat(TlsVisitor.certificate(own.resolve("tls.sock"))).isEqualTo(expected.certificate());
    }
  }

  private static List<String> serials(Certificate certificate) throws InterruptedException {
    var serials = new ArrayList<String>();
    for (var outcome : certificate.details()) {
      assertThat(outcome).isInstanceOf(Outcome.Done.class);
      if (outcome instanceof Outcome.Done<CertificateDetails>(var _, var details)) {
        serials.add(details.certificate().orElseThrow().serial());
      }
    }
    return serials;
  }

  private static void assertNoTransaction(List<RuntimeClient> processes) throws Exception {
    for (var process : processes) {
      assertThat(process.run(CertificateCommands.list()).transaction()).isEmpty();
    }
  }

  private static List<State> states(Replacement result) {
    return result.processes().stream().map(Replacement.ProcessResult::state).toList();
  }

  @EachHaproxy
  void aCertificateIsReplacedInAllProcessesOrInNone(HaproxyLine line) throws Exception {
    try (var haproxy = start(line)) {
      var processes = clients(haproxy);
      var certificate = new Certificate(processes, file("site.pem"));
      assertServed(haproxy, old);

      checkForeignTransaction(processes, certificate);
      checkKeyOfAnother(processes, certificate);
      assertServed(haproxy, old);

      var done = certificate.replace(fresh.pemWithKey());
      assertThat(done.isDone()).as("%s", done).isTrue();
      assertThat(done.skew()).isPositive();
      assertThat(serials(certificate)).containsOnly(fresh.serial()).hasSize(PROCESSES);
      assertServed(haproxy, fresh);
      assertNoTransaction(processes);
    }
  }

  private void checkForeignTransaction(List<RuntimeClient> processes, Certificate certificate)
      throws Exception {
    var other = file("other.pem");
    var one = processes.getLast();
    one.run(CertificateCommands.set(other, CertificatePart.ALL, old.pemWithKey()));
    var refused = certificate.replace(fresh.pemWithKey());
    assertThat(states(refused)).containsOnly(State.UNCHANGED);
    assertThat(refused.processes().getLast().reason())
        .hasValueSatisfying(
            reason ->
                assertThat(reason)
                    .isInstanceOf(TransactionOngoingException.class)
                    .hasMessageContaining(other));
    assertThat(one.run(CertificateCommands.list()).transaction()).contains(other);
    one.run(CertificateCommands.abort(other));
    assertNoTransaction(processes);
  }

  private static void checkKeyOfAnother(List<RuntimeClient> processes, Certificate certificate)
      throws Exception {
    var refused = certificate.replace(fresh.pem() + old.keyPem());
    assertThat(states(refused)).containsOnly(State.UNCHANGED);
    assertThat(refused.processes())
        .allSatisfy(
            result ->
                assertThat(result.reason().orElseThrow())
                    .hasMessageContaining("inconsistencies")
                    .hasMessageNotContaining("BEGIN"));
    assertThat(serials(certificate)).containsOnly(old.serial());
    assertNoTransaction(processes);
  }

  @EachHaproxy
  void whoHasCommittedGetsTheOldOneBackOrIsNamedIfAnotherFails(HaproxyLine line) throws Exception {
    try (var haproxy = start(line);
        var intruder =
            Intruder.insteadOf(
                directory.resolve("m.sock"),
                haproxy.sockets().getFirst().path(),
                "commit ssl cert",
                "")) {
      var processes = new ArrayList<>(clients(haproxy));
      processes.set(0, new RuntimeClient(intruder.endpoint()));
      var certificate = new Certificate(processes, file("site.pem"));

      var result = certificate.replace(fresh.pemWithKey());

      boolean hasDump = processes.getFirst().abilities().version().isAtLeast(3, 1);
      var others = hasDump ? State.RESTORED : State.REPLACED;
      assertThat(states(result)).containsExactly(State.UNCHANGED, others, others);
      assertThat(result.isDone()).isFalse();
      assertThat(result.in(State.UNCHANGED)).containsExactly(processes.getFirst().endpoint());
      assertThat(result.processes().getFirst().reason()).isPresent();
      var kept = hasDump ? old.serial() : fresh.serial();
      assertThat(serials(certificate)).containsExactly(old.serial(), kept, kept);
      assertNoTransaction(processes);
    }
  }

  @EachHaproxy
  void aProcessThatStallsBeforeItsCheckIsToldWithWhatEndsItsTransaction(HaproxyLine line)
      throws Exception {
    try (var haproxy = start(line)) {
      var processes = new ArrayList<>(clients(haproxy));
      var victim = haproxy.pids().getLast();
      // Of what it is asked first after it was given the new certificate.
      try (var intruder =
          Intruder.before(
              directory.resolve("m.sock"),
              haproxy.sockets().getLast().path(),
              "show ssl cert *",
              1,
              () -> Signals.stop(victim))) {
        processes.set(
            PROCESSES - 1, new RuntimeClient(intruder.endpoint(), IMPATIENT, Retries.NONE));
        var result = new Certificate(processes, file("site.pem")).replace(fresh.pemWithKey());
        intruder.awaitTrouble(); // On a busy machine the time may be up before it is there.
        Signals.resume(victim);
        assertThat(states(result)).containsOnly(State.UNCHANGED);
        assertThat(result.processes().subList(0, PROCESSES - 1))
            .allSatisfy(other -> assertThat(other.cleanup()).isEmpty());
        var cleanup = result.processes().getLast().cleanup().orElseThrow();
        assertThat(cleanup).hasToString("abort ssl cert " + file("site.pem"));
        var real = clients(haproxy);
        assertThat(real.getLast().run(CertificateCommands.list()).transaction()).isPresent();
        real.getLast().run(cleanup);
        assertNoTransaction(real);
        assertServed(haproxy, old);
      }
    }
  }

  @EachHaproxy
  void aProcessThatIsGoneLeavesAllOthersAsTheyAre(HaproxyLine line) throws Exception {
    try (var haproxy = start(line)) {
      var processes = new ArrayList<>(clients(haproxy));
      processes.add(new RuntimeClient(new Endpoint.Unix(directory.resolve("gone.sock"))));

      var result = new Certificate(processes, file("site.pem")).replace(fresh.pemWithKey());

      assertThat(states(result)).containsOnly(State.UNCHANGED).hasSize(PROCESSES + 1);
      assertThat(IntStream.range(0, PROCESSES))
          .allSatisfy(i -> assertThat(result.processes().get(i).reason()).isEmpty());
      assertThat(result.processes().getLast().reason()).isPresent();
      assertNoTransaction(processes.subList(0, PROCESSES));
      assertServed(haproxy, old);
    }
  }
}
