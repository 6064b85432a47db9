package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The libraries' documentation for those who call them. */
class JavadocIT {
  @TempDir private Path classes;

  /** Tags are there where they say more than the name and the sentence do. */
  @Test
  void everythingThatIsPublicHasAComment() throws Exception {
    var found = new DiagnosticCollector<JavaFileObject>();
    var compiler = ToolProvider.getSystemJavaCompiler();
    try (var files = compiler.getStandardFileManager(found, Locale.ROOT, null)) {
      var options =
          List.of(
              "-proc:none",
              "-Xmaxwarns",
              "10000",
              "-Xdoclint:all/protected",
              "-cp",
              System.getProperty("java.class.path"),
              "-d",
              classes.toString());
      var sources = new ArrayList<Path>();
      sources.addAll(sources("haproxy-runtime"));
      sources.addAll(sources("haproxyadmin"));
      assertThat(sources).hasSizeGreaterThan(200);
      boolean compiled =
          compiler
              .getTask(
                  null, files, found, options, null, files.getJavaFileObjectsFromPaths(sources))
              .call();
      assertThat(compiled).isTrue();
    }
    assertThat(found.getDiagnostics())
        .filteredOn(diagnostic -> !isAboutTag(diagnostic))
        .extracting(JavadocIT::text)
        .isEmpty();
  }

  private static List<Path> sources(String module) throws IOException {
    try (var files = Files.walk(Repository.ROOT.resolve(module).resolve("src/main/java"))) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }

  private static boolean isAboutTag(Diagnostic<? extends JavaFileObject> diagnostic) {
    return diagnostic.getMessage(Locale.ROOT).startsWith("no @");
  }

  private static String text(Diagnostic<? extends JavaFileObject> diagnostic) {
    return "%s:%d %s"
        .formatted(
            diagnostic.getSource(), diagnostic.getLineNumber(), diagnostic.getMessage(Locale.ROOT));
  }
}
