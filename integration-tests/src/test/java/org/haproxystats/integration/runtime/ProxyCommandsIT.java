package org.haproxystats.integration.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.Site;
import org.haproxystats.integration.StatsSocket;
import org.haproxystats.runtime.Change;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.CommandFailedException;
import org.haproxystats.runtime.Failure;
import org.haproxystats.runtime.process.LimitCommands;
import org.haproxystats.runtime.process.LimitCommands.Rate;
import org.haproxystats.runtime.proxy.BackendCommands;
import org.haproxystats.runtime.proxy.FrontendCommands;
import org.haproxystats.runtime.proxy.ProxyMode;
import org.junit.jupiter.api.io.TempDir;

/** Every command for frontends, backends and limits, on each line of HAProxy. */
class ProxyCommandsIT {
  private static final String FRONTEND = "web.site";

  @TempDir private Path directory;

  @EachHaproxy
  void frontendsBackendsAndLimitsChangeAsTheyAreToldOrSayWhyNot(HaproxyLine line) throws Exception {
    try (var probe = Probe.start(line, directory, Site.PROXIES)) {
      checkFrontends(probe);
      checkBackends(probe);
      checkLimits(probe);
      checkShutdown(probe);
    }
  }

  private static void checkFrontends(Probe haproxy) throws Exception {
    assertThat(haproxy.run(FrontendCommands.disable(FRONTEND))).isEqualTo(Change.MADE);
    assertThat(frontend(haproxy).get("status")).isIn("PAUSED", "STOP");
    assertThat(haproxy.run(FrontendCommands.disable(FRONTEND))).isEqualTo(Change.NOT_NEEDED);
    assertThat(haproxy.run(FrontendCommands.enable(FRONTEND))).isEqualTo(Change.MADE);
    assertThat(frontend(haproxy)).containsEntry("status", "OPEN");
    assertThat(haproxy.run(FrontendCommands.enable(FRONTEND))).isEqualTo(Change.NOT_NEEDED);

    haproxy.run(FrontendCommands.setMaxconn(FRONTEND, 77));
    assertThat(frontend(haproxy)).containsEntry("slim", "77");

    List<Function<String, Command<?>>> all =
        List.of(
            FrontendCommands::disable,
            FrontendCommands::enable,
            FrontendCommands::shutdown,
            name -> FrontendCommands.setMaxconn(name, 1));
    for (var command : all) {
      assertThat(haproxy.failure(command.apply("none")))
          .returns(Failure.NOT_FOUND, CommandFailedException::failure)
          .returns("No such frontend.", CommandFailedException::answer);
      haproxy.needsAdmin(List.of(command.apply(FRONTEND)));
    }
  }

  private static void checkBackends(Probe haproxy) throws Exception {
    assertThat(haproxy.user().run(BackendCommands.names())).containsExactly("app", "idle");
    haproxy.run(BackendCommands.setDynamicCookieKey("app", "a key;show info"));
    haproxy.run(BackendCommands.enableDynamicCookie("app"));
    haproxy.run(BackendCommands.disableDynamicCookie("app"));
    List<Function<String, Command<String>>> cookies =
        List.of(
            name -> BackendCommands.setDynamicCookieKey(name, "key"),
            BackendCommands::enableDynamicCookie,
            BackendCommands::disableDynamicCookie);
    for (var command : cookies) {
      assertThat(haproxy.failure(command.apply(FRONTEND)).failure()).isEqualTo(Failure.NOT_FOUND);
      haproxy.needsAdmin(List.of(command.apply("app")));
    }
    if (!haproxy.isAtLeast(3, 4)) {
      haproxy.needsNewer(
          List.of(
              BackendCommands.add("new", "base"),
              BackendCommands.add("new", "base", ProxyMode.HTTP),
              BackendCommands.add("new", "base", ProxyMode.TCP, "g1"),
              BackendCommands.publish("app"),
              BackendCommands.unpublish("app"),
              BackendCommands.delete("app"),
              BackendCommands.defaults()));
    }
  }

  private static void checkLimits(Probe haproxy) throws Exception {
    haproxy.run(LimitCommands.setMaxconn(200));
    haproxy.run(LimitCommands.setRateLimit(Rate.CONNECTIONS, 10_001));
    haproxy.run(LimitCommands.setRateLimit(Rate.SESSIONS, 10_002));
    haproxy.run(LimitCommands.setRateLimit(Rate.SSL_SESSIONS, 10_003));
    haproxy.run(LimitCommands.setRateLimit(Rate.HTTP_COMPRESSION, 4));
    assertThat(info(haproxy))
        .containsEntry("Maxconn", "200")
        .containsEntry("ConnRateLimit", "10001")
        .containsEntry("SessRateLimit", "10002")
        .containsEntry("SslRateLimit", "10003")
        .containsEntry("CompressBpsRateLim", "4096");
    haproxy.run(LimitCommands.setMaxconn(0));
    assertThat(info(haproxy)).containsEntry("Maxconn", "300");
    assertThat(haproxy.failure(LimitCommands.setMaxconn(1_000_000)))
        .returns("Value out of range.", CommandFailedException::answer)
        .returns(Failure.BAD_REQUEST, CommandFailedException::failure);
    haproxy.needsAdmin(
        List.of(LimitCommands.setMaxconn(1), LimitCommands.setRateLimit(Rate.SESSIONS, 1)));
  }

  /** Comes last, since it cannot be undone. */
  private static void checkShutdown(Probe haproxy) throws Exception {
    assertThat(haproxy.run(FrontendCommands.shutdown(FRONTEND))).isEqualTo(Change.MADE);
    assertThat(haproxy.run(FrontendCommands.shutdown(FRONTEND))).isEqualTo(Change.NOT_NEEDED);
    assertThat(haproxy.failure(FrontendCommands.disable(FRONTEND)).failure())
        .isEqualTo(Failure.DISABLED);
    assertThat(haproxy.failure(FrontendCommands.enable(FRONTEND)).failure())
        .isEqualTo(Failure.DISABLED);
  }

  private static Map<String, String> frontend(Probe haproxy) throws Exception {
    return StatsSocket.parseStat(haproxy.run(Command.raw("show stat"))).stream()
        .filter(row -> row.containsValue(FRONTEND))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> info(Probe haproxy) throws Exception {
    return StatsSocket.parseInfo(haproxy.run(Command.raw("show info")));
  }
}
