package io.sunpress.api.v1;

import io.sunpress.api.web.Language;
import io.sunpress.api.web.LocalizedText;
import io.sunpress.code.ValidationError;
import java.util.List;

/** Why a field is not acceptable, for people; the validator's own sentence is the English one. */
final class RefusalTexts {
  private RefusalTexts() {}

  static String detail(ValidationError error, Language language) {
    return switch (language) {
      case ENGLISH -> error.detail();
      case CHINESE -> text(error).in(language);
    };
  }

  private static LocalizedText text(ValidationError error) {
    String field = error.field().wireName();
    String reason = "field." + error.reason().wireName();
    String offending = error.offending();
    String shown =
        offending.isEmpty()
            ? ""
            : LocalizedText.of("field.offending", offending).in(Language.CHINESE);
    String bound =
        LocalizedText.firstOf(List.of("field.bound." + field, "field.bound")).in(Language.CHINESE);
    return LocalizedText.firstOf(
        offending.isEmpty()
            ? List.of(reason + "." + field, reason)
            : List.of(reason + ".counted." + field, reason + "." + field, reason),
        field,
        shown,
        bound,
        offending);
  }
}
