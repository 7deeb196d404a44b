package io.sunpress.api.ledger.feed;

import io.sunpress.api.ledger.entry.LedgerEntry;
import io.sunpress.api.ledger.entry.RecordPosition;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureKey;
import io.sunpress.message.CodeAnswerCodec;
import io.sunpress.message.CodeState.Status;
import io.sunpress.request.Priority;
import io.sunpress.topic.Topics;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one poll read: each code's entry once, however many of its records were in it, and all that
 * was stored before with one look.
 */
public final class RecordBatch {
  private record Change(CodeId id, UnaryOperator<LedgerEntry> change) {}

  private final Topics topics;
  private final Set<String> shelves;
  private final List<Change> answers = new ArrayList<>();
  private final List<Change> questions = new ArrayList<>();

  public RecordBatch(Topics topics) {
    this.topics = topics;
    this.shelves = Set.copyOf(TopicLayout.shelves(topics));
  }

  /** Adds a record; one that is none of ours, or a newer version's, changes nothing. */
  public void add(ConsumerRecord<String, byte[]> record) {
    if (record.topic().equals(topics.answers())) {
      addAnswer(record);
    } else if (shelves.contains(record.topic())) {
      addDelay(new RequestRecord(record));
    } else {
      addQuestion(new RequestRecord(record));
    }
  }

  /**
   * The entries as they are after all records. Answers go first: a question whose code is ready
   * need not be read to know where the picture is.
   *
   * @param stored reads the entries that the records are added to, into a map for us to change; may
   *     be asked for one of them twice
   */
  public Map<CodeId, LedgerEntry> entries(
      Function<Collection<CodeId>, Map<CodeId, LedgerEntry>> stored) {
    List<CodeId> ids = new ArrayList<>(answers.size() + questions.size());
    answers.forEach(change -> ids.add(change.id()));
    questions.forEach(change -> ids.add(change.id()));
    Map<CodeId, LedgerEntry> entries = stored.apply(ids);
    apply(answers, entries);
    apply(questions, entries);
    return entries;
  }

  private static void apply(List<Change> changes, Map<CodeId, LedgerEntry> entries) {
    for (Change change : changes) {
      entries.compute(
          change.id(),
          (id, entry) -> change.change().apply(entry == null ? LedgerEntry.NONE : entry));
    }
  }

  private void addQuestion(RequestRecord question) {
    ConsumerRecord<String, byte[]> record = question.record();
    Priority priority = Priority.of(record.topic(), topics);
    Optional<RecordPosition> place =
        Optional.of(new RecordPosition(priority, record.partition(), record.offset()));
    add(
        question,
        (entry, picture) -> entry.asked(question.askedAt(), picture, place, question.turns()));
  }

  private void addDelay(RequestRecord question) {
    add(question, (entry, picture) -> entry.delayed(question.delay(), picture));
  }

  private void add(
      RequestRecord question, BiFunction<LedgerEntry, Optional<PictureKey>, LedgerEntry> change) {
    question
        .id()
        .ifPresent(id -> questions.add(new Change(id, entry -> add(question, id, entry, change))));
  }

  private static LedgerEntry add(
      RequestRecord question,
      CodeId id,
      LedgerEntry entry,
      BiFunction<LedgerEntry, Optional<PictureKey>, LedgerEntry> change) {
    if (entry.status() == Status.READY) {
      return change.apply(entry, entry.picture());
    }
    RequestRecord.Content content = question.content(id);
    LedgerEntry changed = change.apply(entry, content.picture());
    return content.fingerprint().map(changed::requestedBy).orElse(changed);
  }

  private void addAnswer(ConsumerRecord<String, byte[]> record) {
    String key = record.key();
    if (key == null) {
      return;
    }
    if (record.value() == null) {
      Instant at = Instant.ofEpochMilli(record.timestamp());
      CodeAnswerCodec.id(key).ifPresent(id -> answers.add(new Change(id, tombstone(id, key, at))));
    } else {
      CodeAnswerCodec.read(key, record.value())
          .ifPresent(answer -> answers.add(new Change(answer.id(), e -> e.answered(answer))));
    }
  }

  /** Who deletes a code deletes what is known of it; who deletes a failure, only that. */
  private static UnaryOperator<LedgerEntry> tombstone(CodeId id, String key, Instant at) {
    return key.equals(id.value()) ? entry -> entry.deleted(at) : LedgerEntry::withoutFailure;
  }
}
