package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.haproxystats.admin.Server;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.server.ServerName;

/** What the commands that change servers have alike. */
final class ServerChange {
  static final String NAME_HELP =
      "a server: web3, or app/web3 with its backend; * and ? stand for anything";

  private ServerChange() {}

  static CliCommand.Builder changing(String name, String summary) {
    return CliCommand.named(name, summary)
        .takesMany(ProxyListing.NAME, NAME_HELP)
        .with(Selection.BACKEND)
        .changes();
  }

  /** Needs no more than the servers. */
  static CliCommand simple(String name, String summary, Function<ServerName, Command<?>> command) {
    return changing(name, summary)
        .example("haproxyadmin server " + name + " app/web3", "one server")
        .runs(invocation -> change(invocation, name, command));
  }

  static CliCommand number(
      String name,
      String summary,
      String example,
      BiFunction<ServerName, Integer, Command<?>> command) {
    return changing(name, summary)
        .takes("NUMBER", "a whole number")
        .example("haproxyadmin server " + name + " app/web3 " + example, "one server")
        .runs(
            invocation -> {
              int number = invocation.arguments().number("NUMBER");
              change(invocation, name + " " + number, server -> command.apply(server, number));
            });
  }

  /** Takes one of some words. */
  static CliCommand choice(
      String name, String summary, Map<String, Function<ServerName, Command<?>>> choices) {
    var words = new TreeMap<>(choices).descendingMap();
    var all = String.join(", ", words.keySet());
    return changing(name, summary)
        .takes("WHAT", all)
        .example("haproxyadmin server " + name + " app/web3 " + words.firstKey(), "one server")
        .runs(
            invocation -> {
              var word = invocation.arguments().word("WHAT");
              var command = words.get(word);
              if (command == null) {
                throw new UsageException("WHAT is one of " + all + ", not '" + word + "'");
              }
              change(invocation, name + " " + word, command);
            });
  }

  /** Takes any text. */
  static CliCommand text(
      String name,
      String summary,
      Parameter parameter,
      String example,
      BiFunction<ServerName, String, Command<?>> command) {
    return changing(name, summary)
        .takes(parameter.name(), parameter.help())
        .example("haproxyadmin server " + name + " app/web3 " + example, "one server")
        .runs(
            invocation -> {
              var text = invocation.arguments().word(parameter.name());
              change(invocation, name + " " + text, server -> command.apply(server, text));
            });
  }

  /** Takes an address, and perhaps a port. */
  static CliCommand address(
      String name, String summary, BiFunction<ServerName, SocketAddressText, Command<?>> command) {
    return changing(name, summary)
        .takes("ADDRESS", "such as 10.0.0.3, 10.0.0.3:8080 or [2001:db8::3]:8080")
        .example("haproxyadmin server " + name + " app/web3 10.0.0.3:8080", "address and port")
        .example("haproxyadmin server " + name + " app/web3 10.0.0.3", "the address alone")
        .runs(
            invocation -> {
              var text = invocation.arguments().word("ADDRESS");
              var address = SocketAddressText.parse(text);
              change(invocation, name + " " + text, server -> command.apply(server, address));
            });
  }

  static List<Selected<Server>> selected(Invocation invocation)
      throws UsageException, IOException, InterruptedException {
    return Selection.toChange(
        invocation, ObjectType.SERVER, invocation.arguments().words(ProxyListing.NAME));
  }

  /** Has a command run for each server that was named. */
  static void change(Invocation invocation, String what, Function<ServerName, Command<?>> command)
      throws UsageException, IOException, InterruptedException {
    Change.ofEach(
        invocation, what, selected(invocation), server -> command.apply(server.fullName()));
  }
}
