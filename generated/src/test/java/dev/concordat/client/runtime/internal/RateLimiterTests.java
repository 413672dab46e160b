package dev.concordat.client.runtime.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimiterTests {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void theFirstOnesDoNotWaitAndTheNextOneWaitsForTheFirstToBeOld() {
    RateLimiter limiter = new RateLimiter(2, Duration.ofSeconds(60));

    assertThat(limiter.reserve(0)).isZero();
    assertThat(limiter.reserve(10 * SECOND)).isZero();
    assertThat(limiter.reserve(20 * SECOND)).isEqualTo(Duration.ofSeconds(40));
    assertThat(limiter.reserve(20 * SECOND)).isEqualTo(Duration.ofSeconds(50));
    assertThat(limiter.reserve(20 * SECOND)).isEqualTo(Duration.ofSeconds(100));
  }

  @Test
  void afterAPauseNobodyWaits() {
    RateLimiter limiter = new RateLimiter(1, Duration.ofSeconds(60));

    assertThat(limiter.reserve(0)).isZero();
    assertThat(limiter.reserve(60 * SECOND)).isZero();
    assertThat(limiter.reserve(119 * SECOND)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void aPlaceThatWasNotUsedIsThereForTheNextOne() {
    RateLimiter limiter = new RateLimiter(1, Duration.ofSeconds(60));

    assertThat(limiter.reserve(0)).isZero();
    assertThat(limiter.reserve(20 * SECOND)).isEqualTo(Duration.ofSeconds(40));
    limiter.giveBack(60 * SECOND);
    assertThat(limiter.reserve(30 * SECOND)).isEqualTo(Duration.ofSeconds(30));
    assertThat(limiter.reserve(30 * SECOND)).isEqualTo(Duration.ofSeconds(90));
  }

  @Test
  void aClockThatRunsOverIsNoTrouble() {
    RateLimiter limiter = new RateLimiter(1, Duration.ofSeconds(60));

    assertThat(limiter.reserve(Long.MAX_VALUE - SECOND)).isZero();
    assertThat(limiter.reserve(Long.MAX_VALUE)).isEqualTo(Duration.ofSeconds(59));
  }
}
