package org.haproxystats.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * A copy of the distribution, into which further sinks can be put.
 *
 * @param home the folder with {@code bin}, {@code lib} and {@code plugins}
 */
record Installation(Path home) {
  /** What names the factories in the jar of a sink. */
  private static final String SERVICES = "META-INF/services/org.haproxystats.sink.SinkFactory";

  private static final Path EXAMPLE = Repository.ROOT.resolve("contrib/example-sink");

  /** Makes one. */
  static Installation at(Path home) throws IOException {
    for (String folder : List.of("bin", "lib")) {
      copy(Repository.DISTRIBUTION.resolve(folder), home.resolve(folder));
    }
    return new Installation(home);
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  Path plugins() {
    return home.resolve("plugins");
  }

  /** Builds the example of a sink that somebody else writes, and puts it into a folder. */
  void addExampleSink(Path plugins) throws IOException {
    Path classes = Files.createDirectories(home.resolve("classes"));
    var compiler = ToolProvider.getSystemJavaCompiler();
    var messages = new StringWriter();
    try (var files = compiler.getStandardFileManager(null, null, UTF_8);
        var jars = Files.newDirectoryStream(home.resolve("lib"), "*.jar");
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
      addExampleServices(jar);
    }
  }

  /** The file that names the factory of the example. */
  static void addExampleServices(JarOutputStream jar) throws IOException {
    add(jar, SERVICES, EXAMPLE.resolve(SERVICES));
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

  /** Unpacks the archive of a sink over it, as the manual says. */
  void addArchive(String module) throws IOException {
    Path target = Repository.ROOT.resolve(module).resolve("target");
    Path archive;
    try (var archives = Files.newDirectoryStream(target, module + "-*.tar.gz")) {
      archive = archives.iterator().next();
    }
    try (var tar =
        Program.start(
            home,
            Map.of(),
            Path.of("/bin/tar"),
            "--extract",
            "--strip-components=1",
            "--file=" + archive)) {
      assertThat(tar.awaitExit()).as(tar.output()).isZero();
    }
  }

  /** Starts {@code haproxystats} with the configuration of a site. */
  Program start(SpoolSite site, String... command) {
    var arguments = new ArrayList<>(List.of(command));
    arguments.add("-f");
    arguments.add(site.configuration().toString());
    arguments.add("-d");
    arguments.add(site.directory().resolve("conf.d").toString());
    return Program.start(
        site.directory(),
        Map.of(),
        home.resolve("bin/haproxystats"),
        arguments.toArray(String[]::new));
  }
}
