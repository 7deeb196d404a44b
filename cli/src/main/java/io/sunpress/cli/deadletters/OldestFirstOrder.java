package io.sunpress.cli.deadletters;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Passes dead letters on oldest first, although partitions are read side by side. Of a partition
 * that is ahead of the others it keeps a few and then has no room for more.
 */
final class OldestFirstOrder implements DeadLetterReader.RecordHandler {
  private static final int ROOM = 500;

  private final Map<DeadLetterPosition, DeadLetter> early = new HashMap<>();
  private final Map<Integer, Integer> held = new HashMap<>();
  private final Set<DeadLetterPosition> wanted = new HashSet<>();
  private final Iterator<TimedPosition> order;
  private final Function<ConsumerRecord<byte[], byte[]>, DeadLetter> letters;
  private final Consumer<DeadLetter> action;
  private @Nullable TimedPosition next;

  /**
   * @param order which dead letters, and in which order
   * @param letters reads a record
   * @param action receives them
   */
  OldestFirstOrder(
      List<TimedPosition> order,
      Function<ConsumerRecord<byte[], byte[]>, DeadLetter> letters,
      Consumer<DeadLetter> action) {
    order.forEach(ref -> wanted.add(ref.at()));
    this.order = order.iterator();
    this.letters = letters;
    this.action = action;
    advance();
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    DeadLetterPosition at = new DeadLetterPosition(record.partition(), record.offset());
    if (wanted.remove(at)) {
      early.put(at, letters.apply(record));
      held.merge(record.partition(), 1, Integer::sum);
      passOn();
    }
  }

  /** There is always room for the next one. */
  @Override
  public boolean hasRoom(int partition) {
    return next == null || next.partition() == partition || held.getOrDefault(partition, 0) < ROOM;
  }

  private void passOn() {
    while (next != null) {
      DeadLetter letter = early.remove(next.at());
      if (letter == null) {
        return;
      }
      held.merge(next.partition(), -1, Integer::sum);
      action.accept(letter);
      advance();
    }
  }

  private void advance() {
    next = order.hasNext() ? order.next() : null;
  }
}
