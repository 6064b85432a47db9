package org.haproxystats.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tools read what {@code --print} and {@code --print-conf} show, so every byte of it is fixed. */
class PrintsTest {
  private static final String BUILT_IN_DEFAULT =
      """
      [DEFAULT]
      interval = 2
      loglevel = info
      retries = 2
      timeout = 1

      """;

  @TempDir private Path folder;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @ParameterizedTest
  @ValueSource(strings = {"-p", "--print"})
  void printShowsTheBuiltInValuesOfPullWhateverTheFileSays(String option) throws IOException {
    assertThat(run("pull", option, "[DEFAULT]\nloglevel = debug\n[pull]\nretries = 9\n")).isZero();
    assertThat(out())
        .isEqualTo(
            BUILT_IN_DEFAULT
                + """
                [pull]
                buffer-limit = 6291456
                dst-dir = /var/lib/haproxystats/incoming
                interval = 0.5
                pull-interval = 10
                pull-timeout = 2
                queue-size = 360
                retries = 1
                timeout = 0.1
                tmp-dst-dir = /var/lib/haproxystats/incoming.tmp
                workers = 8

                """);
    assertThat(err()).isEmpty();
  }

  @Test
  void printShowsTheBuiltInValuesOfProcessWhateverTheFileSays() throws IOException {
    assertThat(run("process", "-p", "[local-store]\ndir = /x\n[graphite]\nport=1\n")).isZero();
    assertThat(out())
        .isEqualTo(
            BUILT_IN_DEFAULT
                + """
                [graphite]
                backoff = 2
                connect-timeout = 1.0
                delay = 10
                fqdn = true
                interval = 1.8
                namespace = loadbalancers
                port = 3002
                prefix-hostname = true
                queue-size = 1000000
                retries = 3
                server = 127.0.0.1
                write-timeout = 1.0

                [paths]
                base-dir = /var/lib/haproxystats

                [process]
                aggr-server-metrics = false
                calculate-percentages = false
                liveness-check-interval = 10
                per-process-metrics = false
                src-dir = /var/lib/haproxystats/incoming
                workers = 4

                """);
    assertThat(err()).isEmpty();
  }

  @Test
  void printConfShowsTheBuiltInValuesWhereThereIsNoFile() {
    assertThat(run("pull", "--print-conf")).isZero();
    assertThat(out())
        .isEqualTo(
            BUILT_IN_DEFAULT
                + """
                [pull]
                buffer-limit = 6291456
                dst-dir = /var/lib/haproxystats/incoming
                interval = 0.5
                loglevel = info
                pull-interval = 10
                pull-timeout = 2
                queue-size = 360
                retries = 1
                timeout = 0.1
                tmp-dst-dir = /var/lib/haproxystats/incoming.tmp
                workers = 8

                """);
  }

  @Test
  void printConfShowsWhatIsInForceForProcess() throws IOException {
    String text =
        """
        [graphite]
        Server: relay.example.com
        [server-groups]
        WEB = ^web\\d+$$
        [pull]
        servers = $
        """;
    assertThat(run("process", "-P", text)).isZero();
    assertThat(out())
        .isEqualTo(
            BUILT_IN_DEFAULT
                + """
                [graphite]
                backoff = 2
                connect-timeout = 1.0
                delay = 10
                fqdn = true
                interval = 1.8
                loglevel = info
                namespace = loadbalancers
                port = 3002
                prefix-hostname = true
                queue-size = 1000000
                retries = 3
                server = relay.example.com
                timeout = 1
                write-timeout = 1.0

                [paths]
                base-dir = /var/lib/haproxystats
                interval = 2
                loglevel = info
                retries = 2
                timeout = 1

                [process]
                aggr-server-metrics = false
                calculate-percentages = false
                interval = 2
                liveness-check-interval = 10
                loglevel = info
                per-process-metrics = false
                retries = 2
                src-dir = /var/lib/haproxystats/incoming
                timeout = 1
                workers = 4

                [server-groups]
                interval = 2
                loglevel = info
                retries = 2
                timeout = 1
                web = ^web\\d+$

                """);
    assertThat(err()).isEmpty();
  }

  @Test
  void aReferenceThatCannotBeReplacedStopsPrintConf() throws IOException {
    assertThat(run("process", "-P", "[process]\nsrc-dir = ${spool}\n")).isEqualTo(1);
    assertThat(out()).isEmpty();
    assertThat(err())
        .isEqualTo(
            file()
                + ":2: invalid configuration, section:'process' option:'src-dir' value:'${spool}'"
                + " error:'${spool}' names no option;"
                + " valid: ${option} or ${section:option} that exists, and $$ for a dollar sign\n");
  }

  private int run(String command, String option, String text) throws IOException {
    Files.writeString(file(), text);
    return run(command, option);
  }

  private int run(String command, String option) {
    return new Main(stream(out), stream(err), new Logging())
        .run(List.of(command, option, "-f", file().toString()));
  }

  private Path file() {
    return folder.resolve("x.conf");
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
