package org.haproxystats.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {

  @Test
  void timesAreJudgedAsMultiplesOfTheFloorAndValuesAsTheyAre() {
    assertThat(
            Table.lines(
                List.of(
                    Row.ofTimes("pull: wall", 66_000_000, 60_000_000, 1.10, 1.00),
                    Row.of("memory", 161, "MB", 160, 110).withMeasured("at most 170 MB"))))
        .containsExactly(
            "| what       | measured       | floor   | judged | target | stretch | result  |",
            "| ---------- | -------------- | ------- | ------ | ------ | ------- | ------- |",
            "| pull: wall | 66.0 ms        | 60.0 ms | 1.10   | 1.10   | 1.00    | met     |",
            "| memory     | at most 170 MB |         | 161 MB | 160 MB | 110 MB  | not met |");
  }

  @Test
  void anotherImplementationIsComparedWithTheFloorBesideIt() {
    var row = Row.ofTimes("process", 40_000_000, 10_000_000, 5, 4);
    assertThat(Table.lines(List.of(row.withOther(1_940_000_000.0, 20_000_000))))
        .containsExactly(
            "| what    | measured | floor   | judged | target | stretch | result      | other                         |",
            "| ------- | -------- | ------- | ------ | ------ | ------- | ----------- | ----------------------------- |",
            "| process | 40.0 ms  | 10.0 ms | 4.00   | 5.00   | 4.00    | stretch met | 1940 ms, 97.0 times the floor |");
  }

  @Test
  void whatCannotBeMeasuredIsNotMet() {
    assertThat(Row.ofRatio("growth", "", Double.POSITIVE_INFINITY, 1.2, 1.05).result())
        .isEqualTo("not met");
  }
}
