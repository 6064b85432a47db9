package org.haproxystats.admin.cli;

import static org.haproxystats.admin.cli.ServerChange.address;
import static org.haproxystats.admin.cli.ServerChange.choice;
import static org.haproxystats.admin.cli.ServerChange.number;
import static org.haproxystats.admin.cli.ServerChange.text;

import java.util.List;
import java.util.Map;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.server.CheckCommands;
import org.haproxystats.runtime.server.Health;
import org.haproxystats.runtime.server.ServerName;

/** The commands of {@code haproxyadmin server} that are about health and agent checks. */
final class ServerChecks {
  private ServerChecks() {}

  static List<CliCommand> all() {
    return List.of(
        choice(
            "health",
            "Says that the health checks of servers found this",
            Map.of(
                "up", s -> CheckCommands.setHealth(s, Health.UP),
                "stopping", s -> CheckCommands.setHealth(s, Health.STOPPING),
                "down", s -> CheckCommands.setHealth(s, Health.DOWN))),
        choice(
            "checks",
            "Switches the health checks of servers on or off",
            Map.of("on", CheckCommands::enableHealth, "off", CheckCommands::disableHealth)),
        number(
            "check-port",
            "Sets the port that health checks go to",
            "8080",
            CheckCommands::setCheckPort),
        address(
            "check-addr",
            "Sets the address that health checks go to (HAProxy 2.4)",
            ServerChecks::setCheckAddress),
        choice(
            "agent",
            "Says that the agent checks of servers found this",
            Map.of(
                "up", s -> CheckCommands.setAgent(s, true),
                "down", s -> CheckCommands.setAgent(s, false))),
        choice(
            "agent-checks",
            "Switches the agent checks of servers on or off",
            Map.of("on", CheckCommands::enableAgent, "off", CheckCommands::disableAgent)),
        number(
            "agent-port",
            "Sets the port that agent checks go to (HAProxy 2.4)",
            "7777",
            CheckCommands::setAgentPort),
        address(
            "agent-addr",
            "Sets the address that agent checks go to (1.8; with a port 2.4)",
            ServerChecks::setAgentAddress),
        text(
            "agent-send",
            "Sets what agent checks send when they have connected (1.8)",
            new Parameter("TEXT", true, false, "what the agent expects"),
            "hello",
            CheckCommands::setAgentSend));
  }

  private static Command<?> setCheckAddress(ServerName server, SocketAddressText address) {
    return address.port().isPresent()
        ? CheckCommands.setCheckAddress(server, address.address(), address.port().getAsInt())
        : CheckCommands.setCheckAddress(server, address.address());
  }

  private static Command<?> setAgentAddress(ServerName server, SocketAddressText address) {
    return address.port().isPresent()
        ? CheckCommands.setAgentAddress(server, address.address(), address.port().getAsInt())
        : CheckCommands.setAgentAddress(server, address.address());
  }
}
