package org.haproxystats.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.haproxystats.runtime.Endpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PullTargetsTest {
  @TempDir private Path folder;

  /** Leaves a socket file behind that nobody listens on, which is all that a listing needs. */
  private Path socket(String name) throws IOException {
    var path = folder.resolve(name);
    Files.createDirectories(path.getParent());
    ServerSocketChannel.open(StandardProtocolFamily.UNIX)
        .bind(UnixDomainSocketAddress.of(path))
        .close();
    return path;
  }

  private static List<PullTarget> targets(Path socketDir, Endpoint... servers) throws IOException {
    return new PullTargets(Optional.of(socketDir), List.of(servers)).list();
  }

  @Test
  void everySocketOfTheDirectoryIsATargetAndNothingElseIs() throws IOException {
    var b = socket("run/b.sock");
    var a = socket("run/a.sock");
    socket("run/.hidden.sock");
    Files.writeString(folder.resolve("run/a.pid"), "1");
    Files.createDirectory(folder.resolve("run/sub"));
    Files.createSymbolicLink(folder.resolve("run/dangling.sock"), folder.resolve("nowhere"));
    Files.createSymbolicLink(folder.resolve("run/loop.sock"), folder.resolve("run/loop.sock"));
    assertThat(targets(folder.resolve("run")))
        .containsExactly(
            new PullTarget("a.sock", new Endpoint.Unix(a)),
            new PullTarget("b.sock", new Endpoint.Unix(b)));
  }

  @Test
  void whatHaproxyMakesInPassingWhileItReloadsIsNoTarget() throws IOException {
    var a = socket("run/a.sock");
    socket("run/a.sock.4711.tmp");
    socket("run/a.sock.4711.bak");
    var b = socket("run/b.tmp");
    assertThat(targets(folder.resolve("run")))
        .containsExactly(
            new PullTarget("a.sock", new Endpoint.Unix(a)),
            new PullTarget("b.tmp", new Endpoint.Unix(b)));
  }

  @Test
  void aLinkToASocketElsewhereIsFollowed() throws IOException {
    var link = Files.createDirectory(folder.resolve("run")).resolve("link.sock");
    Files.createSymbolicLink(link, socket("elsewhere/a.sock"));
    assertThat(targets(folder.resolve("run")))
        .containsExactly(new PullTarget("link.sock", new Endpoint.Unix(link)));
  }

  @Test
  void theDirectoryIsListedAnewEachTime() throws IOException {
    var targets =
        new PullTargets(Optional.of(Files.createDirectory(folder.resolve("run"))), List.of());
    assertThat(targets.list()).isEmpty();
    var a = socket("run/a.sock");
    assertThat(targets.list()).extracting(PullTarget::name).containsExactly("a.sock");
    Files.delete(a);
    assertThat(targets.list()).isEmpty();
  }

  @Test
  void aDirectoryThatIsMissingIsNamed() {
    var missing = folder.resolve("missing");
    assertThatThrownBy(() -> targets(missing))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("cannot list socket-dir " + missing)
        .hasMessageContaining("no such file or directory");
  }

  @Test
  void aSocketInTheDirectoryAndInServersIsPulledOnce() throws IOException {
    var a = new Endpoint.Unix(socket("run/a.sock"));
    assertThat(targets(folder.resolve("run"), a, a)).containsExactly(new PullTarget("a.sock", a));
  }

  @Test
  void aServerWithTheNameOfASocketInTheDirectoryIsNamedByItsWholeUrl() throws IOException {
    var inDirectory = new Endpoint.Unix(socket("run/a.sock"));
    var server = new Endpoint.Unix(Path.of("/srv/haproxy/a.sock"));
    assertThat(targets(folder.resolve("run"), server))
        .containsExactly(
            new PullTarget("a.sock", inDirectory),
            new PullTarget("unix_srv_haproxy_a.sock", server));
  }

  @Test
  void theFilesOfATcpEndpointAreNamedByHostAndPortWithoutBrackets() {
    var target = PullTarget.of(new Endpoint.Tcp("fe80::1", 4444));
    assertThat(target.infoFile()).isEqualTo("fe80::1:4444_info");
    assertThat(target.statFile()).isEqualTo("fe80::1:4444_stat");
  }
}
