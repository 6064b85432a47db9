package org.haproxystats.sink.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.haproxystats.runtime.stats.AggregatedSnapshot;
import org.haproxystats.runtime.stats.MetricTable;
import org.haproxystats.runtime.stats.ObjectKind;
import org.haproxystats.runtime.stats.StatObject;
import org.junit.jupiter.api.Test;

class JsonRecordsTest {
  private final JsonRecords records = new JsonRecords("lb-01");
  private final List<String> written = new ArrayList<>();

  private long write(AggregatedSnapshot snapshot) throws Exception {
    return records.write(snapshot, (_, value) -> written.add(new String(value, UTF_8)));
  }

  private static AggregatedSnapshot one(StatObject object) {
    return new AggregatedSnapshot(
        7,
        List.of(
            new MetricTable(object.kind(), List.of(object), List.of(Snapshots.longs("scur", 1)))));
  }

  @Test
  void aRecordHasTheObjectTheTimeAndTheValuesThatThereAre() throws Exception {
    assertThat(write(Snapshots.site())).isEqualTo(4);

    assertThat(written)
        .containsExactly(
            "{\"version\":1,\"load_balancer\":\"lb-01\",\"kind\":\"frontend\",\"proxy\":\"www\",\"time\":1795225391,\"metrics\":{\"scur\":3,\"stot\":70}}",
            "{\"version\":1,\"load_balancer\":\"lb-01\",\"kind\":\"server\",\"proxy\":\"shop\",\"server\":\"web1\",\"time\":1795225391,\"metrics\":{\"scur\":2,\"rtime\":1.5}}");
  }

  @Test
  void textsFollowTheNumbers() throws Exception {
    assertThat(write(Snapshots.withTexts())).isEqualTo(3);

    assertThat(written)
        .containsExactly(
            "{\"version\":1,\"load_balancer\":\"lb-01\",\"kind\":\"server\",\"proxy\":\"shop\",\"server\":\"web1\",\"time\":1795225391,\"metrics\":{\"scur\":2},\"texts\":{\"status\":\"UP 1/3\"}}",
            "{\"version\":1,\"load_balancer\":\"lb-01\",\"kind\":\"server\",\"proxy\":\"shop\",\"server\":\"web2\",\"time\":1795225391,\"metrics\":{},\"texts\":{\"status\":\"MAINT (via \\\"x\\\")\"}}");
  }

  @Test
  void eachKindOfObjectSaysWhatItIsCalled() throws Exception {
    for (var kind : ObjectKind.values()) {
      boolean inProxy = kind == ObjectKind.SERVER || kind == ObjectKind.LISTENER;
      boolean named = kind != ObjectKind.DAEMON;
      write(one(new StatObject(kind, inProxy ? "p" : "", named ? "n" : "")));
    }

    assertThat(written)
        .extracting(record -> record.replaceAll(".*\"lb-01\",|,\"time\".*", ""))
        .containsExactly(
            "\"kind\":\"daemon\"",
            "\"kind\":\"process\",\"process\":\"n\"",
            "\"kind\":\"frontend\",\"proxy\":\"n\"",
            "\"kind\":\"backend\",\"proxy\":\"n\"",
            "\"kind\":\"server\",\"proxy\":\"p\",\"server\":\"n\"",
            "\"kind\":\"server-in-all-backends\",\"server\":\"n\"",
            "\"kind\":\"listener\",\"proxy\":\"p\",\"listener\":\"n\"",
            "\"kind\":\"collector\",\"sink\":\"n\"");
  }

  @Test
  void aRecordMayBeLongerThanTheUsualOne() throws Exception {
    var columns =
        IntStream.range(0, 5_000)
            .mapToObj(i -> Snapshots.doubles("metric" + i, Double.MIN_VALUE))
            .toList();
    write(
        new AggregatedSnapshot(
            7, List.of(new MetricTable(ObjectKind.SERVER, List.of(Snapshots.WEB1), columns))));

    assertThat(written).singleElement().asString().contains("\"metric4999\":0.000").endsWith("}}");
  }

  @Test
  void objectsThatHaveGoneAreForgottenAndOthersStayRight() throws Exception {
    for (int i = 0; i < 3; i++) {
      write(Snapshots.servers(i, 2_000));
    }
    written.clear();

    write(Snapshots.site());

    assertThat(written).hasSize(2);
    assertThat(written.getLast()).contains("\"server\":\"web1\"");
  }
}
