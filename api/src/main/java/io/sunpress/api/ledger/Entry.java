package io.sunpress.api.ledger;

import io.sunpress.code.AppId;
import io.sunpress.code.PictureName;
import io.sunpress.message.Answer;
import io.sunpress.message.CodeState;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * What the ledger knows of one code.
 *
 * @param state asked, ready, failed, with their precedence
 * @param picture where its picture is or will be; empty where only a failure is known
 */
public record Entry(CodeState state, Optional<PictureName> picture) {
  /** Nobody asked, nobody answered. */
  public static final Entry NONE = new Entry(CodeState.UNKNOWN, Optional.empty());

  public Entry {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(picture, "picture");
  }

  /** The state in one word. */
  public CodeState.Status status() {
    return state.status();
  }

  /** Whether waiting for it makes sense no more: it is ready, or its last question failed. */
  public boolean isSettled() {
    return status() == CodeState.Status.READY || status() == CodeState.Status.FAILED;
  }

  /** Whose it is; empty where the question did not say and only a question is known. */
  public Optional<AppId> app() {
    return picture.map(PictureName::app).or(() -> state.failed().map(Answer.Failed::app));
  }

  Entry asked(Instant at, Optional<PictureName> where) {
    return new Entry(state.asked(at), picture.or(() -> where));
  }

  Entry answered(Answer answer) {
    Optional<PictureName> where =
        answer instanceof Answer.Ready ready ? Optional.of(ready.picture()) : picture;
    return new Entry(state.answered(answer), where);
  }

  /** After the tombstone of its failure. */
  Entry withoutFailure() {
    return new Entry(new CodeState(state.askedAt(), state.ready(), Optional.empty()), picture);
  }

  boolean wasAskedSince(Instant at) {
    return state.askedAt().filter(asked -> !asked.isBefore(at)).isPresent();
  }
}
