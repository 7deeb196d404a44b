package io.sunpress.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TokenBucketTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000_000_000L);

  private int taken(TokenBucket bucket, int asked) {
    int taken = 0;
    for (int i = 0; i < asked; i++) {
      taken += bucket.take().isEmpty() ? 1 : 0;
    }
    return taken;
  }

  @Test
  void givesTenSecondsWorthAtOnceAndThenItsRate() {
    TokenBucket bucket = new TokenBucket(600, nanos::get);
    assertThat(taken(bucket, 1_000)).isEqualTo(100);
    assertThat(bucket.take()).contains(Duration.ofMillis(100));
    // Over the clock's own end too: it may begin anywhere.
    nanos.addAndGet(Duration.ofSeconds(3).toNanos());
    assertThat(taken(bucket, 1_000)).isEqualTo(30);
  }

  @Test
  void savesNoMoreThanThat() {
    TokenBucket bucket = new TokenBucket(600, nanos::get);
    nanos.addAndGet(Duration.ofDays(10).toNanos());
    assertThat(taken(bucket, 1_000)).isEqualTo(100);
  }

  @Test
  void givesOneAtLeast() {
    TokenBucket bucket = new TokenBucket(1, nanos::get);
    assertThat(bucket.take()).isEmpty();
    assertThat(bucket.take()).contains(Duration.ofMinutes(1));
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    assertThat(bucket.take()).isEmpty();
  }
}
