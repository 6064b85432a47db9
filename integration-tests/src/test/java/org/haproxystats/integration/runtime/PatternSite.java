package org.haproxystats.integration.runtime;

import java.io.IOException;
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
