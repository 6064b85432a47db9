package org.haproxystats.spool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.haproxystats.runtime.stats.Field;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.ObjectKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearntFieldsTest {
  private static final byte[] TYPED = "F.2.0.150.new_count.1:MCP:u64:5\n".getBytes(UTF_8);

  @TempDir Path directory;

  @Test
  void whatPullKeepsProcessFindsBesideTheSpool() throws Exception {
    var spool = directory.resolve("incoming");
    var reading = new LearntFields(spool);
    assertThat(reading.changed()).isEmpty();

    new LearntFields(spool).write("127.0.0.1:9999", TYPED);

    assertThat(reading.changed().orElseThrow())
        .extracting(Field::name)
        .containsExactly("new_count");
    assertThat(reading.changed()).as("nothing has changed since").isEmpty();
    assertThat(directory.resolve("incoming.fields")).isDirectoryContaining("glob:**127.0.0.1:9999");
  }

  @Test
  void theCatalogueIsExtended() throws Exception {
    var spool = directory.resolve("incoming");
    new LearntFields(spool).write("a.sock", TYPED);

    var catalog = LearntFields.extend(FieldCatalog.load(), spool);

    assertThat(catalog.metricNames(ObjectKind.FRONTEND)).contains("stot", "new_count");
  }

  @Test
  void aFolderThatCannotBeMadeIsNamed() throws Exception {
    Files.writeString(directory.resolve("incoming.fields"), "in the way");

    assertThatThrownBy(() -> new LearntFields(directory.resolve("incoming")).write("a", TYPED))
        .hasMessageStartingWith("cannot write " + directory.resolve("incoming.fields/a") + ": ");
  }
}
