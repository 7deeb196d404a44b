package io.sunpress.worker.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.secret.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of failures goes into events, answers and logs. */
class ReplyErrorMapperTest {
  @Test
  void aCredentialThatWeChatQuotesGoesNoFurther() {
    ReplyErrorMapper replyErrorMapper =
        new ReplyErrorMapper(ErrorPolicy::atCodeCall, Secret.of("89_canary"));
    WeChatReply.ApiError quoting =
        new WeChatReply.ApiError(40097, "invalid 89_canary, or 89_canary?", Optional.empty());
    assertThat(quoting.fold(replyErrorMapper).errmsg()).isEqualTo("invalid ***, or ***?");
  }

  /** Otherwise stars would be between all letters. */
  @Test
  void aTokenServiceWithoutABearerIsQuotedAsItIs() {
    ReplyErrorMapper replyErrorMapper =
        new ReplyErrorMapper("the token service", ErrorPolicy::elsewhere, Secret.of(""));
    WeChatReply.ApiError error = new WeChatReply.ApiError(40097, "invalid", Optional.empty());
    assertThat(error.fold(replyErrorMapper).errmsg()).isEqualTo("invalid");
  }
}
