package io.sunpress.api.ledger.entry;

import io.sunpress.code.AppId;
import io.sunpress.code.PictureKey;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeState;
import io.sunpress.request.CodeRequest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the ledger knows of one code.
 *
 * @param state asked, ready, failed, with their precedence
 * @param picture where its picture is or will be; empty where only a failure is known
 * @param trail where its last question is, and what that waits for
 * @param deletedAt when the code was deleted; questions that are not newer count no more
 */
public record LedgerEntry(
    CodeState state,
    Optional<PictureKey> picture,
    RequestHistory trail,
    Optional<Instant> deletedAt) {
  /** Nobody asked, nobody answered. */
  public static final LedgerEntry NONE =
      new LedgerEntry(CodeState.UNKNOWN, Optional.empty(), RequestHistory.NONE, Optional.empty());

  public LedgerEntry {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(trail, "trail");
    Objects.requireNonNull(deletedAt, "deletedAt");
    if (state.ready().isPresent()) {
      trail = trail.openAfter(Instant.MAX);
    }
    if (state.failed().isPresent()) {
      trail = trail.openAfter(state.failed().get().askedAt());
    }
    if (deletedAt.isPresent()) {
      trail = trail.openAfter(deletedAt.get());
    }
  }

  /** The state in one word. */
  public CodeState.Status status() {
    return state.status();
  }

  /** Whether waiting for it makes sense no more: it is ready, or its last question failed. */
  public boolean isSettled() {
    return status() == CodeState.Status.READY || status() == CodeState.Status.FAILED;
  }

  /** Whether nobody has asked for it since it was deleted, if ever. */
  public boolean isUnknown() {
    return status() == CodeState.Status.UNKNOWN;
  }

  /** What its last question waits for, where a worker has put that aside. */
  public Optional<RequestDelay> delay() {
    return status() == CodeState.Status.QUEUED
        ? state.askedAt().flatMap(trail::waiting)
        : Optional.empty();
  }

  /** Whose it is; empty where the question did not say and only a question is known. */
  public Optional<AppId> app() {
    return picture.map(PictureKey::app).or(() -> state.failed().map(CodeAnswer.Failed::app));
  }

  public LedgerEntry asked(Instant at, Optional<PictureKey> where) {
    return asked(at, where, Optional.empty(), 0);
  }

  public LedgerEntry asked(
      Instant at, Optional<PictureKey> where, Optional<RecordPosition> place, int turns) {
    return wasDeletedSince(at)
        ? this
        : new LedgerEntry(
            state.asked(at),
            picture.or(() -> where),
            trail.asked(state.askedAt(), at, place, turns),
            deletedAt);
  }

  /** With the request that was asked or delayed, so that a retry is known as one. */
  public LedgerEntry requestedBy(RequestFingerprint request) {
    return new LedgerEntry(state, picture, trail.with(request), deletedAt);
  }

  /**
   * Whether a request that nothing has answered yet will be answered to this one's client as well.
   *
   * @param recent whether a request of then is not too old for it
   */
  public boolean isAskedLike(CodeRequest request, Predicate<Instant> recent) {
    return trail.open().stream()
        .anyMatch(open -> recent.test(open.askedAt()) && open.answers(request));
  }

  public LedgerEntry delayed(RequestDelay delay, Optional<PictureKey> where) {
    return wasDeletedSince(delay.askedAt())
        ? this
        : new LedgerEntry(
            state.asked(delay.askedAt()),
            picture.or(() -> where),
            trail.delayed(state.askedAt(), delay),
            deletedAt);
  }

  public LedgerEntry answered(CodeAnswer codeAnswer) {
    Optional<PictureKey> where =
        codeAnswer instanceof CodeAnswer.Ready ready ? Optional.of(ready.picture()) : picture;
    return new LedgerEntry(state.answered(codeAnswer), where, trail, deletedAt);
  }

  /** After the tombstone of its failure. */
  public LedgerEntry withoutFailure() {
    return new LedgerEntry(
        new CodeState(state.askedAt(), state.ready(), Optional.empty()), picture, trail, deletedAt);
  }

  /**
   * After its own tombstone. Later questions stay: topics are read in any order, and a question
   * that was deleted with its code must not come back as one that nobody answers.
   */
  public LedgerEntry deleted(Instant at) {
    LedgerEntry grave =
        new LedgerEntry(CodeState.UNKNOWN, Optional.empty(), RequestHistory.NONE, Optional.of(at));
    LedgerEntry kept = state.askedAt().map(asked -> grave.asked(asked, picture)).orElse(grave);
    return kept.isUnknown()
        ? grave
        : new LedgerEntry(kept.state(), picture, trail, Optional.of(at));
  }

  /** What is known where its picture has turned out to be gone: only what came after that. */
  public LedgerEntry withoutReady() {
    Instant then = state.ready().orElseThrow().askedAt();
    return new LedgerEntry(
        new CodeState(
            state.askedAt().filter(then::isBefore),
            Optional.empty(),
            state.failed().filter(failure -> then.isBefore(failure.askedAt()))),
        picture,
        trail,
        deletedAt);
  }

  public boolean wasAskedSince(Instant at) {
    return state.askedAt().filter(asked -> !asked.isBefore(at)).isPresent();
  }

  private boolean wasDeletedSince(Instant at) {
    return deletedAt.filter(deleted -> !at.isAfter(deleted)).isPresent();
  }
}
