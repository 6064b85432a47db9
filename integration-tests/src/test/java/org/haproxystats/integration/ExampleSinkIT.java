package org.haproxystats.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of a sink that somebody else writes, built and installed as the manual says. */
class ExampleSinkIT {
  private static final Path EXAMPLE = Repository.ROOT.resolve("contrib/example-sink");
  private static final String SERVICES = "META-INF/services/org.haproxystats.sink.SinkFactory";

  @TempDir private Path directory;
  private Path installed;

  @BeforeEach
  void install() throws IOException {
    installed = directory.resolve("installed");
    for (String folder : List.of("bin", "lib")) {
      copy(Repository.DISTRIBUTION.resolve(folder), installed.resolve(folder));
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private void buildInto(Path plugins) throws IOException {
    Path classes = Files.createDirectories(directory.resolve("classes"));
    var compiler = ToolProvider.getSystemJavaCompiler();
    var messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, UTF_8);
        var jars = Files.newDirectoryStream(installed.resolve("lib"), "*.jar");
        var sources = Files.newDirectoryStream(EXAMPLE, "*.java")) {
      files.setLocationFromPaths(StandardLocation.CLASS_PATH, list(jars));
      files.setLocationFromPaths(StandardLocation.CLASS_OUTPUT, List.of(classes));
      var units = files.getJavaFileObjectsFromPaths(list(sources));
      var options = List.of("-Xlint", "-Werror");
      boolean compiled = compiler.getTask(messages, files, null, options, null, units).call();
      assertThat(compiled).as(messages.toString()).isTrue();
    }
    Files.createDirectories(plugins);
    try (var jar = new JarOutputStream(Files.newOutputStream(plugins.resolve("influx.jar")));
        var made = Files.walk(classes)) {
      for (Path file : made.filter(Files::isRegularFile).toList()) {
        add(jar, classes.relativize(file).toString(), file);
      }
      add(jar, SERVICES, EXAMPLE.resolve(SERVICES));
    }
  }

  private static List<Path> list(Iterable<Path> paths) {
    var list = new ArrayList<Path>();
    paths.forEach(list::add);
    return list;
  }

  private static void add(JarOutputStream jar, String name, Path file) throws IOException {
    jar.putNextEntry(new JarEntry(name));
    Files.copy(file, jar);
    jar.closeEntry();
  }

  private Program start(SpoolSite site, String... command) {
    var arguments = new String[command.length + 4];
    System.arraycopy(command, 0, arguments, 0, command.length);
    arguments[command.length] = "-f";
    arguments[command.length + 1] = site.configuration().toString();
    arguments[command.length + 2] = "-d";
    arguments[command.length + 3] = directory.resolve("conf.d").toString();
    return Program.start(directory, Map.of(), installed.resolve("bin/haproxystats"), arguments);
  }

  @Test
  void aJarInPluginsIsASinkThatDeliversEverySnapshotUntilItIsConfirmed() throws Exception {
    buildInto(installed.resolve("plugins/influx"));
    var bodies = new ConcurrentLinkedQueue<String>();
    var answers = new AtomicInteger();
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    server.createContext(
        "/write",
        exchange -> {
          bodies.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
          exchange.sendResponseHeaders(answers.incrementAndGet() == 1 ? 500 : 204, -1);
          exchange.close();
        });
    server.start();
    try {
      var url = "url = http://127.0.0.1:%d/write?db=x".formatted(server.getAddress().getPort());
      var site = SpoolSite.at(directory, 1, "[graphite]", "enabled = no", "[influx]", url);
      site.add(1_795_225_391);
      try (var program = start(site, "process")) {
        program.awaitThat("the snapshot is confirmed", site::isEmpty);
        assertThat(program.output()).contains("InfluxDB at http://127.0.0.1");
        assertThat(program.terminate()).isZero();
      }
    } finally {
      server.stop(0);
    }
    assertThat(bodies).hasSize(2);
    bodies.remove();
    assertThat(bodies.remove().lines())
        .anyMatch(
            line ->
                line.matches(
                    "haproxy,host=lb-01.example.com,kind=SERVER,proxy=be_app,name=web1 .*,slim=200.0,.* 1795225391000000000"));
  }

  @Test
  void whatIsWrongWithItsSectionIsToldWithEverythingElse() throws Exception {
    buildInto(installed.resolve("plugins"));
    var site =
        SpoolSite.at(
            directory, 1, "[graphite]", "port = x", "[influx]", "url = ftp:x", "tiemout = 1");
    try (var program = start(site, "run")) {
      assertThat(program.awaitExit()).isOne();
      assertThat(program.output().lines())
          .satisfiesExactly(
              line -> assertThat(line).contains("more.conf:2: ", "option:'port' value:'x'"),
              line ->
                  assertThat(line)
                      .contains(
                          "more.conf:4: invalid configuration, section:'influx' option:'url' value:'ftp:x' error:not an http address; valid: such as http://"));
    }
  }

  @Test
  void withoutItsJarTheSectionIsUnknown() throws Exception {
    var site = SpoolSite.at(directory, 1, "[influx]", "url = http://x/");
    try (var program = start(site, "process")) {
      program.awaitThat(
          "the warning", () -> program.output().contains("unknown section:'influx' is ignored"));
    }
  }

  @Test
  void aJarThatIsBrokenIsAnErrorThatNamesIt() throws Exception {
    Files.createDirectories(installed.resolve("plugins"));
    try (var jar =
        new JarOutputStream(Files.newOutputStream(installed.resolve("plugins/broken.jar")))) {
      add(jar, SERVICES, EXAMPLE.resolve(SERVICES));
    }
    var site = SpoolSite.at(directory, 1);
    try (var program = start(site, "process")) {
      assertThat(program.awaitExit()).isOne();
      assertThat(program.output())
          .contains("plugins: a sink cannot be loaded: ", "org.example.InfluxSinkFactory");
    }
  }
}
