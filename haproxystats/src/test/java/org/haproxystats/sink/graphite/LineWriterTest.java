package org.haproxystats.sink.graphite;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.Metric;
import org.haproxystats.runtime.stats.MetricColumn;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;
import org.junit.jupiter.api.Test;

class LineWriterTest {
  private static final String HEAD = "loadbalancers.lb-01_example_com.haproxy.";

  private final LineWriter writer = new LineWriter(new GraphiteNames(Settings.plain()));

  private static MetricColumn longs(String name, long... values) {
    return new MetricColumn.Longs(new Metric(name, "", true), values);
  }

  private static MetricColumn doubles(String name, double... values) {
    return new MetricColumn.Doubles(new Metric(name, "", false), values);
  }

  private static MetricTable frontends(List<String> names, MetricColumn... columns) {
    return new MetricTable(
        ObjectKind.FRONTEND,
        names.stream().map(n -> new StatObject(ObjectKind.FRONTEND, "", n)).toList(),
        List.of(columns));
  }

  private static String lines(LineWriter writer, AggregatedSnapshot snapshot) throws Exception {
    var text = new StringBuilder();
    long count = writer.write(snapshot, batch -> text.append(US_ASCII.decode(batch)));
    assertThat(text.chars().filter(c -> c == '\n').count()).isEqualTo(count);
    return text.toString();
  }

  @Test
  void aLineIsPathValueAndSeconds() throws Exception {
    var daemon = new StatObject(ObjectKind.DAEMON, "", "");
    var snapshot =
        new AggregatedSnapshot(
            1457298067,
            List.of(
                new MetricTable(
                    ObjectKind.DAEMON,
                    List.of(daemon),
                    List.of(longs("CurrConns", 2100), doubles("StdCpuUsagePct", 0.5))),
                frontends(List.of("a", "b"), longs("stot", 9, 10), longs("scur", 1, 2))));
    assertThat(lines(writer, snapshot))
        .isEqualTo(
            HEAD
                + "daemon.CurrConns 2100 1457298067\n"
                + HEAD
                + "daemon.StdCpuUsagePct 0.5 1457298067\n"
                + HEAD
                + "frontend.a.stot 9 1457298067\n"
                + HEAD
                + "frontend.a.scur 1 1457298067\n"
                + HEAD
                + "frontend.b.stot 10 1457298067\n"
                + HEAD
                + "frontend.b.scur 2 1457298067\n");
  }

  @Test
  void absentValuesHaveNoLine() throws Exception {
    var table =
        frontends(
            List.of("a", "b"),
            longs("slim", MetricColumn.ABSENT, 5),
            doubles("rtime", 1.5, Double.NaN),
            doubles("odd", Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY));
    assertThat(lines(writer, new AggregatedSnapshot(7, List.of(table))))
        .isEqualTo(HEAD + "frontend.a.rtime 1.5 7\n" + HEAD + "frontend.b.slim 5 7\n");
  }

  @Test
  void columnsMayBeLongerThanTheTable() throws Exception {
    var table = frontends(List.of("a"), longs("stot", 1, 2, 3));
    assertThat(lines(writer, new AggregatedSnapshot(7, List.of(table))))
        .isEqualTo(HEAD + "frontend.a.stot 1 7\n");
  }

  @Test
  void aDoubleWriteFollowsItsGroupedLineDirectly() throws Exception {
    var groups = Settings.groups(true, List.of(Settings.group("g", "a")), List.of(), List.of());
    var grouping =
        new LineWriter(new GraphiteNames(Settings.names(true, true, Optional.of(groups))));
    var table = frontends(List.of("a"), longs("stot", 1), longs("scur", 2));
    assertThat(lines(grouping, new AggregatedSnapshot(7, List.of(table))))
        .isEqualTo(
            HEAD
                + "Flavor.g.frontend.a.stot 1 7\n"
                + HEAD
                + "frontend.a.stot 1 7\n"
                + HEAD
                + "Flavor.g.frontend.a.scur 2 7\n"
                + HEAD
                + "frontend.a.scur 2 7\n");
  }

  @Test
  void objectByObjectTheLinesAreTheSameAndObjectsWithoutAnyAreLeftOut() throws Exception {
    var table =
        frontends(
            List.of("a", "b", "c"),
            longs("stot", 9, MetricColumn.ABSENT, 10),
            doubles("rtime", 1.5, Double.NaN, Double.NaN));
    var snapshot = new AggregatedSnapshot(7, List.of(table));
    var objects = new ArrayList<String>();
    var all = new StringBuilder();
    long count =
        writer.writeEach(
            snapshot,
            (object, lines) -> {
              objects.add(object.name());
              all.append(new String(lines, US_ASCII)).append('|');
            });
    assertThat(count).isEqualTo(3);
    assertThat(objects).containsExactly("a", "c");
    assertThat(all.toString())
        .isEqualTo(
            HEAD
                + "frontend.a.stot 9 7\n"
                + HEAD
                + "frontend.a.rtime 1.5 7\n|"
                + HEAD
                + "frontend.c.stot 10 7\n|");
    assertThat(lines(writer, snapshot)).isEqualTo(all.toString().replace("|", ""));
  }

  @Test
  void batchesHoldWholeLinesAndAllOfThem() throws Exception {
    int rows = 20_000;
    var values = IntStream.range(0, rows).asLongStream().toArray();
    var table =
        frontends(IntStream.range(0, rows).mapToObj(i -> "f" + i).toList(), longs("stot", values));
    var batches = new ArrayList<String>();
    writer.write(
        new AggregatedSnapshot(7, List.of(table)),
        batch -> batches.add(US_ASCII.decode(batch).toString()));
    assertThat(batches).hasSizeGreaterThan(5).allMatch(batch -> batch.endsWith(" 7\n"));
    assertThat(String.join("", batches).lines())
        .hasSize(rows)
        .startsWith(HEAD + "frontend.f0.stot 0 7")
        .endsWith(HEAD + "frontend.f19999.stot 19999 7");
  }

  @Test
  void aNameLongerThanABatchIsWrittenToo() throws Exception {
    var longName = "x".repeat(300_000);
    var table = frontends(List.of("a", longName, "b"), longs("stot", 1, 2, 3));
    assertThat(lines(writer, new AggregatedSnapshot(7, List.of(table))))
        .isEqualTo(
            HEAD
                + "frontend.a.stot 1 7\n"
                + HEAD
                + "frontend."
                + longName
                + ".stot 2 7\n"
                + HEAD
                + "frontend.b.stot 3 7\n");
  }

  @Test
  void afterABrokenDeliveryTheNextOneBeginsAnew() throws Exception {
    var snapshot = new AggregatedSnapshot(7, List.of(frontends(List.of("a"), longs("stot", 1))));
    assertThatThrownBy(
            () ->
                writer.write(
                    snapshot,
                    batch -> {
                      throw new IOException("broken pipe");
                    }))
        .isInstanceOf(IOException.class);
    assertThat(lines(writer, snapshot)).isEqualTo(HEAD + "frontend.a.stot 1 7\n");
  }

  @Test
  void objectsThatComeAndGoAreAllNamedRight() throws Exception {
    for (int round = 0; round < 50; round++) {
      int first = round * 100;
      var names = IntStream.range(first, first + 100).mapToObj(i -> "f" + i).toList();
      var table = frontends(names, longs("stot", new long[100]));
      assertThat(lines(writer, new AggregatedSnapshot(7, List.of(table))).lines())
          .containsExactlyElementsOf(
              names.stream().map(n -> HEAD + "frontend." + n + ".stot 0 7").toList());
    }
  }

  @Property
  void aLineAlwaysHasThreeFields(
      @ForAll String name, @ForAll String metric, @ForAll long whole, @ForAll double fraction)
      throws Exception {
    var table = frontends(List.of(name), longs(metric, whole), doubles("d" + metric, fraction));
    var fresh = new LineWriter(new GraphiteNames(Settings.plain()));
    assertThat(lines(fresh, new AggregatedSnapshot(7, List.of(table))).split("\n", -1))
        .allMatch(line -> line.isEmpty() || line.matches("[!-~]+ -?[0-9.]+ 7"));
  }
}
