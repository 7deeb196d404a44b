package io.sunpress.worker.wechat.token;

import io.sunpress.worker.wechat.ReplyErrorMapper;
import io.sunpress.worker.wechat.WeChatReply;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads what was answered to a question for a token. */
final class TokenResponseParser {
  /** Where nobody says how long a token lives, it is asked for again after this time. */
  private static final Duration UNTOLD = Duration.ofMinutes(1);

  /** WeChat's live for two hours; whoever says more than this is not believed. */
  private static final Duration LONGEST = Duration.ofDays(1);

  private TokenResponseParser() {}

  static TokenSourceResult offer(
      WeChatReply reply, Instant asked, ReplyErrorMapper replyErrorMapper) {
    Optional<TokenJson> found =
        reply instanceof WeChatReply.Document document ? TokenJson.of(document) : Optional.empty();
    return found
        .<TokenSourceResult>map(document -> living(document, asked))
        .orElseGet(() -> new TokenSourceResult.Nothing(reply.fold(replyErrorMapper)));
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
