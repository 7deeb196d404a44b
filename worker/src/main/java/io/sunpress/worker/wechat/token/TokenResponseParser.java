package io.sunpress.worker.wechat.token;

import io.sunpress.message.ErrorClass;
import io.sunpress.worker.wechat.ReplyErrorMapper;
import io.sunpress.worker.wechat.WeChatReply;
import java.time.Duration;
import java.time.Instant;

/** Reads what was answered to a question for a token. */
final class TokenResponseParser {
  /** Where nobody says how long a token lives, it is asked for again after this time. */
  private static final Duration UNTOLD = Duration.ofMinutes(1);

  /** WeChat's live for two hours; whoever says more than this is not believed. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private TokenResponseParser() {}

  /**
   * Reads it.
   *
   * @param withoutToken the class of an answer that holds no token
   */
  static TokenSourceResult offer(
      WeChatReply reply, Instant asked, ReplyErrorMapper errors, ErrorClass withoutToken) {
    return reply instanceof WeChatReply.Document document
        ? TokenJson.of(document)
            .map(found -> living(found, asked))
            .orElseGet(() -> nothing(document, errors, withoutToken))
        : new TokenSourceResult.Nothing(reply.fold(errors));
  }

  private static TokenSourceResult nothing(
      WeChatReply.Document document, ReplyErrorMapper errors, ErrorClass withoutToken) {
    String what = "JSON without a token; its members: " + TokenJson.members(document);
    return new TokenSourceResult.Nothing(errors.sent(withoutToken, what));
  }

  private static TokenSourceResult living(TokenJson found, Instant asked) {
    return found.seconds().isPresent()
        ? TokenSourceResult.living(found.token(), asked, life(found.seconds().getAsLong()))
        : new TokenSourceResult.Token(found.token(), asked.plus(UNTOLD), Instant.MAX);
  }

  private static Duration life(long seconds) {
    return Duration.ofSeconds(Math.max(0, Math.min(seconds, LONGEST.toSeconds())));
  }
}
