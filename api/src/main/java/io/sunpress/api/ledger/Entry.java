package io.sunpress.api.ledger;

import io.sunpress.code.AppId;
import io.sunpress.code.PictureKey;
import io.sunpress.message.CodeAnswer;
import io.sunpress.message.CodeState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What the ledger knows of one code.
 *
 * @param state asked, ready, failed, with their precedence
 * @param picture where its picture is or will be; empty where only a failure is known
 * @param trail where its last question is, and what that waits for
 * @param deletedAt when the code was deleted; questions that are not newer count no more
 */
public record Entry(
    CodeState state, Optional<PictureKey> picture, Trail trail, Optional<Instant> deletedAt) {
  /** Nobody asked, nobody answered. */
  public static final Entry NONE =
      new Entry(CodeState.UNKNOWN, Optional.empty(), Trail.NONE, Optional.empty());

  public Entry {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(picture, "picture");
    Objects.requireNonNull(trail, "trail");
    Objects.requireNonNull(deletedAt, "deletedAt");
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
  public Optional<Delay> delay() {
    return status() == CodeState.Status.QUEUED
        ? state.askedAt().flatMap(trail::waiting)
        : Optional.empty();
  }

  /** Whose it is; empty where the question did not say and only a question is known. */
  public Optional<AppId> app() {
    return picture.map(PictureKey::app).or(() -> state.failed().map(CodeAnswer.Failed::app));
  }

  Entry asked(Instant at, Optional<PictureKey> where) {
    return asked(at, where, Optional.empty(), 0);
  }

  Entry asked(Instant at, Optional<PictureKey> where, Optional<Place> place, int turns) {
    return wasDeletedSince(at)
        ? this
        : new Entry(
            state.asked(at),
            picture.or(() -> where),
            trail.asked(state.askedAt(), at, place, turns),
            deletedAt);
  }

  Entry delayed(Delay delay, Optional<PictureKey> where) {
    return wasDeletedSince(delay.askedAt())
        ? this
        : new Entry(
            state.asked(delay.askedAt()),
            picture.or(() -> where),
            trail.delayed(state.askedAt(), delay),
            deletedAt);
  }

  Entry answered(CodeAnswer codeAnswer) {
    Optional<PictureKey> where =
        codeAnswer instanceof CodeAnswer.Ready ready ? Optional.of(ready.picture()) : picture;
    return new Entry(state.answered(codeAnswer), where, trail, deletedAt);
  }

  /** After the tombstone of its failure. */
  Entry withoutFailure() {
    return new Entry(
        new CodeState(state.askedAt(), state.ready(), Optional.empty()), picture, trail, deletedAt);
  }

  /**
   * After its own tombstone. Later questions stay: topics are read in any order, and a question
   * that was deleted with its code must not come back as one that nobody answers.
   */
  Entry deleted(Instant at) {
    Entry grave = new Entry(CodeState.UNKNOWN, Optional.empty(), Trail.NONE, Optional.of(at));
    Entry kept = state.askedAt().map(asked -> grave.asked(asked, picture)).orElse(grave);
    return kept.isUnknown() ? grave : new Entry(kept.state(), picture, trail, Optional.of(at));
  }

  /** What is known where its picture has turned out to be gone: only what came after that. */
  Entry withoutReady() {
    Instant then = state.ready().orElseThrow().askedAt();
    return new Entry(
        new CodeState(
            state.askedAt().filter(then::isBefore),
            Optional.empty(),
            state.failed().filter(failure -> then.isBefore(failure.askedAt()))),
        picture,
        trail,
        deletedAt);
  }

  boolean wasAskedSince(Instant at) {
    return state.askedAt().filter(asked -> !asked.isBefore(at)).isPresent();
  }

  private boolean wasDeletedSince(Instant at) {
    return deletedAt.filter(deleted -> !at.isAfter(deleted)).isPresent();
  }
}
