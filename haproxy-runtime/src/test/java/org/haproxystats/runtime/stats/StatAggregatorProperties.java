package org.haproxystats.runtime.stats;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Streams of snapshots, whose arrays are used again, against sums that are simply added up. */
class StatAggregatorProperties {

  /**
   * One row of one process, a backend's if the server is empty; an empty value is an empty cell.
   */
  record Row(String backend, String server, String value) {
    String object() {
      return (server.isEmpty() ? "BACKEND " + backend : "SERVER " + backend + "/" + server)
          .replace('.', '_');
    }

    String csv(boolean hasField) {
      return backend
          + (server.isEmpty() ? ",BACKEND,1," : "," + server + ",2,")
          + (hasField ? value + "," : "")
          + "\n";
    }
  }

  /** What a process answers; one of an old version may not know the field. */
  record Answer(List<Row> rows, boolean hasField) {
    StatTable table() {
      var csv = new StringBuilder("# pxname,svname,type," + (hasField ? "apples," : "") + "\n");
      rows.forEach(row -> csv.append(row.csv(hasField)));
      return Recorded.table(csv.toString(), List.of("apples"));
    }
  }

  @Property
  void aStreamOfSnapshotsGivesWhatAddingUpEachGives(
      @ForAll("stream") List<List<Answer>> snapshots, @ForAll boolean lendsForLong) {
    var metrics =
        List.of(
            planned("sum", Aggregation.Plain.SUM),
            planned("max", Aggregation.Plain.MAX),
            planned("mean", Aggregation.Plain.MEAN));
    var aggregator =
        new StatAggregator(Map.of(ObjectKind.BACKEND, metrics, ObjectKind.SERVER, metrics));
    var lent = new ArrayList<List<MetricTable>>();
    var expected = new ArrayList<Map<String, Map<String, Double>>>();
    for (var snapshot : snapshots) {
      aggregator.begin(Exclusions.NONE);
      snapshot.forEach(process -> aggregator.add("p", process.table()));
      lent.add(aggregator.finish());
      expected.add(addedUp(snapshot));
      // A sink that is slow reads the one before while the next is made.
      while (lent.size() > (lendsForLong ? 2 : 0)) {
        assertThat(values(lent.getFirst())).isEqualTo(expected.removeFirst());
        aggregator.reuse(lent.removeFirst());
      }
    }
    for (int i = 0; i < lent.size(); i++) {
      assertThat(values(lent.get(i))).isEqualTo(expected.get(i));
    }
  }

  private static PlannedMetric planned(String name, Aggregation rule) {
    return new PlannedMetric(new Metric(name, "", false), "apples", rule);
  }

  private static Map<String, Map<String, Double>> addedUp(List<Answer> processes) {
    var values = new TreeMap<String, List<Integer>>();
    for (var process : processes) {
      for (var row : process.rows()) {
        var ofObject = values.computeIfAbsent(row.object(), name -> new ArrayList<>());
        if (!row.value().isEmpty() && process.hasField()) {
          ofObject.add(Integer.valueOf(row.value()));
        }
      }
    }
    var results = new TreeMap<String, Map<String, Double>>();
    values.forEach(
        (object, list) -> {
          var result = new TreeMap<String, Double>();
          if (!list.isEmpty()) {
            result.put("sum", list.stream().mapToDouble(value -> value).sum());
            result.put("max", list.stream().mapToDouble(value -> value).max().orElseThrow());
            result.put("mean", list.stream().mapToDouble(value -> value).average().orElseThrow());
          }
          long servers =
              values.keySet().stream()
                  .filter(name -> name.startsWith(object.replace("BACKEND ", "SERVER ") + "/"))
                  .count();
          if (servers > 0 && object.startsWith("BACKEND ")) {
            result.put("TotalServers", (double) servers);
          }
          results.put(object, result);
        });
    return results;
  }

  private static Map<String, Map<String, Double>> values(List<MetricTable> tables) {
    var results = new TreeMap<String, Map<String, Double>>();
    for (var table : tables) {
      for (int row = 0; row < table.rows(); row++) {
        var result = new TreeMap<String, Double>();
        for (var column : table.columns()) {
          if (!column.isAbsent(row)) {
            result.put(column.metric().name(), column.doubleValue(row));
          }
        }
        results.put(table.objects().get(row).toString().replace('.', '_'), result);
      }
    }
    return results;
  }

  @Provide
  Arbitrary<List<List<Answer>>> stream() {
    var backend = Arbitraries.of("a", "b", "c.d", "c_d", "a_", "e");
    var server = Arbitraries.of("", "", "1", "2", "w.3", "w_3", "BACKEND");
    var value = Arbitraries.of("", "0", "1", "-5", "7", "1000");
    var rows = Combinators.combine(backend, server, value).as(Row::new).list().ofMaxSize(12);
    // Mostly the same rows in the same order, as real processes have them.
    return rows.flatMap(
        usual -> {
          var process =
              Combinators.combine(
                      Arbitraries.oneOf(
                          Arbitraries.just(usual),
                          Arbitraries.just(usual),
                          rows,
                          Arbitraries.shuffle(usual)),
                      Arbitraries.of(true, true, true, false))
                  .as(Answer::new);
          return process.list().ofMaxSize(3).list().ofMaxSize(8);
        });
  }
}
