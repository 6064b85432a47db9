package org.haproxystats.runtime.server;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * One server's state, as HAProxy would save it for its next start: a row of {@code show servers
 * state} (management guide, section 9.3).
 *
 * @param name which server
 * @param backendId the backend's number, which may be another one after a reload
 * @param serverId the server's number within its backend
 * @param address empty for a UNIX socket, and for a name that is not resolved
 * @param port empty if it is the port that the client came to, or if there is none
 * @param operation whether it works
 * @param admin why it takes no new sessions, or fewer; empty if nobody has asked for that
 * @param weight 0 to 256
 * @param sinceChange how long it has been so, to the second
 * @param check its health check
 * @param agent its agent check
 * @param fqdn the name that it is resolved from, if there is one
 * @param srvRecord the DNS service record that it comes from, if there is one
 * @param ssl whether it is spoken to over TLS; empty before HAProxy 2.4, which does not say
 * @param columns every column as HAProxy wrote it, by its name
 */
public record ServerState(
    ServerName name,
    int backendId,
    int serverId,
    Optional<String> address,
    OptionalInt port,
    Operation operation,
    Set<AdminFlag> admin,
    ServerWeight weight,
    Duration sinceChange,
    HealthCheck check,
    AgentCheck agent,
    Optional<String> fqdn,
    Optional<String> srvRecord,
    Optional<Boolean> ssl,
    Map<String, String> columns) {

  /** How a server works. */
  public enum Operation {
    /** It does not work, or is in maintenance. */
    DOWN,
    /** It works, with less than its share of the traffic yet ({@code slowstart}). */
    WARMING_UP,
    /** It works. */
    UP,
    /** It works, and wants no new sessions. */
    SOFT_STOPPING
  }

  /** Why a server takes no new sessions. */
  public enum AdminFlag {
    /** Somebody has put it into maintenance. */
    FORCED_MAINTENANCE(1),
    /** The server that it tracks is in maintenance. */
    INHERITED_MAINTENANCE(2),
    /** {@code disabled} in the configuration. */
    CONFIGURED_MAINTENANCE(4),
    /** Somebody lets it drain. */
    FORCED_DRAIN(8),
    /** The server that it tracks is in drain state. */
    INHERITED_DRAIN(16),
    /** Its name could not be resolved. */
    UNRESOLVED(32),
    /** Its name was set over the Runtime API; this stops nothing. */
    FQDN_CHANGED(64);

    private final int bit;

    AdminFlag(int bit) {
      this.bit = bit;
    }
  }

  /** What a health check has found out. */
  public enum CheckResult {
    /** There was none yet. */
    UNKNOWN,
    /** It says neither the one nor the other. */
    NEUTRAL,
    /** The server does not work. */
    FAILED,
    /** The server works. */
    PASSED,
    /** Passed, but the server wants no new sessions. */
    CONDITIONAL
  }

  /** How a check is set up. */
  public enum CheckFlag {
    /** It runs at this moment. */
    RUNNING(1),
    /** The configuration has one. */
    CONFIGURED(2),
    /** It is switched on. */
    ENABLED(4),
    /** It waits, as in maintenance. */
    PAUSED(8);

    private final int bit;

    CheckFlag(int bit) {
      this.bit = bit;
    }
  }

  /**
   * A health check.
   *
   * @param status HAProxy's number of the last check's status, whose meaning differs by version
   * @param result what it has found out
   * @param health how many checks in a row it has passed, from 0
   * @param flags how it is set up; empty if the server has none
   * @param address where it goes, if not to the server's own address
   * @param port where it goes, if not to the server's own port
   */
  public record HealthCheck(
      int status,
      CheckResult result,
      int health,
      Set<CheckFlag> flags,
      Optional<String> address,
      OptionalInt port) {}

  /**
   * An agent check.
   *
   * @param flags how it is set up; empty if the server has none
   * @param address where it goes, if not to the server's own address
   * @param port where it goes, if it is known
   */
  public record AgentCheck(Set<CheckFlag> flags, Optional<String> address, OptionalInt port) {}

  static ServerState of(Cells cells) {
    return new ServerState(
        new ServerName(cells.text("be_name"), cells.text("srv_name")),
        cells.number("be_id"),
        cells.number("srv_id"),
        cells.optional("srv_addr"),
        cells.port("srv_port"),
        numbered(Operation.values(), cells.number("srv_op_state")),
        admin(cells.number("srv_admin_state")),
        new ServerWeight(cells.number("srv_uweight"), cells.number("srv_iweight")),
        cells.seconds("srv_time_since_last_change"),
        new HealthCheck(
            cells.number("srv_check_status"),
            numbered(CheckResult.values(), cells.number("srv_check_result")),
            cells.number("srv_check_health"),
            check(cells.number("srv_check_state")),
            cells.optional("srv_check_addr"),
            cells.port("srv_check_port")),
        new AgentCheck(
            check(cells.number("srv_agent_state")),
            cells.optional("srv_agent_addr"),
            cells.port("srv_agent_port")),
        cells.optional("srv_fqdn"),
        cells.optional("srvrecord"),
        cells.optional("srv_use_ssl").map(value -> !value.equals("0")),
        Collections.unmodifiableMap(cells.columns()));
  }

  private static <T> T numbered(T[] values, int number) {
    if (number < 0 || number >= values.length) {
      throw new IllegalArgumentException("no value has the number " + number);
    }
    return values[number];
  }

  /** Bits that are not known here are in {@link #columns} alone. */
  private static Set<AdminFlag> admin(int bits) {
    var flags = EnumSet.allOf(AdminFlag.class);
    flags.removeIf(flag -> (bits & flag.bit) == 0);
    return Collections.unmodifiableSet(flags);
  }

  private static Set<CheckFlag> check(int bits) {
    var flags = EnumSet.allOf(CheckFlag.class);
    flags.removeIf(flag -> (bits & flag.bit) == 0);
    return Collections.unmodifiableSet(flags);
  }
}
