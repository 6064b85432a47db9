package org.haproxystats.integration.runtime;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.runtime.map.AclRef;
import org.haproxystats.runtime.map.MapRef;

/**
 * HAProxys that use maps and ACLs: {@code hosts} (text to text), {@code ports} (text to numbers)
 * and {@code blocked} (paths). A request is answered with what {@code hosts} has for its header
 * {@code Host}.
 *
 * @param directory where the files are, the same for all processes
 */
public record PatternSite(Path directory) {
  private static final String PROXIES =
      """
      frontend mapped
        bind unix@{dir}/mapped.sock
        http-request deny if { path -f {files}/blocked.acl }
        http-request set-header X-Port %[req.hdr(host),map_str_int({files}/ports.map)]
        http-request set-header X-Sub %[req.hdr(host),map_beg({files}/ports.map)]
        http-request set-header X-Host %[req.hdr(host),map({files}/hosts.map,none)]
        http-request return status 200 content-type text/plain lf-string "%[req.hdr(host),map({files}/hosts.map,none)]"
      """;

  /** Starts as many processes as told, each with the same files. */
  public RealHaproxy start(HaproxyLine line, int processes) throws IOException {
    Files.writeString(directory.resolve("hosts.map"), "first value\nempty\n");
    Files.writeString(directory.resolve("ports.map"), "http 80\nhttps 443\n");
    Files.writeString(directory.resolve("blocked.acl"), "/blocked\n");
    return RealHaproxy.start(
        line, directory, processes, PROXIES.replace("{files}", directory.toString()));
  }

  /** What a process answers a request for a host with: the value in its map of hosts. */
  public static String valueFor(Path socket, String host) {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      var request = "GET / HTTP/1.0\r\nHost: %s\r\n\r\n".formatted(host);
      channel.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
      var answer = new String(Channels.newInputStream(channel).readAllBytes(), US_ASCII);
      return answer.substring(answer.indexOf("\r\n\r\n") + "\r\n\r\n".length());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public MapRef hosts() {
    return MapRef.file(directory.resolve("hosts.map").toString());
  }

  public MapRef ports() {
    return MapRef.file(directory.resolve("ports.map").toString());
  }

  public AclRef blocked() {
    return AclRef.file(directory.resolve("blocked.acl").toString());
  }
}
