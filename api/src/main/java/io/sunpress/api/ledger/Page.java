package io.sunpress.api.ledger;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.code.InvalidValueException;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureName;
import io.sunpress.message.AnswerCodec;
import io.sunpress.message.AskedAt;
import io.sunpress.message.GenerateCode;
import io.sunpress.message.GenerateCodeCodec;
import io.sunpress.topic.Topics;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What one poll read: each code's entry once, however many of its records were in it. */
final class Page {
  private final Topics topics;
  private final Function<CodeId, Entry> stored;
  private final Map<CodeId, Entry> entries = new HashMap<>();

  /**
   * @param stored reads the entry that the records are added to
   */
  Page(Topics topics, Function<CodeId, Entry> stored) {
    this.topics = topics;
    this.stored = stored;
  }

  Map<CodeId, Entry> entries() {
    return entries;
  }

  /** Adds a record; one that is none of ours, or a newer version's, changes nothing. */
  void add(ConsumerRecord<String, byte[]> record) {
    if (record.key() == null) {
      return;
    }
    if (record.topic().equals(topics.answers())) {
      addAnswer(record.key(), record.value());
    } else {
      addQuestion(record);
    }
  }

  private void addQuestion(ConsumerRecord<String, byte[]> record) {
    CodeId.parse(record.key())
        .ifPresent(
            id ->
                change(
                    id,
                    entry ->
                        entry.asked(
                            AskedAt.of(record),
                            entry.picture().or(() -> picture(id, record.value())))));
  }

  private void addAnswer(String key, byte @Nullable [] value) {
    if (value == null) {
      AnswerCodec.id(key).ifPresent(id -> addTombstone(id, key));
    } else {
      AnswerCodec.read(key, value)
          .ifPresent(answer -> change(answer.id(), entry -> entry.answered(answer)));
    }
  }

  /** Who deletes a code deletes what is known of it; who deletes a failure, only that. */
  private void addTombstone(CodeId id, String key) {
    change(id, entry -> key.equals(id.value()) ? Entry.NONE : entry.withoutFailure());
  }

  private void change(CodeId id, Function<Entry, Entry> change) {
    Entry before = entries.get(id);
    entries.put(id, change.apply(before == null ? stored.apply(id) : before));
  }

  private static Optional<PictureName> picture(CodeId id, byte @Nullable [] message) {
    return GenerateCodeCodec.read(message)
        .fold(
            read -> picture(id, read.value()),
            invalid -> Optional.empty(),
            undecodable -> Optional.empty());
  }

  private static Optional<PictureName> picture(CodeId id, GenerateCode message) {
    if (message.app() == null) {
      return Optional.empty();
    }
    PictureFormat format =
        Boolean.TRUE.equals(message.hyaline()) ? PictureFormat.PNG : PictureFormat.JPEG;
    try {
      return Optional.of(new PictureName(new AppId(message.app()), id, format));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }
}
