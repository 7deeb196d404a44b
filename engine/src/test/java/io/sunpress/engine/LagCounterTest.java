package io.sunpress.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

/**
 * Two partitions of which nothing has been taken. What fetches tell and what is, are two things.
 */
class LagCounterTest {
  private static final TopicPartition ZERO = new TopicPartition("t", 0);
  private static final TopicPartition ONE = new TopicPartition("t", 1);

  private final Map<TopicPartition, Long> toldByFetches = new HashMap<>();
  private final Broker consumer = new Broker();
  private final LagCounter lagCounter =
      new LagCounter(new AssignedPartitions(new InFlightLimit(1), (record, hand) -> {}, 1, 0, () -> false), this::nanos);
  private long now;

  private long nanos() {
    return now;
  }

  private long count() {
    now += Duration.ofSeconds(5).toNanos();
    lagCounter.countIfDue(consumer);
    return lagCounter.records();
  }

  @Test
  void believesFetchesOfWhatIsFetched() {
    toldByFetches.putAll(Map.of(ZERO, 3L, ONE, 4L));
    assertThat(count()).isEqualTo(7);
    assertThat(consumer.asked).as("whose answer would wait behind a fetch's").isZero();
  }

  @Test
  void asksTheBrokerForWhatIsPaused() {
    toldByFetches.putAll(Map.of(ZERO, 3L, ONE, 4L));
    consumer.updateEndOffsets(Map.of(ONE, 50L));
    consumer.pause(List.of(ONE));
    assertThat(count()).isEqualTo(53);
  }

  @Test
  void keepsItsLastCountWhereTheBrokerDoesNotAnswer() {
    toldByFetches.putAll(Map.of(ZERO, 3L, ONE, 4L));
    assertThat(count()).isEqualTo(7);
    consumer.pause(List.of(ONE));
    consumer.isAway = true;
    assertThat(count()).isEqualTo(7);
  }

  @Test
  void countsNoMoreOftenThanEveryFiveSeconds() {
    toldByFetches.put(ZERO, 3L);
    assertThat(count()).isEqualTo(3);
    toldByFetches.put(ZERO, 9L);
    now += Duration.ofMillis(4_999).toNanos();
    lagCounter.countIfDue(consumer);
    assertThat(lagCounter.records()).isEqualTo(3);
  }

  private final class Broker extends MockConsumer<byte[], byte[]> {
    private int asked;
    private boolean isAway;

    Broker() {
      super("earliest");
      assign(List.of(ZERO, ONE));
      updateBeginningOffsets(Map.of(ZERO, 0L, ONE, 0L));
    }

    @Override
    public OptionalLong currentLag(TopicPartition partition) {
      Long told = toldByFetches.get(partition);
      return told == null ? OptionalLong.empty() : OptionalLong.of(told);
    }

    @Override
    public Map<TopicPartition, Long> endOffsets(
        Collection<TopicPartition> partitions, Duration timeout) {
      asked++;
      if (isAway) {
        throw new TimeoutException("no answer");
      }
      return super.endOffsets(partitions, timeout);
    }
  }
}
