package io.sunpress.api.asking;

import io.sunpress.api.ledger.Delay;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureKey;
import io.sunpress.code.ValidationError;
import io.sunpress.message.CodeAnswer;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** What asking came to. The doors translate it, each into its own words and numbers. */
public sealed interface Asking {

  /**
   * The picture can be fetched.
   *
   * @param answer which picture
   */
  record Ready(CodeAnswer.Ready answer) implements Asking {}

  /**
   * The broker has the question; the answer is to come.
   *
   * @param id the job
   * @param picture where the picture will be; empty where another version's question did not say
   * @param askedAt the broker's append time
   * @param delay why and until when a worker has put the question aside; empty while it is queued
   */
  record Pending(
      CodeId id, Optional<PictureKey> picture, Optional<Instant> askedAt, Optional<Delay> delay)
      implements Asking {}

  /**
   * There will be no picture, unless somebody asks again.
   *
   * @param answer why
   */
  record Failed(CodeAnswer.Failed answer) implements Asking {}

  /**
   * It can't be asked like this.
   *
   * @param refusal why
   */
  record Refused(ValidationError refusal) implements Asking {}

  /**
   * Nothing can be promised now. Asking again with the same request is always safe.
   *
   * @param why the reason
   */
  record Unavailable(Why why) implements Asking {}

  /** Why nothing can be promised. */
  enum Why {
    /** More questions wait for the broker than may: another one would only wait behind them. */
    TOO_MANY,
    /** Topics, bucket or id-key have not been found yet. */
    NOT_PREPARED,
    /** The broker did not say yes in time: whether it has the question is not known. */
    NOT_ACKNOWLEDGED,
    /** The ledger has not read far enough to tell. */
    NOT_CAUGHT_UP
  }

  /** What is done with each outcome. */
  record Cases<R>(
      Function<Ready, R> ready,
      Function<Pending, R> pending,
      Function<Failed, R> failed,
      Function<Refused, R> refused,
      Function<Unavailable, R> unavailable) {}

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default <R> R fold(Cases<R> cases) {
    if (this instanceof Ready r) {
      return cases.ready().apply(r);
    }
    if (this instanceof Pending p) {
      return cases.pending().apply(p);
    }
    if (this instanceof Failed f) {
      return cases.failed().apply(f);
    }
    return this instanceof Refused r
        ? cases.refused().apply(r)
        : cases.unavailable().apply((Unavailable) this);
  }
}
