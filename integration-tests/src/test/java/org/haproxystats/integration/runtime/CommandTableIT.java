package org.haproxystats.integration.runtime;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haproxystats.integration.EachHaproxy;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.Repository;
import org.haproxystats.runtime.Command;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The library's manual names every command of the Runtime API. */
class CommandTableIT {
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern NAME_WORD = Pattern.compile("[a-z@_][a-z0-9_@-]*");

  @TempDir private Path directory;

  /** All ways to begin a command that the manual names, in words. */
  private static Set<String> manual() throws Exception {
    var text = Files.readString(Repository.ROOT.resolve("docs/library.md")).replace("```", "");
    var beginnings = new HashSet<String>();
    CODE.matcher(text)
        .results()
        .map(code -> code.group(1).replaceAll("[\\[\\]\\\\]", ""))
        .forEach(code -> addBeginnings(beginnings, "", List.of(code.split(" ", 0))));
    return beginnings;
  }

  private static Set<String> missing(Collection<String> names) throws Exception {
    var missing = new TreeSet<>(names);
    missing.removeAll(manual());
    return missing;
  }

  /** Words with a bar between them are alternatives. */
  private static void addBeginnings(Set<String> all, String before, List<String> words) {
    if (words.isEmpty()) {
      return;
    }
    for (var word : words.getFirst().split("\\|", 0)) {
      var beginning = before.isEmpty() ? word : before + " " + word;
      all.add(beginning);
      addBeginnings(all, beginning, words.subList(1, words.size()));
    }
  }

  @Test
  void everyCommandFrom15To35IsInTheManual() throws Exception {
    try (var list = requireNonNull(getClass().getResourceAsStream("/runtime-commands.txt"))) {
      var names = new String(list.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
      assertThat(names).hasSizeGreaterThan(140);
      assertThat(missing(names)).isEmpty();
    }
  }

  @EachHaproxy
  void everyCommandThatHaproxyItselfListsIsInTheManual(HaproxyLine line) throws Exception {
    try (var haproxy = Probe.start(line, directory, "")) {
      var help = haproxy.run(Command.raw("expert-mode on;experimental-mode on;help"));
      var names =
          help.lines()
              .filter(text -> text.startsWith("  ") && text.contains(" : "))
              .map(CommandTableIT::name)
              .filter(name -> !name.isEmpty())
              .collect(toCollection(TreeSet::new));
      assertThat(names).hasSizeGreaterThan(60);
      assertThat(missing(names)).isEmpty();
    }
  }

  /** The words before the first argument or the description. */
  private static String name(String help) {
    if (help.startsWith("  debug dev ")) {
      return "debug dev"; // The manual has one reason for all of them.
    }
    return Stream.of(help.strip().split(" +", 0))
        .takeWhile(word -> NAME_WORD.matcher(word).matches())
        .collect(joining(" "))
        .replace("crlfile", "crl-file"); // A slip in the help of HAProxy 2.6.
  }
}
