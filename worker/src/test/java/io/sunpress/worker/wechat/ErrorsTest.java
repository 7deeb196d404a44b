package io.sunpress.worker.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.secret.Secret;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of failures goes into events, answers and logs. */
class ErrorsTest {
  @Test
  void aCredentialThatWeChatQuotesGoesNoFurther() {
    Errors errors = new Errors(ErrorPolicy::atCodeCall, Secret.of("89_canary"));
    WeChatReply.ApiError quoting =
        new WeChatReply.ApiError(40097, "invalid 89_canary, or 89_canary?", Optional.empty());
    assertThat(quoting.fold(errors).errmsg()).isEqualTo("invalid ***, or ***?");
  }

  /** Otherwise stars would be between all letters. */
  @Test
  void aTokenServiceWithoutABearerIsQuotedAsItIs() {
    Errors errors = new Errors("the token service", ErrorPolicy::elsewhere, Secret.of(""));
    WeChatReply.ApiError error = new WeChatReply.ApiError(40097, "invalid", Optional.empty());
    assertThat(error.fold(errors).errmsg()).isEqualTo("invalid");
  }
}
