package org.haproxystats.admin.cli;

import java.util.Optional;

/**
 * Once a command has failed: tells of the words that name what no HAProxy has, and the nearest that
 * one has. Of frontends, backends and servers it is told before anything is sent.
 */
final class UnknownNames {
  private UnknownNames() {}

  static void tell(Shell shell, String entry, CliCommand command, Arguments arguments)
      throws InterruptedException {
    var names = new LiveNames(shell, arguments);
    for (var parameter : command.parameters()) {
      var what = kind(entry + " " + parameter.name());
      if (what.isEmpty()) {
        continue;
      }
      var known = names.of(entry, parameter.name());
      for (var word : arguments.words(parameter.name())) {
        // A number is a name too, for what has no file.
        if (!known.isEmpty() && !known.contains(word) && !word.startsWith("#")) {
          shell
              .err()
              .println(
                  "haproxyadmin: there is no %s '%s'%s"
                      .formatted(what.get(), word, Names.suggestion(word, known)));
        }
      }
    }
  }

  private static Optional<String> kind(String place) {
    return switch (place) {
      case "table TABLE" -> Optional.of("table");
      case "map FILE" -> Optional.of("map");
      case "acl FILE" -> Optional.of("ACL");
      case "crt-list LIST" -> Optional.of("crt-list");
      case "crt-list CERTIFICATE" -> Optional.of("certificate");
      case "cert FILE" -> Optional.of("file with ticket keys");
      case "events SINK" -> Optional.of("sink");
      case "trace SOURCE" -> Optional.of("source of traces");
      case "resolvers SECTION" -> Optional.of("section 'resolvers'");
      default -> Optional.empty();
    };
  }
}
