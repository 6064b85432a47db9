package org.haproxystats.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs in {@code bin}, with stand-ins for Java that print how they were started. */
class LaunchersIT {
  private static final Path FROM_REPOSITORY = Repository.ROOT.resolve("bin/haproxystats-pull");
  private static final Path FROM_DISTRIBUTION =
      Repository.DISTRIBUTION.resolve("bin/haproxystats-process");

  /** What Java logs of a class of ours that it has from a cache. */
  private static final Pattern CACHED =
      Pattern.compile("org\\.haproxystats\\.\\S+ source: shared objects file");

  @TempDir private Path directory;

  /** A folder that looks like a JDK of a version. */
  private Path jdk(String name, String version) throws IOException {
    Path bin = Files.createDirectories(directory.resolve(name).resolve("bin"));
    Files.writeString(
        bin.resolveSibling("release"),
        "IMPLEMENTOR=\"nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
    Path java = bin.resolve("java");
    Files.writeString(java, "#!/bin/sh\necho \"$0 as process $$: $*\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
    return directory.resolve(name);
  }

  /** Runs a program in an environment without any Java but the given ones. */
  private Program run(Path program, Map<String, String> java, String... arguments) {
    var environment =
        new HashMap<>(
            Map.of("PATH", "/nowhere", "JAVA_HOME", "", "HAPROXYSTATS_JAVA_FOLDERS", "/nowhere/*"));
    environment.putAll(java);
    return Program.start(directory, environment, program, arguments);
  }

  @Test
  void theDistributionStartsWithItsOwnJars() throws IOException {
    try (var program =
        run(
            FROM_DISTRIBUTION,
            Map.of("JAVA_HOME", jdk("jdk", "25.0.3").toString()),
            "-f",
            "a file")) {
      assertThat(program.awaitExit()).isZero();
      assertThat(program.output())
          .contains("-cp " + Repository.DISTRIBUTION + "/lib/haproxy-runtime-")
          .endsWith("org.haproxystats.cli.Main process -f a file\n");
    }
  }

  @Test
  void theRepositoryStartsWithTheJarsOfTheLastBuild() throws IOException {
    try (var program = run(FROM_REPOSITORY, Map.of("JAVA_HOME", jdk("jdk", "25.0.3").toString()))) {
      assertThat(program.awaitExit()).isZero();
      assertThat(program.output())
          .contains("-cp " + Repository.DISTRIBUTION + "/lib/haproxy-runtime-")
          .endsWith("org.haproxystats.cli.Main pull\n");
    }
  }

  @Test
  void theArchiveRunsWhereItIsUnpacked() throws IOException {
    Path archive;
    try (var files =
        Files.newDirectoryStream(Repository.DISTRIBUTION.getParent(), "haproxystats-*.tar.gz")) {
      archive = files.iterator().next();
    }
    try (var tar =
        Program.start(
            directory,
            Map.of(),
            Path.of("/bin/tar"),
            "--extract",
            "--strip-components=1",
            "--file=" + archive)) {
      assertThat(tar.awaitExit()).as(tar.output()).isZero();
    }
    for (String name : List.of("haproxystats-pull", "haproxystats-process")) {
      Path launcher = directory.resolve("bin").resolve(name);
      try (var program = Program.start(directory, Map.of(), launcher, "--version")) {
        assertThat(program.awaitExit()).as(program.output()).isZero();
        assertThat(program.output()).matches("\\d+\\.\\d+\\.\\S+\n");
      }
    }
  }

  @Test
  void completionAndManPagesAreWhereShellsAndManLookForThem() {
    Path share = Repository.DISTRIBUTION.resolve("share");
    assertThat(share.resolve("bash-completion/completions/haproxyadmin"))
        .content()
        .contains("complete -F _haproxyadmin haproxyadmin");
    assertThat(share.resolve("zsh/site-functions/_haproxyadmin"))
        .content()
        .startsWith("#compdef haproxyadmin\n");
    assertThat(share.resolve("fish/vendor_completions.d/haproxyadmin.fish"))
        .content()
        .contains("complete -c haproxyadmin");
    assertThat(share.resolve("man/man1/haproxyadmin.1")).content().startsWith(".TH ");
    assertThat(share.resolve("man/man1/haproxyadmin-server.1"))
        .content()
        .contains("haproxyadmin server drain");
  }

  @Test
  void aLinkToTheProgramStartsIt() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link"), FROM_DISTRIBUTION);
    try (var program = run(link, Map.of("JAVA_HOME", jdk("jdk", "25").toString()))) {
      assertThat(program.awaitExit()).isZero();
      assertThat(program.output()).endsWith("org.haproxystats.cli.Main process\n");
    }
    Files.delete(link);
  }

  @Test
  void theProgramIsTheProcessThatWasStartedSoThatSignalsReachIt() throws IOException {
    try (var program = run(FROM_DISTRIBUTION, Map.of("JAVA_HOME", jdk("jdk", "25").toString()))) {
      assertThat(program.awaitExit()).isZero();
      assertThat(program.output()).contains("as process " + program.pid() + ":");
    }
  }

  @Test
  void javaIsFoundInPathThroughALink() throws IOException {
    Path bin = Files.createDirectories(directory.resolve("bin"));
    Files.createSymbolicLink(bin.resolve("java"), jdk("jdk", "26-ea").resolve("bin/java"));
    try (var program = run(FROM_DISTRIBUTION, Map.of("PATH", bin.toString()))) {
      assertThat(program.awaitExit()).isZero();
      assertThat(program.output()).startsWith(directory.resolve("jdk/bin/java") + " as process");
    }
  }

  @Test
  void anOlderJavaIsPassedOverForANewerOneInTheUsualFolders() throws IOException {
    Path old = jdk("jdks/17", "17.0.15");
    jdk("jdks/25", "25.0.3");
    try (var program =
        run(
            FROM_DISTRIBUTION,
            Map.of(
                "JAVA_HOME",
                old.toString(),
                "HAPROXYSTATS_JAVA_FOLDERS",
                directory.resolve("jdks") + "/*"))) {
      assertThat(program.awaitExit()).isZero();
      assertThat(program.output())
          .startsWith(directory.resolve("jdks/25/bin/java") + " as process");
    }
  }

  @Test
  void ownOptionsForJavaComeAfterTheBuiltInOnes() throws IOException {
    try (var program =
        run(
            FROM_DISTRIBUTION,
            Map.of(
                "JAVA_HOME",
                jdk("jdk", "25").toString(),
                "HAPROXYSTATS_JAVA_OPTS",
                "-Xmx1g -Da=b"))) {
      assertThat(program.awaitExit()).isZero();
      assertThat(program.output()).containsPattern("-Xms16m .*-Xmx1g -Da=b -cp ");
    }
  }

  @Test
  void withoutJavaTheMessageSaysWhereItLookedAndWhatToInstall() throws IOException {
    Path old = jdk("old", "24.0.1");
    try (var program = run(FROM_REPOSITORY, Map.of("JAVA_HOME", old.toString()))) {
      assertThat(program.awaitExit()).isEqualTo(1);
      assertThat(program.output())
          .contains("Java of version 25 or newer is needed")
          .contains("JAVA_HOME: " + old)
          .contains("PATH: no java in it")
          .contains("folders: /nowhere/*")
          .contains(old + " is Java 24.0.1")
          .contains("apt-get install openjdk-25-jdk-headless");
    }
  }

  @Test
  void aRepositoryThatIsNotBuiltSaysHowToBuildIt() throws IOException {
    Path repository = Files.createDirectories(directory.resolve("repository"));
    for (String file :
        List.of(
            "bin/haproxystats",
            "bin/haproxystats-pull",
            "lib/find-java.sh",
            "lib/class-cache.sh",
            "lib/launch.sh",
            "pom.xml")) {
      Files.createDirectories(repository.resolve(file).getParent());
      Files.copy(Repository.ROOT.resolve(file), repository.resolve(file));
    }
    try (var program =
        run(
            repository.resolve("bin/haproxystats-pull"),
            Map.of("JAVA_HOME", jdk("jdk", "25").toString()))) {
      assertThat(program.awaitExit()).isEqualTo(1);
      assertThat(program.output())
          .contains("not built yet: run 'mvn package -DskipTests' in " + repository);
    }
  }

  @Test
  void preparedProgramsStartFromTheirCacheAndNeverRunOldClasses() throws IOException {
    Path copy = copyOfTheDistribution();
    try (var prepare = start(copy, "haproxystats", "", "prepare")) {
      assertThat(prepare.awaitExit(150)).as(prepare.output()).isZero();
      assertThat(prepare.output())
          .contains("haproxystats starts from " + copy + "/cache/haproxystats-")
          .contains("haproxyadmin starts from " + copy + "/cache/haproxyadmin-");
    }
    Path cache = onlyFile(copy.resolve("cache"), "haproxystats-*");
    assertThat(version(copy, "haproxystats", "-Xlog:class+load")).containsPattern(CACHED);
    assertThat(version(copy, "haproxyadmin", "-Xlog:class+load")).containsPattern(CACHED);

    replaceVersion(copy, "a newer one");
    assertThat(version(copy, "haproxystats", "")).isEqualTo("a newer one\n");

    Files.writeString(copy.resolve("lib/build"), "another\n");
    assertThat(version(copy, "haproxystats", "-Xlog:aot"))
        .contains("a newer one")
        .doesNotContain(cache.toString());

    try (var prepare = start(copy, "haproxystats", "", "prepare")) {
      assertThat(prepare.awaitExit(150)).as(prepare.output()).isZero();
    }
    assertThat(onlyFile(copy.resolve("cache"), "haproxystats-*")).isNotEqualTo(cache);
    assertThat(version(copy, "haproxystats", "-Xlog:class+load"))
        .contains("a newer one")
        .containsPattern(CACHED);
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void theFirstCommandHasACacheMadeThatTheNextOnesStartFrom() throws IOException {
    Path copy = copyOfTheDistribution();
    assertThat(version(copy, "haproxyadmin", "-Xlog:class+load")).doesNotContainPattern(CACHED);
    awaitCache(copy);
    await() // Until the folder that it was made in is gone.
        .untilAsserted(
            () -> assertThat(onlyFile(copy.resolve("cache"), "haproxyadmin-*")).isRegularFile());
  }

  @Test
  @Timeout(value = 5, unit = TimeUnit.MINUTES)
  void whereTheInstallationCannotBeWrittenTheCacheIsTheUsersOwn() throws IOException {
    Path copy = copyOfTheDistribution();
    Files.writeString(copy.resolve("cache"), "in the way, for root too");
    Path home = Files.createDirectory(directory.resolve("home"));
    version(copy, "haproxyadmin", "");
    awaitCache(copy);
    Path own = home.resolve(".cache/haproxystats");
    await().untilAsserted(() -> assertThat(onlyFile(own, "haproxyadmin-*")).isRegularFile());
  }

  @Test
  void aCacheThatCannotBeMadeIsTriedOnceAndNothingIsSaid() throws IOException {
    Path copy = copyOfTheDistribution();
    var java = Map.of("JAVA_HOME", jdk("jdk", "25").toString());
    assertThat(listing(copy, java)).endsWith("org.haproxystats.admin.cli.Main server list\n");
    Path log = copy.resolve("cache/haproxyadmin-" + build(copy) + "-25.new/log");
    await().until(() -> Files.exists(log) && Files.readString(log).contains(" prepare "));
    String attempt = Files.readString(log); // With its process id.
    assertThat(listing(copy, java)).endsWith("org.haproxystats.admin.cli.Main server list\n");
    assertThat(log).hasContent(attempt);
  }

  /** Asks seldom, since what makes the cache lets everything else go first. */
  private void awaitCache(Path distribution) {
    await()
        .atMost(Duration.ofMinutes(4))
        .pollInterval(Duration.ofSeconds(1))
        .until(
            () -> CACHED.matcher(version(distribution, "haproxyadmin", "-Xlog:class+load")).find());
  }

  private String listing(Path distribution, Map<String, String> java) {
    try (var program = run(distribution.resolve("bin/haproxyadmin"), java, "server", "list")) {
      assertThat(program.awaitExit()).isZero();
      return program.output();
    }
  }

  private static String build(Path distribution) throws IOException {
    return Files.readString(distribution.resolve("lib/build")).strip();
  }

  /** Without its cache, which other tests may be about to make. */
  private Path copyOfTheDistribution() throws IOException {
    Path copy = Files.createDirectory(directory.resolve("installed"));
    for (String part : List.of("bin", "lib")) {
      try (var files = Files.walk(Repository.DISTRIBUTION.resolve(part))) {
        for (Path file : files.toList()) {
          Files.copy(
              file,
              copy.resolve(Repository.DISTRIBUTION.relativize(file).toString()),
              StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
    return copy;
  }

  /** With the Java that runs this. */
  private Program start(Path distribution, String name, String javaOption, String argument) {
    return Program.start(
        directory,
        Map.of(
            "JAVA_HOME",
            System.getProperty("java.home"),
            "HOME",
            directory.resolve("home").toString(),
            "XDG_CACHE_HOME",
            "",
            "HAPROXYSTATS_JAVA_OPTS",
            javaOption,
            "HAPROXYADMIN_JAVA_OPTS",
            javaOption),
        distribution.resolve("bin").resolve(name),
        argument);
  }

  private String version(Path distribution, String name, String javaOption) {
    try (var program = start(distribution, name, javaOption, "--version")) {
      assertThat(program.awaitExit()).as(program.output()).isZero();
      return program.output();
    }
  }

  private static Path onlyFile(Path folder, String pattern) throws IOException {
    try (var files = Files.newDirectoryStream(folder, pattern)) {
      var all = new ArrayList<Path>();
      files.forEach(all::add);
      assertThat(all).hasSize(1);
      return all.getFirst();
    }
  }

  /** What an upgrade does: a jar of the same name has other contents. */
  private static void replaceVersion(Path distribution, String version) throws IOException {
    try (var jars = Files.newDirectoryStream(distribution.resolve("lib"), "haproxystats-*.jar");
        var jar = FileSystems.newFileSystem(jars.iterator().next())) {
      Files.writeString(jar.getPath("org/haproxystats/cli/version.txt"), version);
    }
  }
}
