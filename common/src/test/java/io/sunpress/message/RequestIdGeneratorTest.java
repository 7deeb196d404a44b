package io.sunpress.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestIdGeneratorTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-08-01T00:00:00Z"));
  private final RequestIdGenerator ids = new RequestIdGenerator(clock);

  @Test
  void areUuidsOfVersion7WithTheTimeInFront() {
    for (int i = 0; i < 1_000; i++) {
      UUID id = UUID.fromString(ids.next());

      assertThat(id.version()).isEqualTo(7);
      assertThat(id.variant()).isEqualTo(2);
      assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(clock.millis());
    }
  }

  @Test
  void sortByTheTimeTheyWereMade() {
    List<String> made = new ArrayList<>();
    for (int i = 0; i < 1_000; i++) {
      made.add(ids.next());
      clock.now = clock.now.plusMillis(1 + i % 7);
    }

    assertThat(made).isSorted();
  }

  @Test
  void differWithinAMillisecond() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      made.add(ids.next());
    }

    assertThat(made).hasSize(10_000);
  }

  private static final class SettableClock extends Clock {
    private Instant now;

    SettableClock(Instant now) {
      this.now = now;
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }
}
