package org.haproxystats.admin.top;

import static org.assertj.core.api.Assertions.assertThat;
import static org.haproxystats.admin.top.Passes.ONE;
import static org.haproxystats.admin.top.Passes.TWO;
import static org.haproxystats.admin.top.Passes.info;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.haproxystats.runtime.stats.ObjectKind;
import org.junit.jupiter.api.Test;

class SamplerTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static String server(String backend, long stot) {
    return "pxname, svname, type, status, stot\n%s, one, 2, UP, %d\n".formatted(backend, stot);
  }

  private static Item server(Figures figures, int row) {
    return figures.item(ObjectKind.SERVER, row);
  }

  private final Passes passes = new Passes();

  private Sample one(long pid, long uptime, long stot, Duration pause) {
    return passes.answer(ONE, info(pid, uptime, stot), server("app", stot)).after(pause);
  }

  @Test
  void aRateIsWhatACounterHasGrownByInASecond() {
    one(41, 100, 1000, SECOND);
    var sample = one(41, 102, 1050, Duration.ofMillis(2500));

    assertThat(server(sample.all(), 0).rate("stot")).isEqualTo(20);
    assertThat(sample.all().rate("CumReq")).isEqualTo(20);
  }

  @Test
  void thereIsNoRateAtFirst() {
    assertThat(server(one(41, 100, 1000, SECOND).all(), 0).rate("stot")).isNaN();
  }

  @Test
  void thereIsNoRateAfterCountersWereCleared() {
    one(41, 100, 1000, SECOND);
    assertThat(server(one(41, 101, 7, SECOND).all(), 0).rate("stot")).isNaN();
    assertThat(server(one(41, 102, 9, SECOND).all(), 0).rate("stot")).isEqualTo(2);
  }

  @Test
  void thereIsNoRateAfterAReloadEvenIfTheNewProcessHasCountedMore() {
    one(41, 100, 1000, SECOND);
    var reloaded = one(42, 1, 5000, SECOND);
    assertThat(server(reloaded.all(), 0).rate("stot")).isNaN();
    assertThat(reloaded.all().rate("CumReq")).isNaN();
    assertThat(server(one(42, 2, 5003, SECOND).all(), 0).rate("stot")).isEqualTo(3);
  }

  @Test
  void aRestartIsToldByTheUptimeWhereThePidIsTheSame() {
    one(8, 100, 1000, SECOND);
    assertThat(server(one(8, 3, 5000, SECOND).all(), 0).rate("stot")).isNaN();
  }

  @Property(tries = 200)
  void noRateIsEverNegativeOrMoreThanWhatWasCounted(
      @ForAll @Size(min = 2, max = 10) List<@LongRange(min = 0, max = 1000) Long> counters) {
    var all = new Passes();
    for (long counter : counters) {
      var sample = all.answer(ONE, info(41, 100, counter), server("app", counter)).after(SECOND);
      assertThat(server(sample.all(), 0).rate("stot"))
          .satisfiesAnyOf(
              rate -> assertThat(rate).isNaN(), rate -> assertThat(rate).isBetween(0.0, 1000.0));
      assertThat(sample.all().rate("CumReq"))
          .satisfiesAnyOf(
              rate -> assertThat(rate).isNaN(), rate -> assertThat(rate).isBetween(0.0, 1000.0));
    }
  }

  @Test
  void processesAreOneAndCanBeSeenApart() {
    for (int i = 0; i < 2; i++) {
      passes
          .answer(ONE, info(41, 100, 0), server("app", 10 + 5 * i))
          .answer(TWO, info(42, 100, 0), server("app", 100 + i));
      if (i == 0) {
        passes.after(SECOND);
      }
    }
    var sample = passes.after(SECOND);

    assertThat(server(sample.all(), 0).number("stot")).isEqualTo(116);
    assertThat(server(sample.all(), 0).rate("stot")).isEqualTo(6);
    assertThat(sample.each())
        .extracting(Figures::process)
        .containsExactly(Optional.of(ONE), Optional.of(TWO));
    assertThat(sample.each())
        .extracting(each -> server(each, 0).rate("stot"))
        .containsExactly(5.0, 1.0);
  }

  @Test
  void aReloadOfOneProcessLeavesTheRatesOfTheOthers() {
    passes
        .answer(ONE, info(41, 100, 0), server("app", 10))
        .answer(TWO, info(42, 100, 0), server("app", 100))
        .after(SECOND);
    var sample =
        passes
            .answer(ONE, info(43, 0, 0), server("app", 0))
            .answer(TWO, info(42, 101, 0), server("app", 107))
            .after(SECOND);

    assertThat(server(sample.all(), 0).rate("stot")).isNaN();
    assertThat(sample.each())
        .extracting(each -> server(each, 0).rate("stot"))
        .containsExactly(Double.NaN, 7.0);
  }

  @Test
  void aProcessThatDoesNotAnswerIsToldWithTheReasonAndTheOthersAreShown() {
    var sample =
        passes
            .answer(ONE, info(41, 100, 0), server("app", 10))
            .silence(TWO, "nobody listens")
            .after(SECOND);

    assertThat(sample.silent()).isEqualTo(Map.of(TWO, "nobody listens"));
    assertThat(sample.processes()).isEqualTo(2);
    assertThat(server(sample.all(), 0).number("stot")).isEqualTo(10);
  }

  @Test
  void namesThatDifferByADotAndAnUnderscoreAreDifferentObjects() {
    var stat = server("a.b", 1) + "a_b, one, 2, UP, 2\n";
    var sample = passes.answer(ONE, info(41, 100, 0), stat).after(SECOND);

    assertThat(sample.all().of(ObjectKind.SERVER).size()).isEqualTo(2);
    assertThat(server(sample.all(), 1).fullName()).isEqualTo("a_b/one");
  }

  @Test
  void theCourseOfAnObjectFollowsItWhenRowsMove() {
    var before = server("app", 10) + "app, two, 2, UP, 100\n";
    var after = "pxname, svname, type, status, stot\napp, two, 2, UP, 103\napp, one, 2, UP, 11\n";
    passes.answer(ONE, info(41, 100, 0), before).after(SECOND);
    passes.answer(ONE, info(41, 101, 0), before).after(SECOND);
    var sample = passes.answer(ONE, info(41, 102, 0), after).after(SECOND);

    assertThat(server(sample.all(), 0).name()).isEqualTo("two");
    assertThat(server(sample.all(), 0).course()).containsExactly(Float.NaN, 0f, 3f);
    assertThat(server(sample.all(), 1).course()).containsExactly(Float.NaN, 0f, 1f);
  }

  @Test
  void whatACheckFindsIsRememberedWhenItIsAnotherThanBefore() {
    var head = "pxname, svname, type, status, check_status, check_code, last_chk\n";
    passes.answer(ONE, info(41, 100, 0), head + "app, one, 2, UP, L7OK, 200,\n").after(SECOND);
    passes.answer(ONE, info(41, 101, 0), head + "app, one, 2, UP, *~L7OK, 200,\n").after(SECOND);
    var sample =
        passes
            .answer(ONE, info(41, 102, 0), head + "app, one, 2, UP~1/3, L7STS, 503, sorry\n")
            .after(SECOND);

    assertThat(sample.checks())
        .extracting(CheckChange::server, CheckChange::status, CheckChange::check, CheckChange::text)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("one", "UP 1/3", "L7STS/503", "sorry"));
  }
}
