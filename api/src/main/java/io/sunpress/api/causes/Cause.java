package io.sunpress.api.causes;

import io.sunpress.api.http.Said;
import java.util.Objects;

/**
 * What a failure means, in two languages.
 *
 * @param chinese what happened
 * @param chineseAdvice what to do
 * @param english what happened
 * @param englishAdvice what to do
 */
public record Cause(String chinese, String chineseAdvice, String english, String englishAdvice) {
  public Cause {
    Objects.requireNonNull(chinese, "chinese");
    Objects.requireNonNull(chineseAdvice, "chineseAdvice");
    Objects.requireNonNull(english, "english");
    Objects.requireNonNull(englishAdvice, "englishAdvice");
  }

  /** What happened. */
  public Said what() {
    return new Said(english, chinese);
  }

  /** What to do. */
  public Said advice() {
    return new Said(englishAdvice, chineseAdvice);
  }
}
