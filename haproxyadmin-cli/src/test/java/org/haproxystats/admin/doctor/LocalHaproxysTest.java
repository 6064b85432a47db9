package org.haproxystats.admin.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Endpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalHaproxysTest {
  @TempDir private Path directory;
  private Path proc = Path.of("proc");

  @BeforeEach
  void noProcesses() throws IOException {
    proc = Files.createDirectories(directory.resolve("proc"));
    Files.writeString(proc.resolve("meminfo"), "MemTotal: 1 kB\n");
  }

  private void process(int pid, String name, String stat, String... arguments) throws IOException {
    var own = Files.createDirectories(proc.resolve(Integer.toString(pid)));
    Files.writeString(own.resolve("comm"), name + "\n");
    Files.writeString(own.resolve("stat"), pid + " (" + name + ") " + stat + "\n");
    Files.writeString(own.resolve("cmdline"), String.join("\0", arguments) + "\0");
  }

  private LocalHaproxys find() {
    return LocalHaproxys.find(proc, directory.resolve("none.cfg"));
  }

  private Path configuration(String text) throws IOException {
    return Files.writeString(directory.resolve("haproxy.cfg"), text);
  }

  @Test
  void theSocketsOfARunningHaproxyAreReadFromItsConfiguration() throws IOException {
    var file =
        configuration(
            """
            global
              # stats socket /run/old.sock
              stats socket /run/haproxy/admin.sock mode 660 level admin # for us
              stats socket ipv4@*:9999 level user
              stats socket fd@4
            defaults
              stats socket /run/not/global.sock
            """);
    process(
        10,
        "haproxy",
        "S 1 10",
        "/usr/sbin/haproxy",
        "-Ws",
        "-f",
        file.toString(),
        "-S",
        "/run/m.sock,level,admin");
    process(11, "haproxy", "T 10 10", "/usr/sbin/haproxy", "-f", file.toString());
    process(12, "ld-linux", "S 1 12", "/lib/ld-linux.so.2", "/opt/haproxy", "-f", "gone.cfg");
    process(13, "vim", "S 1 13", "vim", "/etc/haproxy");

    var local = find();
    assertThat(local.processes())
        .extracting(LocalHaproxys.Running::pid)
        .containsExactlyInAnyOrder(10L, 11L, 12L);
    assertThat(local.process(11))
        .hasValueSatisfying(
            worker -> {
              assertThat(worker.parent()).isEqualTo(10);
              assertThat(worker.isStopped()).isTrue();
            });
    assertThat(local.sockets()).containsExactly("/run/haproxy/admin.sock", "tcp://127.0.0.1:9999");
    assertThat(local.masterSockets()).containsExactly("/run/m.sock");
    assertThat(local.configuration()).isEqualTo(file.toString());
    var line = local.line(new Endpoint.Unix(Path.of("/run/haproxy/admin.sock"))).orElseThrow();
    assertThat(line.place()).isEqualTo(file + ", line 3");
    assertThat(line).hasToString("stats socket /run/haproxy/admin.sock mode 660 level admin");
    assertThat(local.line(Endpoint.parse("tcp://127.0.0.1:9999"))).isPresent();
    assertThat(local.line(Endpoint.parse("tcp://127.0.0.1:999"))).isEmpty();
    assertThat(local.line(new Endpoint.Unix(Path.of("/run/old.sock")))).isEmpty();
  }

  @Test
  void aLineIsChangedWhereItHasTheOptionAndGrowsWhereNot() {
    var line =
        StatsLine.parse(
                Path.of("/etc/haproxy/haproxy.cfg"),
                7,
                java.util.List.of("stats", "socket", "/level", "mode", "600"))
            .orElseThrow();
    assertThat(line.level()).isEqualTo(AccessLevel.OPERATOR);
    assertThat(line.with("level", "admin")).hasToString("stats socket /level mode 600 level admin");
    assertThat(line.with("mode", "660")).hasToString("stats socket /level mode 660");
  }

  @Test
  void whereNoHaproxyRunsTheRemedyIsToStartIt() {
    var local = find();
    assertThat(local.isEmpty()).isTrue();
    assertThat(local.configuration()).isEqualTo("/etc/haproxy/haproxy.cfg");
  }

  @Test
  void theGroupsOfAUserHaveTheirNames() throws IOException {
    var status =
        Files.writeString(
            directory.resolve("status"),
            "Name:\tjava\nGid:\t1000\t1000\t1000\t1000\nGroups:\t27 1000 4711 \n");
    var groups = Files.writeString(directory.resolve("group"), "ops:x:1000:\nsudo:x:27:ops\n");
    assertThat(User.read("ann", status, groups)).hasToString("ann (groups ops, sudo, 4711)");
  }

  @Test
  void aProcessThatIsStoppedLaterIsSeenToBe() throws IOException {
    process(10, "haproxy", "S 1 10", "/usr/sbin/haproxy", "-f", "a.cfg");
    process(11, "haproxy", "S 1 11", "/usr/sbin/haproxy", "-f", "b.cfg");
    var local = find();
    assertThat(local.stopped()).isEmpty();

    process(11, "haproxy", "T 1 11", "/usr/sbin/haproxy", "-f", "b.cfg");
    assertThat(local.stopped()).extracting(LocalHaproxys.Running::pid).containsExactly(11L);
  }
}
