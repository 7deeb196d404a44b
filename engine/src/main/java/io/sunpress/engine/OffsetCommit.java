package io.sunpress.engine;

import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What is sent to the broker at once, for these partitions as they are held now. */
record OffsetCommit(Map<OwnedPartition, CommitMetadata> bookmarks) {
  static final OffsetCommit NOTHING = new OffsetCommit(Map.of());

  OffsetCommit {
    bookmarks = Map.copyOf(bookmarks);
  }

  boolean isEmpty() {
    return bookmarks.isEmpty();
  }

  /** As they are sent. */
  Map<TopicPartition, OffsetAndMetadata> offsets() {
    return offsets(false);
  }

  /**
   * @param terse without what is finished beyond
   */
  Map<TopicPartition, OffsetAndMetadata> offsets(boolean terse) {
    return bookmarks.entrySet().stream()
        .collect(Collectors.toMap(entry -> entry.getKey().name, e -> written(e.getValue(), terse)));
  }

  private static OffsetAndMetadata written(CommitMetadata commitMetadata, boolean terse) {
    return (terse ? commitMetadata.terse() : commitMetadata).written();
  }
}
