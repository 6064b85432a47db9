package org.haproxystats.runtime.process;

import static java.util.Comparator.naturalOrder;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haproxystats.runtime.AccessLevel;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.HaproxyVersion;
import org.haproxystats.runtime.Requirement;
import org.haproxystats.runtime.UnsendableValueException;
import org.haproxystats.runtime.stats.StatTable.RowType;

/**
 * Which rows {@code show stat} shall show: all, or those that a method here narrows them to.
 * Immutable; each method makes another query.
 */
public final class StatQuery {
  private static final String ANY = "-1";
  private static final int NO_SERVICE = -1;

  /** Every row. */
  public static final StatQuery ALL =
      new StatQuery(ANY, EnumSet.allOf(RowType.class), NO_SERVICE, Servers.ALL);

  private static final Pattern NUMBER = Pattern.compile("-?\\d+");
  private static final Pattern TAKEN_FOR_ID = Pattern.compile("\\s*[+-]?0*[1-9].*", Pattern.DOTALL);

  /** Which servers are shown; rows of other types always are. */
  private enum Servers {
    ALL,
    UP,
    NOT_IN_MAINTENANCE
  }

  private final String proxy;
  private final Set<RowType> types;
  private final int service;
  private final Servers servers;

  private StatQuery(String proxy, Set<RowType> types, int service, Servers servers) {
    this.proxy = proxy;
    this.types = Collections.unmodifiableSet(types);
    this.service = service;
    this.servers = servers;
  }

  /**
   * {@return this query, but of only one frontend, backend or {@code listen} section, by its name}
   * If a frontend and a backend have the same name, HAProxy takes one of them. Since HAProxy 1.7.
   *
   * @param name the name, exactly
   * @throws UnsendableValueException if HAProxy would take the name for an id, as it does with all
   *     that begin with a number; use {@link #ofProxy(int)} for these
   */
  public StatQuery ofProxy(String name) {
    if (name.startsWith("#") || TAKEN_FOR_ID.matcher(name).matches()) {
      throw new UnsendableValueException(
          "'" + name + "' cannot be selected by name: HAProxy takes it for an id");
    }
    return new StatQuery(name, types, service, servers);
  }

  /**
   * {@return this query, but of only one frontend, backend or {@code listen} section, by its number
   * ({@code iid}), which may be another one after a reload}
   *
   * @param id 1 or more
   * @throws IllegalArgumentException if the number is less than 1
   */
  public StatQuery ofProxy(int id) {
    return new StatQuery(positive("id of a proxy", id), types, service, servers);
  }

  /**
   * {@return this query, but of rows of these types alone}
   *
   * @param first one type
   * @param more further types; none is possible
   * @throws IllegalArgumentException if there is none
   */
  public StatQuery ofTypes(RowType first, RowType... more) {
    return new StatQuery(proxy, EnumSet.of(first, more), service, servers);
  }

  /**
   * {@return this query, but of only the servers and listeners with this number ({@code sid}),
   * which may be another one after a reload; frontends and backends are shown all the same}
   *
   * @param id 1 or more
   * @throws IllegalArgumentException if the number is less than 1
   */
  public StatQuery ofService(int id) {
    positive("id of a service", id);
    return new StatQuery(proxy, types, id, servers);
  }

  /**
   * {@return this query, but of only those servers that are up or not checked} Since HAProxy 2.3.
   */
  public StatQuery up() {
    return new StatQuery(proxy, types, service, Servers.UP);
  }

  /** {@return this query, but without servers that are in maintenance} Since HAProxy 2.3. */
  public StatQuery withoutMaintenance() {
    return new StatQuery(proxy, types, service, Servers.NOT_IN_MAINTENANCE);
  }

  private static String positive(String what, int number) {
    if (number < 1) {
      throw new IllegalArgumentException(
          "the " + what + " is " + number + ", but must be 1 or more");
    }
    return String.valueOf(number);
  }

  /**
   * Begins the command.
   *
   * @param since the first version that has the format
   */
  Command.Builder command(HaproxyVersion since, String... format) {
    var command = Command.named("show stat");
    if (!proxy.equals(ANY) || types.size() < RowType.values().length || service != NO_SERVICE) {
      // HAProxy heeds them only if there are all three.
      command.argument(proxy).argument(mask()).argument(service);
    }
    for (var word : format) {
      command.argument(word);
    }
    switch (servers) {
      case ALL -> {}
      case UP -> command.argument("up");
      case NOT_IN_MAINTENANCE -> command.argument("no-maint");
    }
    var needed = Stream.of(since, sinceSelection()).max(naturalOrder()).orElseThrow();
    return command.needs(Requirement.of(AccessLevel.USER).since(needed.major(), needed.minor()));
  }

  /** Older versions pass over words that they do not know, and show more than was asked for. */
  private HaproxyVersion sinceSelection() {
    if (servers != Servers.ALL) {
      return HaproxyVersion.of(2, 3);
    }
    boolean byName = !NUMBER.matcher(proxy).matches();
    return byName ? HaproxyVersion.of(1, 7) : HaproxyVersion.of(1, 5);
  }

  private long mask() {
    return types.stream().mapToLong(StatQuery::bit).sum();
  }

  private static long bit(RowType type) {
    return switch (type) {
      case FRONTEND -> 1;
      case BACKEND -> 2;
      case SERVER -> 4;
      case LISTENER -> 8;
    };
  }
}
