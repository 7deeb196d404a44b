package io.sunpress.message;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/**
 * What is known of one code: what was asked last, and what was answered. Ready beats every failure;
 * a failure counts only if it answers a question that is not older than the last one; between
 * answers of one kind the later question's wins. Merging is order-free, so that topics can be read
 * in any order.
 *
 * @param askedAt the last question's append time
 * @param ready the picture, once there is one
 * @param failed the last failure
 */
public record CodeState(
    Optional<Instant> askedAt,
    Optional<CodeAnswer.Ready> ready,
    Optional<CodeAnswer.Failed> failed) {
  /** Nobody asked. */
  public static final CodeState UNKNOWN =
      new CodeState(Optional.empty(), Optional.empty(), Optional.empty());

  /** Complete, so that of two answers the same one is kept whichever is read first. */
  private static final Comparator<CodeAnswer> BY_QUESTION =
      Comparator.comparing(CodeAnswer::askedAt)
          .thenComparing(CodeAnswer::finishedAt)
          .thenComparingInt(CodeAnswer::attempts)
          .thenComparing(CodeAnswer::toString);

  public CodeState {
    Objects.requireNonNull(askedAt, "askedAt");
    Objects.requireNonNull(ready, "ready");
    Objects.requireNonNull(failed, "failed");
  }

  /** The state in one word. */
  public enum Status {
    UNKNOWN,
    QUEUED,
    READY,
    FAILED
  }

  /** The state in one word. */
  public Status status() {
    if (ready.isPresent()) {
      return Status.READY;
    }
    if (failed.filter(this::answersTheLastQuestion).isPresent()) {
      return Status.FAILED;
    }
    return askedAt.isPresent() ? Status.QUEUED : Status.UNKNOWN;
  }

  /** The state after a question was seen. */
  public CodeState asked(Instant at) {
    Instant latest = askedAt.filter(at::isBefore).orElse(at);
    return new CodeState(Optional.of(latest), ready, failed);
  }

  /** The state after an answer was seen. */
  public CodeState answered(CodeAnswer codeAnswer) {
    return codeAnswer instanceof CodeAnswer.Ready newReady
        ? new CodeState(askedAt, later(ready, newReady), failed)
        : new CodeState(askedAt, ready, later(failed, (CodeAnswer.Failed) codeAnswer));
  }

  private static <A extends CodeAnswer> Optional<A> later(Optional<A> known, A read) {
    return Optional.of(known.filter(old -> BY_QUESTION.compare(old, read) > 0).orElse(read));
  }

  private boolean answersTheLastQuestion(CodeAnswer.Failed failure) {
    return askedAt.filter(failure.askedAt()::isBefore).isEmpty();
  }
}
