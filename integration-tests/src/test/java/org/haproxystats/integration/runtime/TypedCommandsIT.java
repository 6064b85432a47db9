package org.haproxystats.integration.runtime;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.haproxystats.integration.Repository;
import org.junit.jupiter.api.Test;

/** The list of commands that other tests go through. */
class TypedCommandsIT {
  private static final Path TESTS =
      Repository.ROOT.resolve(
          "integration-tests/src/test/java/org/haproxystats/integration/runtime");
  private static final Pattern COMMAND =
      Pattern.compile("public static (?:<[^(]*> )?(?:List<)?Command<[^(]*>\\s+(\\w+)\\(");

  @Test
  void everyMethodOfTheLibraryThatMakesACommandIsInTheList() throws IOException {
    var missing = methods(Repository.ROOT.resolve("haproxy-runtime/src/main/java"));
    assertThat(missing).hasSizeGreaterThan(150);
    var list = Files.readString(TESTS.resolve("TypedCommands.java"));
    missing.removeIf(list::contains);
    assertThat(missing).isEmpty();
  }

  /** Such as {@code MapCommands.add(}; a master's commands are no process's. */
  private static Set<String> methods(Path sources) throws IOException {
    try (var files = Files.walk(sources)) {
      return files
          .filter(file -> file.toString().matches(".*(Commands|Views)\\.java"))
          .filter(file -> !file.endsWith("MasterCommands.java"))
          .flatMap(TypedCommandsIT::methodsOf)
          .collect(toCollection(TreeSet::new));
    }
  }

  private static Stream<String> methodsOf(Path file) {
    try {
      var type = file.getFileName().toString().replace(".java", "");
      return COMMAND
          .matcher(Files.readString(file))
          .results()
          .map(m -> type + "." + m.group(1) + "(");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
