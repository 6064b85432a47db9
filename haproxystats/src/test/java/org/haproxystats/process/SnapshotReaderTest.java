package org.haproxystats.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.logging.Level;
import org.haproxystats.Log;
import org.haproxystats.config.TestConfiguration;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.spool.Snapshot;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the files of a snapshot, odd ones too, and what each option changes. */
class SnapshotReaderTest {
  private static final String HEADER = "# pxname,svname,scur,bin,weight,rtime,lbtot,type,\n";

  /** Sections 9.1 of the manuals of HAProxy 1.5 and 1.6: 62 columns and an empty one. */
  private static final String HEADER_OF_1_5 =
      "# pxname,svname,qcur,qmax,scur,smax,slim,stot,bin,bout,dreq,dresp,ereq,econ,eresp,wretr,"
          + "wredis,status,weight,act,bck,chkfail,chkdown,lastchg,downtime,qlimit,pid,iid,sid,"
          + "throttle,lbtot,tracked,type,rate,rate_lim,rate_max,check_status,check_code,"
          + "check_duration,hrsp_1xx,hrsp_2xx,hrsp_3xx,hrsp_4xx,hrsp_5xx,hrsp_other,hanafail,"
          + "req_rate,req_rate_max,req_tot,cli_abrt,srv_abrt,comp_in,comp_out,comp_byp,comp_rsp,"
          + "lastsess,last_chk,last_agt,qtime,ctime,rtime,ttime,\n";

  @TempDir private Path folder;

  /** Options of {@code [process]}, a line each. */
  private String options = "";

  private void file(String name, String content) throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve("1500000000")).resolve(name), content);
  }

  private SnapshotReader reader() {
    return new SnapshotReader(
        TestConfiguration.process("src-dir = %s\n%s".formatted(folder, options)),
        FieldCatalog.load());
  }

  private Map<String, Double> values() throws IOException {
    try (var reader = reader()) {
      return values(reader);
    }
  }

  /** The values by object and metric, those that would be sent. */
  private Map<String, Double> values(SnapshotReader reader) throws IOException {
    var values = new TreeMap<String, Double>();
    var snapshot = Snapshot.at(folder.resolve("1500000000")).orElseThrow();
    for (var table : reader.read(snapshot).tables()) {
      for (var column : table.columns()) {
        for (int row = 0; row < table.rows(); row++) {
          if (!column.isAbsent(row)) {
            values.put(
                table.objects().get(row) + " " + column.metric().name(), column.doubleValue(row));
          }
        }
      }
    }
    return values;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"NA", "N/A", "NaN", "nan", "null", "NULL", "None", "inf", "0", "123", "1e5", "-1"})
  void aNameThatPandasTakesForAValueIsAName(String name) throws IOException {
    file(
        "a_stat",
        HEADER
            + (name + ",FRONTEND,1,2,,,,0,\n")
            + (name + "," + name + ",3,4,5,,1,2,\n")
            + (name + ",BACKEND,6,7,8,,1,1,\n"));
    assertThat(values())
        .containsEntry("FRONTEND " + name + " scur", 1.0)
        .containsEntry("SERVER " + name + "/" + name + " scur", 3.0)
        .containsEntry("BACKEND " + name + " scur", 6.0)
        .containsEntry("BACKEND " + name + " TotalServers", 1.0);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "Permission denied\n", HEADER, HEADER + "fe,FRONTEND,1,"})
  void aBadFileBesideAGoodOneCostsOnlyItself(String bad) throws IOException {
    file("a_info", "Process_num: 1\nCurrConns: 4\n");
    file("a_stat", HEADER + "fe,FRONTEND,1,2,,,,0,\n");
    file("b_info", "");
    file("b_stat", bad);
    assertThat(values())
        .containsEntry("FRONTEND fe scur", 1.0)
        .containsEntry("DAEMON  CurrConns", 4.0)
        .containsEntry("COLLECTOR  MetricsBackend", 1.0);
  }

  @Test
  void withoutStatisticsOnlyTheDaemonHasValues() throws IOException {
    file("a_info", "Process_num: 1\nCurrConns: 4\n");
    file("a_stat", "");
    assertThat(values().keySet())
        .containsExactlyInAnyOrder(
            "DAEMON  CurrConns",
            "COLLECTOR  MetricsHAProxy",
            "COLLECTOR  WallClockTimeHAProxy",
            "COLLECTOR  TotalWallClockTime");
  }

  @Test
  void processesOfSeveralVersionsGiveTheUnionOfTheirColumns() throws IOException {
    file("a_stat", "# pxname,svname,scur,type,\nfe,FRONTEND,1,0,\n");
    file("b_stat", "# pxname,svname,type,bin,scur,brand_new,\nfe,FRONTEND,0,20,2,9,\n");
    assertThat(values())
        .containsEntry("FRONTEND fe scur", 3.0)
        .containsEntry("FRONTEND fe bin", 20.0)
        .doesNotContainKey("FRONTEND fe brand_new");
  }

  @Test
  void theHeaderOfHaproxy15IsUnderstoodAndWhatItLacksIsLeftOut() throws IOException {
    file(
        "a_stat",
        HEADER_OF_1_5
            + "fe,FRONTEND,,,1,2,300,40,5000,6000,0,0,1,,,,,OPEN,,,,,,,,,1,2,0,,,,0,3,0,12,,,,0,34,3,"
            + "4,7,1,,5,14,49,,,0,0,0,0,,,,,,,,\n"
            + "be,web1,0,0,1,2,50,40,5000,6000,,0,,0,0,0,0,UP,3,1,0,0,0,99,0,,1,3,1,,20,,2,3,,9,"
            + "L4OK,,0,0,34,3,4,7,1,0,,,,0,0,,,,,5,,,1,2,3,4,\n"
            + "be,BACKEND,0,0,1,2,30,40,5000,6000,0,0,,0,0,0,0,UP,3,1,0,,0,99,0,,1,3,0,,20,,1,3,,9,"
            + ",,,0,34,3,4,7,1,,,,,0,0,0,0,0,0,5,,,1,2,3,4,\n");
    assertThat(values())
        .containsEntry("FRONTEND fe slim", 300.0)
        .containsEntry("FRONTEND fe req_tot", 49.0)
        .containsEntry("BACKEND be ttime", 4.0)
        .containsEntry("SERVER be/web1 weight", 3.0)
        .containsEntry("BACKEND be TotalServers", 1.0)
        .doesNotContainKeys("FRONTEND fe intercepted", "FRONTEND fe dcon", "FRONTEND fe conn_rate");
  }

  @Test
  void withoutAColumnTypeNoRowIsTakenForSomethingElse() throws IOException {
    file("a_stat", "# pxname,svname,scur,\nfe,FRONTEND,1,\nbe,web1,1,\n");
    assertThat(values().keySet()).allMatch(name -> name.startsWith("COLLECTOR "));
  }

  @Test
  void aListenProxyHasTwoRowsAndIsExcludedForEachOnItsOwn() throws IOException {
    file("a_stat", HEADER + "www,FRONTEND,1,2,,,,0,\nwww,s,3,4,1,,,2,\nwww,BACKEND,5,6,1,,,1,\n");
    Path names = Files.writeString(folder.resolve("names"), "www\n");
    options = "exclude-frontends = " + names;
    assertThat(values())
        .doesNotContainKey("FRONTEND www scur")
        .containsKeys("BACKEND www scur", "SERVER www/s scur");
    options = "exclude-backends = " + names;
    assertThat(values())
        .containsKey("FRONTEND www scur")
        .doesNotContainKeys("BACKEND www scur", "SERVER www/s scur", "BACKEND www TotalServers");
  }

  @Test
  void anExcludeFileHasANameALineAndIsReadAgainForEachSnapshot() throws IOException {
    file(
        "a_stat",
        HEADER + "a.b,FRONTEND,1,2,,,,0,\nc_d,FRONTEND,3,4,,,,0,\nE,FRONTEND,5,6,,,,0,\n");
    var names = folder.resolve("names");
    options = "exclude-frontends = " + names;
    try (var reader = reader()) {
      Files.writeString(names, "  # c_d\n#E\n\n  a_b  \ne\nc\nE # not a comment\n");
      assertThat(values(reader))
          .doesNotContainKey("FRONTEND a.b scur")
          .containsKeys("FRONTEND c_d scur", "FRONTEND E scur");
      Files.writeString(names, "c.d");
      assertThat(values(reader))
          .doesNotContainKey("FRONTEND c_d scur")
          .containsKeys("FRONTEND a.b scur", "FRONTEND E scur");
      Files.delete(names);
      assertThat(values(reader))
          .containsKeys("FRONTEND a.b scur", "FRONTEND c_d scur", "FRONTEND E scur");
    }
  }

  @Test
  void anExcludeFileThatCannotBeReadIsAnErrorInTheLogAndNothingIsExcluded() throws IOException {
    file("a_stat", HEADER + "fe,FRONTEND,1,2,,,,0,\nbe,BACKEND,1,2,,,,1,\n");
    Path missing = folder.resolve("missing");
    Path unreadable = Files.createDirectory(folder.resolve("unreadable"));
    options = "exclude-frontends = %s\nexclude-backends = %s".formatted(missing, unreadable);
    try (var log = new Log(SnapshotReader.class.getPackage())) {
      assertThat(values()).containsKeys("FRONTEND fe scur", "BACKEND be scur");
      assertThat(log.messages(Level.SEVERE))
          .contains(
              "[process] exclude-frontends: " + missing + " is missing, nothing excluded",
              "[process] exclude-backends: cannot read "
                  + unreadable
                  + ", nothing excluded: Is a directory");
    }
  }

  @Test
  void whatIsNoAnswerOrMissingIsAnErrorInTheLog() throws IOException {
    file("a_info", "Permission denied\n");
    file("a_stat", "Permission denied\n");
    try (var log = new Log(SnapshotReader.class.getPackage())) {
      values();
      Path snapshot = folder.resolve("1500000000");
      assertThat(log.messages(Level.SEVERE))
          .filteredOn(message -> message.startsWith(snapshot.toString()))
          .containsExactly(
              snapshot
                  + "/a_info is left out: no 'name: value' in it; it begins with 'Permission denied'",
              snapshot + ": no HAProxy process information in it",
              snapshot
                  + "/a_stat is left out: it does not begin with '# pxname,svname,': it begins with"
                  + " 'Permission denied'",
              snapshot + ": no statistics of frontends and backends in it");
    }
  }

  @Test
  void oneProcessAloneHasNoPercentilesAndItsCountSaysSo() throws IOException {
    options = "calculate-percentages = yes\nper-process-metrics = yes";
    file(
        "a_info",
        """
        Process_num: 1
        Idle_pct: 90
        CurrConns: 3
        Maxconn: 10
        Uptime: 0d 0h
        Version: 2.2
        Uptime_sec:  7\s
        Run_queue: 1.5
        node: 5
        """);
    var values = values();
    assertThat(values)
        .containsOnly(
            Map.entry("DAEMON  Idle_pct", 90.0),
            Map.entry("DAEMON  CurrConns", 3.0),
            Map.entry("DAEMON  Maxconn", 10.0),
            Map.entry("DAEMON  Uptime_sec", 7.0),
            Map.entry("DAEMON  ConnPercentage", 30.0),
            Map.entry("PROCESS 1 Idle_pct", 90.0),
            Map.entry("PROCESS 1 CpuUsagePct", 10.0),
            Map.entry("PROCESS 1 CurrConns", 3.0),
            Map.entry("PROCESS 1 Maxconn", 10.0),
            Map.entry("PROCESS 1 Uptime_sec", 7.0),
            Map.entry("PROCESS 1 ConnPercentage", 30.0),
            Map.entry("COLLECTOR  MetricsHAProxy", 12.0),
            Map.entry(
                "COLLECTOR  WallClockTimeHAProxy",
                values.getOrDefault("COLLECTOR  WallClockTimeHAProxy", -1.0)),
            Map.entry(
                "COLLECTOR  TotalWallClockTime",
                values.getOrDefault("COLLECTOR  TotalWallClockTime", -1.0)));
  }

  @Test
  void theKindsFollowEachOtherFromTheProcessesToTheCollector() throws IOException {
    options = "per-process-metrics = yes\naggr-server-metrics = yes";
    file("a_info", "Process_num: 1\nCurrConns: 4\n");
    file("a_stat", HEADER + "be,s,1,1,1,,,2,\nbe,BACKEND,1,1,1,,,1,\nfe,FRONTEND,1,2,,,,0,\n");
    try (var reader = reader()) {
      var snapshot = Snapshot.at(folder.resolve("1500000000")).orElseThrow();
      assertThat(reader.read(snapshot).tables())
          .extracting(MetricTable::kind)
          .containsExactly(
              ObjectKind.DAEMON,
              ObjectKind.PROCESS,
              ObjectKind.FRONTEND,
              ObjectKind.BACKEND,
              ObjectKind.SERVER,
              ObjectKind.SERVER_IN_ALL_BACKENDS,
              ObjectKind.COLLECTOR);
    }
  }

  @Test
  void chosenMetricsReplaceTheSumsAloneAndAMeanIsSentOnceUnderItsName() throws IOException {
    options = "backend-metrics = bin weight rtime";
    file("a_stat", HEADER + "be,BACKEND,5,6,2,10,1,1,\n");
    file("b_stat", HEADER + "be,BACKEND,5,7,4,90,0,1,\n");
    var values = values();
    values.keySet().removeIf(name -> !name.startsWith("BACKEND "));
    assertThat(values)
        .isEqualTo(
            Map.of("BACKEND be bin", 13.0, "BACKEND be weight", 3.0, "BACKEND be rtime", 10.0));
  }

  @Test
  void chosenMetricsOfProcessesReplaceTheSumsAloneAndMayBeThoseOfANewerHaproxy()
      throws IOException {
    options =
        "per-process-metrics = yes\ncalculate-percentages = yes\ndaemon-metrics = Jobs CurrConns\n";
    file("a_info", "Process_num: 1\nIdle_pct: 90\nCurrConns: 3\nMaxconn: 10\nJobs: 4\n");
    var values = values();
    values.keySet().removeIf(name -> name.startsWith("COLLECTOR "));
    assertThat(values)
        .containsOnly(
            Map.entry("DAEMON  Idle_pct", 90.0),
            Map.entry("DAEMON  CurrConns", 3.0),
            Map.entry("DAEMON  Jobs", 4.0),
            Map.entry("DAEMON  ConnPercentage", 30.0),
            Map.entry("PROCESS 1 Idle_pct", 90.0),
            Map.entry("PROCESS 1 CpuUsagePct", 10.0),
            Map.entry("PROCESS 1 CurrConns", 3.0),
            Map.entry("PROCESS 1 Jobs", 4.0),
            Map.entry("PROCESS 1 ConnPercentage", 30.0));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 64})
  void theNumberOfWorkersChangesNoValue(int workers) throws IOException {
    options = "workers = " + workers;
    for (int i = 10; i < 30; i++) {
      file(
          i + "_stat", HEADER + "fe,FRONTEND,1,2,,,,0,\nbe,BACKEND,%d,2,%d,,,1,\n".formatted(i, i));
    }
    assertThat(values())
        .containsEntry("FRONTEND fe scur", 20.0)
        .containsEntry("BACKEND be scur", 390.0)
        .containsEntry("BACKEND be weight", 19.5);
  }

  @Test
  void sumsOverAllBackendsKnowNeitherExclusionsNorChosenMetrics() throws IOException {
    options =
        "server-metrics = scur\naggr-server-metrics = yes\nexclude-backends = "
            + Files.writeString(folder.resolve("names"), "be2\n");
    file("a_stat", HEADER + "be1,s,1,10,2,,,2,\nbe2,s,2,20,4,,,2,\nbe2,BACKEND,2,20,4,,,1,\n");
    assertThat(values())
        .containsEntry("SERVER be1/s scur", 1.0)
        .doesNotContainKeys("SERVER be1/s bin", "SERVER be2/s scur", "BACKEND be2 scur")
        .containsEntry("SERVER_IN_ALL_BACKENDS s scur", 3.0)
        .containsEntry("SERVER_IN_ALL_BACKENDS s bin", 30.0)
        .containsEntry("SERVER_IN_ALL_BACKENDS s weight", 3.0);
  }

  @Test
  void serversAreCountedOnceByTheirNameOverAllProcesses() throws IOException {
    var rows = "be,s.1,1,1,1,,,2,\nbe,s_1,1,1,1,,,2,\nbe,t,1,1,1,,,2,\nbe,BACKEND,1,1,1,,,1,\n";
    file("a_stat", HEADER + rows + "none,BACKEND,1,1,1,,,1,\n");
    file("b_stat", HEADER + rows + "be,u,1,1,1,,,2,\n");
    assertThat(values())
        .containsEntry("BACKEND be TotalServers", 3.0)
        .doesNotContainKey("BACKEND none TotalServers");
  }

  @Test
  void aProcessHasThePercentagesOfItsOwnLimits() throws IOException {
    options = "per-process-metrics = yes\ncalculate-percentages = yes";
    file("a_info", "Process_num: 1\nCurrConns: 10\nMaxconn: 30\nIdle_pct: 91\n");
    file("b_info", "Process_num: 2\nCurrConns: 5\nMaxconn: 0\nIdle_pct: 100\n");
    assertThat(values())
        .containsEntry("DAEMON  ConnPercentage", 50.0)
        .containsEntry("PROCESS 1 ConnPercentage", 33.0)
        .containsEntry("PROCESS 1 CpuUsagePct", 9.0)
        .containsEntry("PROCESS 2 ConnPercentage", 0.0)
        .doesNotContainKeys("DAEMON  CpuUsagePct", "PROCESS 1 SslConnPercentage");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Process_num: 1\n", "Process_num: \n", "Process_num: 1.\n", ""})
  void processesOfOneNumberOrNoneAreNumberedBySocketAndThatIsSaidOnce(String number)
      throws IOException {
    options = "per-process-metrics = yes";
    file("z.sock_info", number + "CurrConns: 26\n");
    file("a.sock_info", number + "CurrConns: 1\n");
    try (var log = new Log(SnapshotReader.class.getPackage());
        var reader = reader()) {
      assertThat(values(reader))
          .containsEntry("PROCESS 1 CurrConns", 1.0)
          .containsEntry("PROCESS 2 CurrConns", 26.0)
          .containsEntry("DAEMON  CurrConns", 27.0);
      values(reader);
      assertThat(log.messages())
          .filteredOn(message -> message.contains("Process_num"))
          .filteredOn(message -> message.endsWith("[a.sock, z.sock]"))
          .hasSize(1);
    }
  }

  @Test
  void processesOfSeveralHostsAreAddedUpLikeThoseOfOne() throws IOException {
    options = "per-process-metrics = yes";
    file("lb-1.example.com:4444_info", "Process_num: 1\nCurrConns: 1\n");
    file("lb-1.example.com:4444_stat", HEADER + "fe,FRONTEND,1,2,,,,0,\n");
    file("2001:db8::2:4444_info", "Process_num: 1\nCurrConns: 2\n");
    file("2001:db8::2:4444_stat", HEADER + "fe,FRONTEND,5,7,,,,0,\n");
    assertThat(values())
        .containsEntry("DAEMON  CurrConns", 3.0)
        .containsEntry("PROCESS 1 CurrConns", 2.0)
        .containsEntry("PROCESS 2 CurrConns", 1.0)
        .containsEntry("FRONTEND fe scur", 6.0)
        .containsEntry("FRONTEND fe bin", 9.0);
  }

  @Test
  void aFileThatCannotBeReadLeavesNothingInTheNextSnapshot() throws IOException {
    for (int i = 10; i < 60; i++) {
      file(i + "_stat", HEADER + "fe,FRONTEND,1,2,,,,0,\n");
    }
    try (var reader = reader()) {
      var directory = Files.createDirectory(folder.resolve("1500000000/00_stat"));
      assertThatIOException().isThrownBy(() -> values(reader));
      Files.delete(directory);
      assertThat(values(reader)).containsEntry("FRONTEND fe scur", 50.0);
    }
  }
}
