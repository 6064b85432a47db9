package org.haproxystats.admin.cli;

import java.util.List;

/** The options that every command has. */
final class GlobalOptions {
  static final Option SOCKET =
      Option.value(
          's',
          "socket",
          "SOCKET",
          "a stats socket: a file, a directory of them, or a URL (unix://, tcp://, tls://);"
              + " may be repeated");
  static final Option MASTER =
      Option.value("master", "SOCKET", "the master's socket, for the worker that serves now");
  static final Option ON =
      Option.value("on", "NAME,...", "load balancers of the configuration file");
  static final Option CONFIG =
      Option.value("config", "FILE", "a configuration file, not ~/.config/haproxyadmin.conf");
  static final Option TIMEOUT =
      Option.value("timeout", "TIME", "how long to wait for an answer, 10s if not given");

  static final Option JSON = Option.flag("json", "writes JSON");
  static final Option CSV = Option.flag("csv", "writes CSV");
  static final Option QUIET =
      Option.flag('q', "quiet", "writes names alone, or nothing if all is well");
  static final Option FIELDS =
      Option.value("fields", "NAME,...", "these fields alone, in this order");
  static final Option SORT =
      Option.value("sort", "FIELD", "sorts by a field; with a - before it from high to low");
  static final Option COLOR =
      Option.value("color", "WHEN", "auto, always or never; auto heeds NO_COLOR");

  static final Option YES = Option.flag('y', "yes", "does not ask before several objects change");
  static final Option DRY_RUN =
      Option.flag('n', "dry-run", "writes the commands for each process and sends none");

  static final Option HELP = Option.flag('h', "help", "writes this help");
  static final Option VERSION = Option.flag('v', "version", "writes the version");

  /** Where to go. */
  static final List<Option> TARGETS = List.of(SOCKET, MASTER, ON, CONFIG, TIMEOUT);

  /** How results look. */
  static final List<Option> OUTPUT = List.of(JSON, CSV, QUIET, FIELDS, SORT, COLOR);

  /** For what changes something. */
  static final List<Option> CHANGE = List.of(YES, DRY_RUN);

  static final List<Option> ALL =
      java.util.stream.Stream.of(TARGETS, OUTPUT, List.of(HELP, VERSION))
          .flatMap(List::stream)
          .toList();

  private GlobalOptions() {}
}
