package org.haproxystats.sink.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.haproxystats.runtime.stats.ObjectKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScrapeRequestTest {

  @Test
  void scopesAddUpAndAnEmptyOneForgetsThoseBefore() {
    assertThat(ScrapeRequest.parse(null).scopes()).hasSize(6);
    assertThat(ScrapeRequest.parse("scope=frontend&scope=server").scopes())
        .containsExactlyInAnyOrder(ObjectKind.FRONTEND, ObjectKind.SERVER);
    assertThat(ScrapeRequest.parse("scope=*&scope=&scope=global").scopes())
        .containsExactly(ObjectKind.DAEMON);
    assertThat(ScrapeRequest.parse("scope=sticktable&scope=resolver").scopes()).isEmpty();
    assertThat(ScrapeRequest.parse("scope=%2A").scopes()).hasSize(6);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scope", "scope=frontends", "scope=frontend&scope=x", "scope=%zz"})
  void aScopeThatThereIsNotIsRefused(String query) {
    assertThatThrownBy(() -> ScrapeRequest.parse(query))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "metrics=haproxy_a, true, false",
    "'metrics=haproxy_a,haproxy_b', true, true",
    "metrics=haproxy_a&metrics=haproxy_b, true, true",
    "metrics=-haproxy_a, false, true",
    "'metrics=-haproxy_a,haproxy_b', false, true",
    "'metrics=haproxy_a,-haproxy_a', true, false",
    "metrics=, true, true",
    "metrics, true, true",
    "anything=1, true, true"
  })
  void metricsAreChosenByName(String query, boolean a, boolean b) {
    var request = ScrapeRequest.parse(query);
    assertThat(request.wants("haproxy_a")).isEqualTo(a);
    assertThat(request.wants("haproxy_b")).isEqualTo(b);
  }

  @Test
  void flagsNeedNoValue() {
    var request = ScrapeRequest.parse("no-maint&extra-counters&desc-labels=1");
    assertThat(request.withoutMaintenance()).isTrue();
    assertThat(request.extraCounters()).isTrue();
    assertThat(request.descriptionLabels()).isTrue();
  }
}
