package io.sunpress.api.ledger;

import io.sunpress.api.ledger.entry.LedgerEntry;
import io.sunpress.api.ledger.entry.RequestFingerprint;
import io.sunpress.code.CodeId;
import io.sunpress.request.CodeRequest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/**
 * Requests that this process published and has not read back yet: acknowledged, so they will be
 * read.
 */
final class PendingRequests {
  private record Note(CodeRequest request, Instant askedAt) {
    LedgerEntry over(LedgerEntry entry) {
      return entry
          .asked(askedAt, Optional.of(request.picture()))
          .requestedBy(RequestFingerprint.of(request, askedAt));
    }
  }

  private final Map<CodeId, List<Note>> notes = new ConcurrentHashMap<>();

  /**
   * Notes a request.
   *
   * @param stored reads what is stored: a request that was read back first leaves no note behind
   */
  void add(CodeRequest request, Instant askedAt, Supplier<LedgerEntry> stored) {
    notes.merge(request.id(), List.of(new Note(request, askedAt)), PendingRequests::both);
    forget(request.id(), stored.get());
  }

  /**
   * What is known with the notes. They are read before the store: one that is gone by then has been
   * read back and stored.
   */
  LedgerEntry over(CodeId id, Supplier<LedgerEntry> stored) {
    List<Note> pending = notes.getOrDefault(id, List.of());
    LedgerEntry entry = stored.get();
    for (Note note : pending) {
      entry = note.over(entry);
    }
    return entry;
  }

  /** Drops the notes that have been read back; to be called after the entry was stored. */
  void forget(CodeId id, LedgerEntry stored) {
    if (notes.isEmpty()) {
      return;
    }
    notes.computeIfPresent(
        id,
        (key, pending) -> {
          List<Note> left =
              pending.stream().filter(note -> !stored.wasAskedSince(note.askedAt())).toList();
          return left.isEmpty() ? null : left;
        });
  }

  private static List<Note> both(List<Note> some, List<Note> more) {
    List<Note> all = new ArrayList<>(some);
    all.addAll(more);
    return List.copyOf(all);
  }
}
