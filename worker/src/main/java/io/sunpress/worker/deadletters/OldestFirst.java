package io.sunpress.worker.deadletters;

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
 * Hands out letters oldest first, although partitions are read side by side. Of a partition that is
 * ahead of the others it keeps a few and then has no room for more.
 */
final class OldestFirst implements LetterReader.Reading {
  private static final int ROOM = 500;

  private final Map<Position, Letter> early = new HashMap<>();
  private final Map<Integer, Integer> held = new HashMap<>();
  private final Set<Position> wanted = new HashSet<>();
  private final Iterator<Ref> order;
  private final Function<ConsumerRecord<byte[], byte[]>, Letter> letters;
  private final Consumer<Letter> reader;
  private @Nullable Ref next;

  /**
   * @param order which letters, and in which order
   * @param letters makes a letter of its record
   * @param reader gets them
   */
  OldestFirst(
      List<Ref> order,
      Function<ConsumerRecord<byte[], byte[]>, Letter> letters,
      Consumer<Letter> reader) {
    order.forEach(ref -> wanted.add(ref.at()));
    this.order = order.iterator();
    this.letters = letters;
    this.reader = reader;
    advance();
  }

  @Override
  public void accept(ConsumerRecord<byte[], byte[]> record) {
    Position at = new Position(record.partition(), record.offset());
    if (wanted.remove(at)) {
      early.put(at, letters.apply(record));
      held.merge(record.partition(), 1, Integer::sum);
      handOut();
    }
  }

  /** Whoever comes next always gets in. */
  @Override
  public boolean hasRoom(int partition) {
    return next == null || next.partition() == partition || held.getOrDefault(partition, 0) < ROOM;
  }

  private void handOut() {
    while (next != null) {
      Letter letter = early.remove(next.at());
      if (letter == null) {
        return;
      }
      held.merge(next.partition(), -1, Integer::sum);
      reader.accept(letter);
      advance();
    }
  }

  private void advance() {
    next = order.hasNext() ? order.next() : null;
  }
}
