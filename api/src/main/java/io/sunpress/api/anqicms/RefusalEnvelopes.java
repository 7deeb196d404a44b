package io.sunpress.api.anqicms;

import io.sunpress.api.web.AnqicmsEnvelope;
import io.sunpress.api.web.LocalizedText;
import io.sunpress.code.ValidationError;
import io.sunpress.code.ValidationErrorReason;
import java.util.List;

/** Why a request is refused, in AnqiCMS's numbers and in Chinese. */
final class RefusalEnvelopes {
  private RefusalEnvelopes() {}

  static AnqicmsEnvelope envelope(ValidationError error) {
    return AnqicmsEnvelope.error(code(error), text(error));
  }

  private static int code(ValidationError error) {
    ValidationErrorReason reason = error.reason();
    return switch (error.field()) {
      case PAGE ->
          reason == ValidationErrorReason.MISSING || reason == ValidationErrorReason.BLANK
              ? AnqicmsEnvelope.BAD_PATH
              : AnqicmsEnvelope.ERROR;
      case SCENE -> AnqicmsEnvelope.BAD_SCENE;
      case APP ->
          switch (reason) {
            case UNKNOWN, NOT_ALLOWED, BAD_FORM -> AnqicmsEnvelope.NO_RIGHT;
            default -> AnqicmsEnvelope.ERROR;
          };
      default -> AnqicmsEnvelope.ERROR;
    };
  }

  private static LocalizedText text(ValidationError error) {
    String field = "anqicms." + error.field().wireName();
    String reason = field + "." + error.reason().wireName();
    return LocalizedText.firstOf(
        error.offending().equals("?")
            ? List.of(reason + ".query", reason, field, "anqicms.field")
            : List.of(reason, field, "anqicms.field"),
        error.offending(),
        error.detail());
  }
}
