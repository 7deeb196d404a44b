package io.sunpress.cli.deadletters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Two partitions: the first has the young letters and is read first, the second the old ones. */
class OldestFirstOrderTest {
  private static final int MANY = 2_000;
  private static final long YOUNG = 1_000_000;

  private final List<DeadLetter> read = new ArrayList<>();
  private final List<TimedPosition> order =
      IntStream.range(0, 2 * MANY)
          .mapToObj(
              i ->
                  i < MANY ? new TimedPosition(i, 1, i) : new TimedPosition(YOUNG + i, 0, i - MANY))
          .toList();
  private final OldestFirstOrder oldestFirst =
      new OldestFirstOrder(order, record -> DeadLetter.of(record, Optional.empty()), read::add);

  @Test
  void holdsAPartitionBackThatIsFarAhead() {
    int taken = 0;
    while (oldestFirst.hasRoom(0) && taken < MANY) {
      oldestFirst.accept(record(0, taken++, YOUNG + MANY + taken));
    }
    assertThat(taken).isEqualTo(500);
    assertThat(oldestFirst.hasRoom(1)).as("its letters are next").isTrue();
    assertThat(read).isEmpty();
    IntStream.range(0, MANY).forEach(i -> oldestFirst.accept(record(1, i, i)));
    assertThat(oldestFirst.hasRoom(0)).as("now it is its turn").isTrue();
    IntStream.range(taken, MANY)
        .forEach(i -> oldestFirst.accept(record(0, i, YOUNG + MANY + i + 1)));
    assertThat(read).extracting(DeadLetter::at).containsExactlyElementsOf(positions());
  }

  @Test
  void passesOverWhatIsNotWanted() {
    oldestFirst.accept(record(1, MANY + 7, 0));
    oldestFirst.accept(record(1, 0, 0));
    oldestFirst.accept(record(1, 0, 0));
    assertThat(read).extracting(DeadLetter::at).containsExactly(new DeadLetterPosition(1, 0));
  }

  private List<DeadLetterPosition> positions() {
    return order.stream().map(TimedPosition::at).toList();
  }

  private static ConsumerRecord<byte[], byte[]> record(int partition, long offset, long millis) {
    return new ConsumerRecord<>(
        "dead-letters",
        partition,
        offset,
        millis,
        TimestampType.LOG_APPEND_TIME,
        0,
        0,
        null,
        new byte[0],
        new RecordHeaders(),
        Optional.empty());
  }
}
