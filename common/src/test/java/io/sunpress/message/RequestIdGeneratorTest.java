package io.sunpress.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.parts.SettableClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestIdGeneratorTest {
  private final SettableClock clock = new SettableClock("2026-08-01T00:00:00Z");
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
      clock.advance(Duration.ofMillis(1 + i % 7));
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
}
