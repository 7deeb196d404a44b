package io.sunpress.api.ledger;

import io.sunpress.code.CodeId;
import io.sunpress.code.PictureKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Questions that this process asked and has not read back yet: acknowledged, so they will be read.
 */
final class Notes {
  private record Note(Instant askedAt, PictureKey picture) {}

  private final Map<CodeId, Note> notes = new ConcurrentHashMap<>();

  /**
   * Notes a question.
   *
   * @param stored reads what is stored: a question that was read back first leaves no note behind
   */
  void add(CodeId id, Instant askedAt, PictureKey picture, Function<CodeId, Entry> stored) {
    notes.merge(
        id,
        new Note(askedAt, picture),
        (old, added) -> old.askedAt().isAfter(added.askedAt()) ? old : added);
    forget(id, stored.apply(id));
  }

  /** What is known with the note: the stored entry, and that it was asked. */
  Entry over(CodeId id, Entry stored) {
    Note note = notes.get(id);
    return note == null ? stored : stored.asked(note.askedAt(), Optional.of(note.picture()));
  }

  /** Drops the note that has been read back; to be called after the entry was stored. */
  void forget(CodeId id, Entry stored) {
    if (notes.isEmpty()) {
      return;
    }
    notes.computeIfPresent(id, (key, note) -> stored.wasAskedSince(note.askedAt()) ? null : note);
  }
}
