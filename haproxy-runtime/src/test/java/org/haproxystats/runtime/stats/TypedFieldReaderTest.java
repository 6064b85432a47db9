package org.haproxystats.runtime.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TypedFieldReaderTest {
  private final FieldCatalog catalog = FieldCatalog.load();

  @ParameterizedTest
  @ValueSource(strings = {"2.2", "3.2"})
  void learnsEveryFieldThatARealHaproxyShows(String version) {
    var learnt = TypedFieldReader.read(Recorded.answer(version + "_typed"));

    assertThat(learnt).hasSizeGreaterThan(140);
    assertThat(catalog.with(learnt).fields()).isEqualTo(catalog.fields());
  }

  /** Where HAProxy's own tags are misleading, the catalogue has a rule of its own instead. */
  @Test
  void theRulesThatFollowFromTheTagsAreThoseOfTheCatalogueButForKnownExceptions() {
    var learnt = TypedFieldReader.read(Recorded.answer("3.2_typed"));

    assertThat(learnt)
        .filteredOn(Field::numeric)
        .filteredOn(field -> field.source() == Field.Source.STAT)
        .filteredOn(field -> !ruleInCatalog(field).equals(field.exact()))
        .extracting(Field::name)
        .containsExactlyInAnyOrder(
            "check_health",
            "agg_server_status",
            "agg_server_check_status",
            "agg_check_status",
            "qtime",
            "ctime",
            "rtime",
            "ttime",
            "downtime",
            "lastsess",
            "srid",
            "act",
            "bck",
            "type");
  }

  @Test
  void aFieldThatTheCatalogueDoesNotKnowTakesItsRuleFromTheTags() {
    var learnt =
        read(
            """
            F.2.0.150.new_count.1:MCP:u64:5
            B.4.0.150.new_count.1:MCPP:u64:5
            S.4.1.151.new_max.1:MMPV:u32:5
            S.4.1.152.new_limit.1:CLP:u32:5
            S.4.1.153.new_text.1:MOP:str:a:b
            S.4.1.154.new_mean.1:MaP:u32:5
            S.4.1.155.new_key.1:KGP:u32:5
            90.New_info.1:MGP:u32:7
            """);
    var extended = catalog.with(learnt);

    assertThat(
            extended.plan(RuleSet.COMPATIBLE, ObjectKind.SERVER, List.of("new_max", "new_limit")))
        .extracting(PlannedMetric::field, PlannedMetric::rule)
        .contains(
            tuple("new_max", Aggregation.Plain.MAX), tuple("new_limit", Aggregation.Plain.LIMIT));
    assertThat(extended.field(ObjectKind.FRONTEND, "new_count"))
        .get()
        .extracting(Field::exact)
        .isEqualTo(Aggregation.Plain.SUM);
    assertThat(extended.field(ObjectKind.BACKEND, "new_count")).isPresent();
    assertThat(extended.field(ObjectKind.SERVER, "new_count")).isEmpty();
    assertThat(extended.metricNames(ObjectKind.SERVER))
        .contains("new_max", "new_limit", "new_mean")
        .doesNotContain("new_text", "new_key");
    assertThat(extended.field(ObjectKind.DAEMON, "New_info")).isPresent();
  }

  @Test
  void anAnswerThatIsNotTypedTeachesNothing() {
    assertThat(TypedFieldReader.read(Recorded.answer("2.2_stat"))).isEmpty();
    assertThat(read("Unknown command.\n")).isEmpty();
  }

  @Property
  void anyTextTeachesSomethingOrNothing(@ForAll String text) {
    assertThat(read(text)).isNotNull();
  }

  private Aggregation ruleInCatalog(Field field) {
    var kind = field.on().iterator().next();
    return catalog.field(kind, field.name()).orElseThrow().exact();
  }

  private static List<Field> read(String text) {
    return TypedFieldReader.read(text.getBytes(StandardCharsets.UTF_8));
  }
}
