package io.sunpress.worker.wechat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads what was answered to a question for a token. */
final class TokenAnswers {
  /** Where nobody says how long a token lives, it is asked for again after this time. */
  private static final Duration UNTOLD = Duration.ofMinutes(1);

  /** WeChat's live for two hours; whoever says more than this is not believed. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private TokenAnswers() {}

  static TokenOffer offer(WeChatReply reply, Instant asked, Errors errors) {
    Optional<TokenDocument> found =
        reply instanceof WeChatReply.Document document
            ? TokenDocument.of(document)
            : Optional.empty();
    return found
        .<TokenOffer>map(document -> living(document, asked))
        .orElseGet(() -> new TokenOffer.Nothing(reply.fold(errors)));
  }

  private static TokenOffer living(TokenDocument found, Instant asked) {
    return found.seconds().isPresent()
        ? TokenOffer.living(found.token(), asked, life(found.seconds().getAsLong()))
        : new TokenOffer.Token(found.token(), asked.plus(UNTOLD), Instant.MAX);
  }

  private static Duration life(long seconds) {
    return Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST.toSeconds())));
  }
}
