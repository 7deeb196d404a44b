package io.sunpress.worker.press;

import java.time.Duration;
import java.time.Instant;

/** What is to be done with a job next. */
sealed interface Step {

  /** It has ended. */
  record End(Outcome outcome) implements Step {}

  /** It goes on after a time. */
  record Rest(Duration time) implements Step {}

  /**
   * It goes on when the store can be used again.
   *
   * @param cause why it can't, without keys
   */
  record AwaitStore(String cause) implements Step {}

  /** It goes on when it is its turn at WeChat. */
  record AwaitTurn() implements Step {}

  /**
   * It goes on when its app takes calls again, if that is soon enough.
   *
   * @param time until then
   * @param until the same by the clock
   */
  record AwaitOpening(Duration time, Instant until) implements Step {}

  /** It is left to whoever has its partition next. */
  record HandBack() implements Step {}

  /** One case for each kind of step. */
  interface Cases {
    void end(Outcome outcome);

    void rest(Duration time);

    void awaitStore(String cause);

    void awaitTurn();

    void awaitOpening(Duration time, Instant until);

    void handBack();
  }

  /** Exhaustive choice, until Java 17 can switch over sealed types. */
  default void to(Cases cases) {
    if (this instanceof End end) {
      cases.end(end.outcome());
    } else if (this instanceof Rest rest) {
      cases.rest(rest.time());
    } else if (this instanceof AwaitStore store) {
      cases.awaitStore(store.cause());
    } else if (this instanceof AwaitTurn) {
      cases.awaitTurn();
    } else if (this instanceof AwaitOpening opening) {
      cases.awaitOpening(opening.time(), opening.until());
    } else {
      cases.handBack();
    }
  }
}
