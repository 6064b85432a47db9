package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.MasterWorker;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.Endpoint;
import org.haproxystats.runtime.RuntimeClient;
import org.haproxystats.runtime.UnsendableValueException;
import org.haproxystats.runtime.map.AclRef;
import org.haproxystats.runtime.map.MapRef;

/** A HAProxy, and what a command that nobody sent would change in it. */
record GuardedHaproxy(
    Path directory, MasterWorker process, RuntimeClient client, RuntimeClient throughMaster)
    implements AutoCloseable {
  private static final String PROXIES =
      """
      frontend web
        bind unix@{dir}/web.sock
        http-request deny if { path -f {files}/list.acl }
        http-request set-header X %[req.hdr(host),map({files}/texts.map)]
        http-request set-header Y %[req.hdr(host),map({files}/canary.map)]
        default_backend app
      backend app
        server one unix@/nowhere.sock weight 10
      backend texts
        stick-table type string len 200 size 100 expire 1h store gpc0
      """;

  static GuardedHaproxy start(HaproxyLine line) {
    try {
      var directory = Files.createTempDirectory("any");
      Files.writeString(directory.resolve("canary.map"), "canary alive\n");
      Files.writeString(directory.resolve("texts.map"), "");
      Files.writeString(directory.resolve("list.acl"), "/none\n");
      var process =
          MasterWorker.start(line, directory, PROXIES.replace("{files}", directory.toString()));
      return new GuardedHaproxy(
          directory,
          process,
          new RuntimeClient(new Endpoint.Unix(directory.resolve("sockets/admin.sock"))),
          new RuntimeClient(new Endpoint.CurrentWorker(new Endpoint.Unix(process.masterSocket()))));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  MapRef texts() {
    return MapRef.file(directory.resolve("texts.map").toString());
  }

  AclRef list() {
    return AclRef.file(directory.resolve("list.acl").toString());
  }

  boolean isAtLeast(int major, int minor) throws Exception {
    return client.abilities().version().isAtLeast(major, minor);
  }

  /** Runs commands that a text may not permit. */
  interface Change {
    void make() throws Exception;
  }

  /** Whether a change was sent; whatever it was, it has done nothing else. */
  boolean isSent(Change change) throws Exception {
    boolean sent = true;
    try {
      change.make();
    } catch (UnsendableValueException e) {
      sent = false;
    }
    requireUntouched();
    return sent;
  }

  /** What the texts of {@link AnyText} try to change. */
  private void requireUntouched() throws Exception {
    var state = client.run(Command.raw("show map " + directory + "/canary.map;get weight app/one"));
    assertThat(state).matches("0x\\w+ canary alive\\s+10 \\(initial 10\\)");
  }

  @Override
  public void close() throws IOException {
    process.close();
    try (var files = Files.walk(directory)) {
      for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** One for each line, started when it is asked for. */
  static final class All implements AutoCloseable {
    private final Map<HaproxyLine, GuardedHaproxy> running = new EnumMap<>(HaproxyLine.class);

    GuardedHaproxy of(HaproxyLine line) {
      return running.computeIfAbsent(line, GuardedHaproxy::start);
    }

    @Override
    public void close() throws IOException {
      for (var haproxy : running.values()) {
        haproxy.close();
      }
      running.clear();
    }
  }
}
