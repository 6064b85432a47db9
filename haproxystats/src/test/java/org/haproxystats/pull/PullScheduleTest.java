package org.haproxystats.pull;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class PullScheduleTest {
  private static final Instant START = Instant.parse("2026-11-01T00:00:03.250Z");
  private final PullSchedule schedule = new PullSchedule(START, Duration.ofSeconds(10));

  private static Instant at(String time) {
    return Instant.parse("2026-11-01T" + time + "Z");
  }

  @Test
  void ticksFollowTheStartWithoutDrift() {
    assertThat(schedule.next(START, at("00:00:03.270"))).isEqualTo(at("00:00:13.250"));
    assertThat(schedule.next(at("00:00:13.250"), at("00:00:14.900"))).isEqualTo(at("00:00:23.250"));
  }

  @Test
  void ticksThatALongPullMissedAreLeftOut() {
    var next = schedule.next(START, at("00:00:35.000"));
    assertThat(next).isEqualTo(at("00:00:43.250"));
    assertThat(schedule.missedBetween(START, next)).isEqualTo(3);
  }

  @Test
  void nothingIsMissedBetweenNeighbours() {
    assertThat(schedule.missedBetween(START, at("00:00:13.250"))).isZero();
  }

  @Test
  void aClockThatGoesBackALittleDoesNotRepeatATick() {
    assertThat(schedule.next(at("00:00:13.250"), at("00:00:13.249"))).isEqualTo(at("00:00:23.250"));
  }

  @Test
  void aClockThatGoesBackAMinuteIsBelieved() {
    assertThat(schedule.next(at("00:10:03.250"), at("00:09:05.000"))).isEqualTo(at("00:09:13.250"));
    assertThat(schedule.isTooFar(at("00:10:13.250"), at("00:09:13.000"))).isTrue();
    assertThat(schedule.isTooFar(at("00:10:13.250"), at("00:10:03.260"))).isFalse();
  }

  @Test
  void aLateAwakeningBelongsToTheLatestTick() {
    assertThat(schedule.latest(at("01:00:00.000"))).isEqualTo(at("00:59:53.250"));
    assertThat(schedule.latest(at("00:59:53.250"))).isEqualTo(at("00:59:53.250"));
  }

  @Test
  void anIntervalBelowASecondIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PullSchedule(START, Duration.ofMillis(999)))
        .withMessageContaining("pull-interval");
  }

  @Property
  void whileTheClockGoesOnNoSecondComesTwice(
      @ForAll @IntRange(min = 1, max = 60) int interval,
      @ForAll @IntRange(max = 999) int startMillis,
      @ForAll @LongRange(max = 300_000) long pullMillis,
      @ForAll @LongRange(max = 5_000) long lateMillis) {
    var start = Instant.ofEpochSecond(1_700_000_000, startMillis * 1_000_000L);
    var ticks = new PullSchedule(start, Duration.ofSeconds(interval));
    var next = ticks.next(start, start.plusMillis(pullMillis));
    var used = ticks.latest(next.plusMillis(lateMillis));
    assertThat(next).isAfter(start.plusMillis(pullMillis));
    assertThat(used.getEpochSecond()).isGreaterThan(start.getEpochSecond());
    assertThat(ticks.next(used, next.plusMillis(lateMillis)).getEpochSecond())
        .isGreaterThan(used.getEpochSecond());
  }
}
