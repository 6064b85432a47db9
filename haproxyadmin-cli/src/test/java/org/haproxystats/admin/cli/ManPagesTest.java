package org.haproxystats.admin.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManPagesTest {
  @TempDir private Path directory;

  private List<Path> pages() throws IOException {
    ManPages.write(directory.resolve("man1"));
    try (Stream<Path> files = Files.list(directory.resolve("man1"))) {
      return files.sorted().toList();
    }
  }

  @Test
  void thereIsAPageForTheProgramAndEachFirstWord() throws IOException {
    assertThat(pages())
        .extracting(page -> page.getFileName().toString())
        .hasSize(Commands.NAMES.size() + 1)
        .contains("haproxyadmin.1", "haproxyadmin-server.1", "haproxyadmin-doctor.1");
  }

  @Test
  void aPageHasWhatTheHelpHas() {
    assertThat(ManPages.entry(ServerGroup.build()))
        .startsWith(".TH \"HAPROXYADMIN\\-SERVER\" \"1\" \"\" \"haproxyadmin ")
        .contains(".SS \"drain\"\n.B \"haproxyadmin server drain NAME... [OPTION...]\"\n")
        .contains(".TP\n.B \"\\-\\-wait TIME\"\nwaits so long for the last session to end")
        .contains("\nhaproxyadmin server drain app/web3 \\-\\-wait 60s\n");
    assertThat(ManPages.program())
        .contains("HAPROXYADMIN_SOCKET", "EXIT STATUS", "haproxyadmin\\-server(1)");
  }

  /**
   * A line that begins with a dot or a quote is a command, so each such line must be one of ours.
   */
  @Test
  void noTextIsTakenForACommand() throws IOException {
    for (var page : pages()) {
      assertThat(Files.readAllLines(page))
          .as(page.toString())
          .filteredOn(line -> line.startsWith(".") || line.startsWith("'"))
          .allSatisfy(
              line -> assertThat(line).matches("\\.(TH|SH|SS|PP|TP|B|RS|RE|nf|fi)( \".*)?"));
    }
  }

  @Test
  void groffFindsNothingWrongWithThem() throws Exception {
    assumeThat(Files.isExecutable(Path.of("/usr/bin/groff"))).isTrue();
    for (var page : pages()) {
      var groff =
          new ProcessBuilder("groff", "-man", "-ww", "-z", "-Tutf8", page.toString())
              .redirectErrorStream(true)
              .start();
      assertThat(new String(groff.getInputStream().readAllBytes(), UTF_8)).isEmpty();
      assertThat(groff.waitFor()).isZero();
    }
  }

  @Test
  void manShowsWhatWasTyped() throws Exception {
    assumeThat(Files.isExecutable(Path.of("/usr/bin/groff"))).isTrue();
    pages();
    var groff =
        new ProcessBuilder(
                "groff",
                "-man",
                "-Tascii",
                "-P-cbou",
                directory.resolve("man1/haproxyadmin-server.1").toString())
            .start();
    assertThat(new String(groff.getInputStream().readAllBytes(), UTF_8))
        .contains("haproxyadmin server list 'app/*' --sort -scur")
        .contains("-b, --backend NAME,...");
  }
}
