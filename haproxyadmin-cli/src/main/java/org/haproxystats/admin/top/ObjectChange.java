package org.haproxystats.admin.top;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.proxy.FrontendCommands;
import org.haproxystats.runtime.server.AdminState;
import org.haproxystats.runtime.server.ServerCommands;
import org.haproxystats.runtime.server.ServerName;
import org.haproxystats.runtime.stats.ObjectKind;

/**
 * What a key does to the selected object: to a server, to all servers of a backend, or, where that
 * makes sense, to a frontend.
 */
enum ObjectChange {
  DRAIN('D', "drain"),
  READY('R', "make ready"),
  MAINT('M', "put into maintenance"),
  KILL('K', "kill the sessions of");

  private static final int NAMES_SHOWN = 4;

  private final char key;
  private final String words;

  ObjectChange(char key, String words) {
    this.key = key;
    this.words = words;
  }

  static Optional<ObjectChange> of(char key) {
    return List.of(values()).stream().filter(change -> change.key == key).findFirst();
  }

  /**
   * The action for an object, in each process that it was shown of.
   *
   * @throws ImpossibleException if it cannot be done to that kind of object, or the object is gone
   */
  Action on(Sample sample, Item.Key target) throws ImpossibleException {
    return target.kind() == ObjectKind.FRONTEND
        ? action(words, target, frontends(sample, target), this::ofFrontend)
        : action(words, target, servers(sample, target), item -> ofServer(name(item)));
  }

  /**
   * Sets a weight.
   *
   * @param weight a number, or a percentage of the configured weight
   */
  static Action weight(Sample sample, Item.Key target, String weight) throws ImpossibleException {
    boolean percent = weight.endsWith("%");
    int number;
    try {
      number = Integer.parseInt(percent ? weight.substring(0, weight.length() - 1) : weight);
    } catch (NumberFormatException _) {
      throw new ImpossibleException("'" + weight + "' is no weight: write 0 to 256, or 50%");
    }
    return action(
        "set the weight to " + weight + " of",
        target,
        servers(sample, target),
        item ->
            percent
                ? ServerCommands.setRelativeWeight(name(item), number)
                : ServerCommands.setWeight(name(item), number));
  }

  private Command<?> ofServer(ServerName server) {
    return switch (this) {
      case DRAIN -> ServerCommands.setState(server, AdminState.DRAIN);
      case READY -> ServerCommands.setState(server, AdminState.READY);
      case MAINT -> ServerCommands.setState(server, AdminState.MAINT);
      case KILL -> ServerCommands.shutdownSessions(server);
    };
  }

  private Command<?> ofFrontend(Item frontend) {
    return this == READY
        ? FrontendCommands.enable(frontend.name())
        : FrontendCommands.disable(frontend.name());
  }

  private List<Item> frontends(Sample sample, Item.Key target) throws ImpossibleException {
    if (this != READY && this != MAINT) {
      throw new ImpossibleException("a frontend can only be made ready or put into maintenance");
    }
    return inItsProcesses(sample, target);
  }

  /** The server itself, or the servers of the backend, in each process. */
  private static List<Item> servers(Sample sample, Item.Key target) throws ImpossibleException {
    if (target.kind() == ObjectKind.FRONTEND) {
      throw new ImpossibleException("a frontend has no weight");
    }
    return target.kind() == ObjectKind.BACKEND
        ? serversOf(sample, target)
        : inItsProcesses(sample, target);
  }

  private static List<Item> inItsProcesses(Sample sample, Item.Key target)
      throws ImpossibleException {
    var found =
        sample.findEach(target).stream()
            .filter(item -> target.process().isEmpty() || target.process().equals(item.process()))
            .toList();
    if (found.isEmpty()) {
      throw new ImpossibleException(target.name() + " is there no more");
    }
    return found;
  }

  private static List<Item> serversOf(Sample sample, Item.Key backend) throws ImpossibleException {
    var servers = new ArrayList<Item>();
    for (var figures : sample.each()) {
      if (backend.process().isPresent() && !backend.process().equals(figures.process())) {
        continue;
      }
      for (int row = 0; row < figures.of(ObjectKind.SERVER).size(); row++) {
        var server = figures.item(ObjectKind.SERVER, row);
        if (server.proxy().equals(backend.name())) {
          servers.add(server);
        }
      }
    }
    if (servers.isEmpty()) {
      throw new ImpossibleException("backend " + backend.name() + " has no servers");
    }
    return servers;
  }

  private static Action action(
      String words, Item.Key target, List<Item> items, Function<Item, Command<?>> command)
      throws ImpossibleException {
    var steps = new ArrayList<Action.Step>();
    try {
      for (var item : items) {
        steps.add(Action.Step.of(item.process().orElseThrow(), command.apply(item)));
      }
    } catch (IllegalArgumentException e) {
      throw new ImpossibleException(String.valueOf(e.getMessage()));
    }
    return new Action(words + " " + described(target, items), steps);
  }

  private static String described(Item.Key target, List<Item> items) {
    var names = items.stream().map(Item::name).distinct().toList();
    return switch (target.kind()) {
      case FRONTEND -> "frontend " + target.name();
      case BACKEND ->
          (names.size() == 1 ? "the server" : "all " + names.size() + " servers")
              + " of backend "
              + target.name()
              + " ("
              + String.join(", ", names.subList(0, Math.min(names.size(), NAMES_SHOWN)))
              + (names.size() > NAMES_SHOWN ? ", …)" : ")");
      default -> "server " + target.proxy() + "/" + target.name();
    };
  }

  private static ServerName name(Item server) {
    return new ServerName(server.proxy(), server.name());
  }
}
