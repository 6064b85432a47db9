package org.haproxystats.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.haproxystats.runtime.stats.MetricTable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagesTest {

  @Test
  void theBenchmarksHaveABigSiteToWorkOn() throws Exception {
    var tables = Stages.parseAll(Stages.dump(""));
    assertThat(tables).hasSize(4).allSatisfy(table -> assertThat(table.rows()).isEqualTo(11_200));
    var stages = new Stages();
    var snapshot = stages.aggregate(tables);
    assertThat(snapshot.tables()).extracting(MetricTable::rows).containsExactly(200, 1_000, 10_000);
    assertThat(stages.write(snapshot)).isGreaterThan(20_000_000);
  }

  @Test
  void aFileTakesThePlaceOfTheBigSite(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("dump"), "# pxname,svname,\n\n");
    assertThat(Stages.dump(file.toString())).asString().isEqualTo("# pxname,svname,\n\n");
  }
}
