package org.haproxystats.integration.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.haproxystats.integration.HaproxyLine;
import org.haproxystats.integration.RealHaproxy;
import org.haproxystats.integration.Repository;
import org.haproxystats.integration.Site;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that the manual begins with does what it says. */
class LibraryManualIT {
  private static final Pattern EXAMPLE = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @TempDir private Path directory;

  @Test
  void theFirstExampleRunsAsItIs() throws Exception {
    var manual = Files.readString(Repository.ROOT.resolve("docs/library.md"));
    var example = EXAMPLE.matcher(manual);
    assertThat(example.find()).isTrue();
    assertThat(example.group(1).lines()).hasSize(10);
    try (var site = RealHaproxy.start(HaproxyLine.NEWEST, directory, 2, Site.PROXIES)) {
      var code =
          example
              .group(1)
              .replace("/run/haproxy", site.socketDirectory().toString())
              .replace("System.out", "out")
              .replace("\"web\"", "\"web.site\"");
      assertThat(run(code))
          .startsWith("0.0 requests")
          .contains("app/off [MAINT, MAINT]")
          .endsWith("0.0 sessions left\n");
      for (var socket : site.sockets()) {
        assertThat(socket.ask("get weight app/one")).startsWith("50 (initial 10)");
      }
    }
  }

  private String run(String code) throws Exception {
    var source = directory.resolve("Example.java");
    Files.writeString(
        source,
        """
        import java.io.PrintStream;
        import java.nio.file.Path;
        import org.haproxystats.admin.*;
        import org.haproxystats.runtime.server.AdminState;

        public class Example {
          public static void run(PrintStream out) throws Exception {
        %s
          }
        }
        """
            .formatted(code));
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-d",
                directory.toString(),
                source.toString());
    assertThat(failed).isZero();
    var output = new ByteArrayOutputStream();
    try (var loader = new URLClassLoader(new URL[] {directory.toUri().toURL()});
        var out = new PrintStream(output, true, UTF_8)) {
      loader.loadClass("Example").getMethod("run", PrintStream.class).invoke(null, out);
    }
    return output.toString(UTF_8);
  }
}
