package org.haproxystats.sink.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.haproxystats.runtime.stats.FieldCatalog;
import org.haproxystats.runtime.stats.Nature;
import org.haproxystats.runtime.stats.ObjectKind;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FamiliesTest {
  private final FieldCatalog catalog = FieldCatalog.load();

  @ParameterizedTest
  @EnumSource
  void noMetricIsThereTwice(NameStyle names) {
    assertThat(Families.load(names).withRates().all())
        .extracting(Family::name)
        .doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void aCounterIsNamedLikeNoOtherMetricWithoutTotal(NameStyle names) {
    var families = new ArrayList<String>();
    for (var family : Families.load(names).withRates().all()) {
      families.add(family.counter() ? family.name().replaceFirst("_total$", "") : family.name());
    }
    assertThat(families).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @EnumSource
  void everyFieldIsOneThatHaproxyHas(NameStyle names) {
    Families.load(names)
        .fields()
        .forEach(
            (kind, fields) ->
                assertThat(fields.numbers())
                    .filteredOn(field -> kind != ObjectKind.LISTENER || !field.startsWith("hrsp"))
                    .allSatisfy(
                        field ->
                            assertThat(catalog.field(kind, field))
                                .as(kind + " " + field)
                                .isPresent()));
  }

  @ParameterizedTest
  @EnumSource
  void countersAreThoseOfTheCatalogueButForQuirks(NameStyle names) {
    for (var family : Families.load(names).all()) {
      for (var source : family.sources()) {
        if (source instanceof Source.Value value
            && !family.quirk()
            && family.kind() != ObjectKind.COLLECTOR) {
          var field = catalog.field(family.kind(), value.field()).orElseThrow();
          assertThat(family.counter())
              .as(family.name())
              .isEqualTo(field.nature() == Nature.COUNTER);
        }
      }
    }
  }
}
