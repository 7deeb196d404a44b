package io.sunpress.message;

import io.sunpress.code.ValidationError;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What went wrong, in the words of events and answers. Never holds a token, a secret or a URL.
 *
 * @param type the class
 * @param errcode WeChat's number, where WeChat spoke
 * @param errmsg WeChat's text or ours, English
 * @param rid WeChat's name for the call; WeChat can look it up for 7 days
 */
public record CodeError(ErrorClass type, OptionalInt errcode, String errmsg, Optional<String> rid) {
  public CodeError {
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(errcode, "errcode");
    Objects.requireNonNull(errmsg, "errmsg");
    Objects.requireNonNull(rid, "rid");
  }

  /** An error that WeChat has no number for. */
  public static CodeError of(ErrorClass type, String errmsg) {
    return new CodeError(type, OptionalInt.empty(), errmsg, Optional.empty());
  }

  /** A request that was refused before WeChat was asked. */
  public static CodeError of(ValidationError validationError) {
    return of(ErrorClass.REQUEST, validationError.detail());
  }
}
