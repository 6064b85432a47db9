package org.haproxystats.admin.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.haproxystats.admin.Outcome;
import org.haproxystats.admin.PatternDifference;
import org.haproxystats.admin.Patterns;
import org.haproxystats.runtime.Command;
import org.haproxystats.runtime.map.AclRef;
import org.haproxystats.runtime.map.LookupResult;
import org.haproxystats.runtime.map.MapCommands;
import org.haproxystats.runtime.map.MapRef;
import org.haproxystats.runtime.map.PatternEntry;
import org.haproxystats.runtime.map.PatternInfo;
import org.haproxystats.runtime.map.PatternRef;

/** {@code haproxyadmin map ...} and {@code haproxyadmin acl ...}, which are alike. */
final class PatternGroup {
  private static final String FILE_HELP =
      "its file as HAProxy has it, or #NUMBER; \"list\" shows both";
  private static final Option INPUT =
      Option.value("input", "FILE", "reads the contents from a file instead of the standard input");
  private static final Option BY_DIFFERENCES =
      Option.flag(
          "by-differences",
          "changes entry by entry, for HAProxy before 2.4; traffic sees the steps");

  private final String kind;
  private final boolean isMap;

  private PatternGroup(String kind) {
    this.kind = kind;
    isMap = kind.equals("map");
  }

  static CommandGroup maps() {
    return new PatternGroup("map").build("Maps: their entries, and replacing them as a whole");
  }

  static CommandGroup acls() {
    return new PatternGroup("acl").build("ACLs: their patterns, and replacing them as a whole");
  }

  private CommandGroup build(String summary) {
    var commands = new ArrayList<CliCommand>();
    commands.add(list());
    commands.add(show());
    commands.add(get());
    commands.add(add());
    if (isMap) {
      commands.add(set());
    }
    commands.add(del());
    commands.add(clear());
    commands.add(replace());
    commands.add(diff());
    commands.add(drift());
    return new CommandGroup(kind, summary, commands);
  }

  private CliCommand.Builder about(String name, String summary) {
    return CliCommand.named(name, summary).takes("FILE", FILE_HELP);
  }

  private String line(String command, String rest) {
    return "haproxyadmin %s %s /etc/haproxy/%s%s"
        .formatted(
            kind, command, isMap ? "hosts.map" : "blocked.lst", rest.isEmpty() ? "" : " " + rest);
  }

  private PatternRef ref(Invocation invocation) throws UsageException {
    var text = invocation.arguments().word("FILE");
    if (!text.startsWith("#")) {
      return isMap ? MapRef.file(text) : AclRef.file(text);
    }
    int number = Arguments.number("FILE", text.substring(1));
    return isMap ? MapRef.number(number) : AclRef.number(number);
  }

  private CliCommand list() {
    return CliCommand.named("list", "Lists the " + kind + "s")
        .with(Survey.EACH)
        .example("haproxyadmin " + kind + " list", "their files, numbers and sizes")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        isMap ? MapCommands.listMaps() : MapCommands.listAcls(),
                        1,
                        List.of(
                            Column.text("file"),
                            Column.number("number"),
                            Column.number("entries"),
                            Column.text("description")),
                        PatternGroup::listed));
  }

  private static List<List<Object>> listed(List<PatternInfo> all) {
    return all.stream()
        .map(
            info ->
                List.of(
                    info.file().isEmpty() ? (Object) ("#" + info.number()) : info.file(),
                    (long) info.number(),
                    info.versions().<Object>map(v -> v.entries()).orElse(Table.NOTHING),
                    info.description()))
        .toList();
  }

  private CliCommand show() {
    return about("show", "Shows what is in it")
        .with(Survey.EACH)
        .example(line("show", ""), "all entries; PROCESSES tells how many processes have each")
        .runs(
            invocation -> {
              var ref = ref(invocation);
              var columns =
                  isMap
                      ? List.of(Column.text("key"), Column.text("value"))
                      : List.of(Column.text("pattern"));
              new Survey(invocation)
                  .print(
                      haproxy -> haproxy.patterns(ref).contents(),
                      1,
                      columns,
                      entries -> entries.stream().map(this::cells).toList());
            });
  }

  private List<Object> cells(PatternEntry entry) {
    return isMap ? List.of(entry.key(), entry.value()) : List.of(entry.key());
  }

  private CliCommand get() {
    return about("get", "Looks a value up as HAProxy would")
        .takes("VALUE", "what traffic would bring, such as a host name")
        .with(Survey.EACH)
        .example(line("get", "example.com"), "what matches, for each use in the configuration")
        .runs(
            invocation ->
                new Survey(invocation)
                    .print(
                        MapCommands.get(ref(invocation), invocation.arguments().word("VALUE")),
                        0,
                        List.of(
                            Column.text("method"),
                            Column.text("matched"),
                            Column.text("key"),
                            Column.text("value")),
                        PatternGroup::lookups));
  }

  private static List<List<Object>> lookups(List<LookupResult> results) {
    return results.stream()
        .map(
            result ->
                List.<Object>of(
                    result.method(),
                    result.matched(),
                    result.key().<Object>map(Function.identity()).orElse(Table.NOTHING),
                    result.value().<Object>map(Function.identity()).orElse(Table.NOTHING)))
        .toList();
  }

  private CliCommand add() {
    var command =
        about("add", isMap ? "Adds an entry" : "Adds a pattern")
            .takes("KEY", isMap ? "the key" : "the pattern");
    if (isMap) {
      command.takes("VALUE", "its value");
    }
    return command
        .changes()
        .example(line("add", isMap ? "example.com app" : "192.0.2.0/24"), "in all processes")
        .runs(
            invocation -> {
              var key = invocation.arguments().word("KEY");
              change(
                  invocation,
                  "add " + key,
                  ref(invocation) instanceof MapRef map
                      ? MapCommands.add(map, key, invocation.arguments().word("VALUE"))
                      : MapCommands.add((AclRef) ref(invocation), key));
            });
  }

  private CliCommand set() {
    return about("set", "Sets the value of a key")
        .takes("KEY", "the key")
        .takes("VALUE", "its new value")
        .changes()
        .example(line("set", "example.com blue"), "in all processes")
        .runs(
            invocation -> {
              var arguments = invocation.arguments();
              var key = arguments.word("KEY");
              change(
                  invocation,
                  "set " + key,
                  MapCommands.set((MapRef) ref(invocation), key, arguments.word("VALUE")));
            });
  }

  private CliCommand del() {
    return about("del", isMap ? "Deletes a key" : "Deletes a pattern")
        .takes("KEY", isMap ? "the key" : "the pattern")
        .changes()
        .example(line("del", isMap ? "example.com" : "192.0.2.0/24"), "from all processes")
        .runs(
            invocation -> {
              var key = invocation.arguments().word("KEY");
              change(invocation, "del " + key, MapCommands.del(ref(invocation), key));
            });
  }

  private CliCommand clear() {
    return about("clear", "Deletes all entries")
        .changes()
        .example(line("clear", ""), "in all processes")
        .runs(invocation -> change(invocation, "clear", MapCommands.clear(ref(invocation))));
  }

  private void change(Invocation invocation, String what, Command<?> command)
      throws UsageException, IOException, InterruptedException {
    Change.everywhere(invocation, what, kind + " " + invocation.arguments().word("FILE"), command);
  }

  private CliCommand replace() {
    return about("replace", "Replaces the whole contents, in all processes at once or in none")
        .with(INPUT, BY_DIFFERENCES)
        .changes()
        .notes(
            """
            The contents are read as HAProxy reads its files: %s a line, lines that are empty or begin with # count for nothing.
            Traffic sees the old contents or the new, never a mixture. It needs HAProxy 2.4 in all processes.
            A reload of HAProxy brings back what is in the file, so write the file too."""
                .formatted(isMap ? "a key, a blank, its value" : "one pattern"))
        .example(line("replace", "< new.txt"), "from the standard input")
        .example(line("replace", "--input new.txt --dry-run"), "the commands that would be sent")
        .runs(
            invocation -> {
              var wanted = wanted(invocation);
              if (wanted.isEmpty()) {
                throw new UsageException(
                    "the new contents have no entry; 'haproxyadmin %s clear' deletes all entries"
                        .formatted(kind));
              }
              var ref = ref(invocation);
              boolean byDifferences = invocation.arguments().has(BY_DIFFERENCES);
              var change = new Change(invocation, "replace");
              for (var balancer : invocation.loadBalancers()) {
                var patterns = balancer.haproxy().patterns(ref);
                change.add(
                    balancer,
                    kind + " " + ref.id(),
                    byDifferences
                        ? new DifferencesOperation(balancer.processes(), patterns, wanted)
                        : atOnce(balancer, patterns, wanted));
              }
              change.run();
            });
  }

  private Operation atOnce(LoadBalancer balancer, Patterns patterns, List<PatternEntry> wanted) {
    var name = kind + " @NEW " + patterns.ref().id();
    return new AtomicOperation(
        balancer.processes(),
        List.of(
            "prepare " + kind + " " + patterns.ref().id(),
            "add " + name + " << (" + wanted.size() + " entries)",
            "commit " + name),
        MapCommands.prepare(patterns.ref()),
        () -> AtomicOperation.reports(patterns.replace(wanted)));
  }

  private CliCommand diff() {
    return about("diff", "Shows what a replacement would change")
        .with(INPUT, Survey.EACH)
        .example(line("diff", "< new.txt"), "what differs from the new contents")
        .runs(
            invocation -> {
              var wanted = wanted(invocation);
              boolean isEach = invocation.arguments().has(Survey.EACH);
              differences(invocation, isEach, patterns -> patterns.differences(wanted));
            });
  }

  private CliCommand drift() {
    return about("drift", "Shows in what the processes have drifted apart")
        .example(line("drift", ""), "what each has to change to be as the first")
        .runs(invocation -> differences(invocation, true, Patterns::drift));
  }

  /** How two contents are compared. */
  @FunctionalInterface
  private interface Comparing {
    List<Outcome<PatternDifference>> compare(Patterns patterns) throws InterruptedException;
  }

  private void differences(Invocation invocation, boolean isEach, Comparing comparing)
      throws UsageException, IOException, InterruptedException {
    var ref = ref(invocation);
    new Survey(invocation, isEach)
        .print(
            haproxy -> comparing.compare(haproxy.patterns(ref)),
            2,
            List.of(
                Column.text("change"), Column.text("key"), Column.text("from"), Column.text("to")),
            PatternGroup::rows);
  }

  private static List<List<Object>> rows(PatternDifference difference) {
    var rows = new ArrayList<List<Object>>();
    difference
        .added()
        .forEach(e -> rows.add(List.of("added", e.key(), Table.NOTHING, Table.text(e.value()))));
    difference
        .removed()
        .forEach(e -> rows.add(List.of("removed", e.key(), Table.text(e.value()), Table.NOTHING)));
    difference.changed().forEach(c -> rows.add(List.of("changed", c.key(), c.from(), c.to())));
    if (difference.reordered()) {
      rows.add(List.of("reordered", Table.NOTHING, Table.NOTHING, Table.NOTHING));
    }
    return rows;
  }

  /** The contents to come, from a file or the standard input. */
  private List<PatternEntry> wanted(Invocation invocation) throws UsageException, IOException {
    var entries = new ArrayList<PatternEntry>();
    for (var line : Input.read(invocation, INPUT, "the new contents").lines().toList()) {
      var text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        entries.add(isMap ? entry(text) : PatternEntry.pattern(text));
      }
    }
    return entries;
  }

  /** A key ends at the first blank; the value is the rest. */
  private static PatternEntry entry(String line) {
    int end = 0;
    while (end < line.length() && !Character.isWhitespace(line.charAt(end))) {
      end++;
    }
    return new PatternEntry(line.substring(0, end), line.substring(end).strip());
  }
}
