package io.sunpress.api.web;

import java.util.Objects;

/**
 * What a failure means, in two languages.
 *
 * @param chinese what happened
 * @param chineseAdvice what to do
 * @param english what happened
 * @param englishAdvice what to do
 */
public record ErrorExplanation(
    String chinese, String chineseAdvice, String english, String englishAdvice) {
  public ErrorExplanation {
    Objects.requireNonNull(chinese, "chinese");
    Objects.requireNonNull(chineseAdvice, "chineseAdvice");
    Objects.requireNonNull(english, "english");
    Objects.requireNonNull(englishAdvice, "englishAdvice");
  }

  /** What happened. */
  public LocalizedText what() {
    return new LocalizedText(english, chinese);
  }

  /** What to do. */
  public LocalizedText advice() {
    return new LocalizedText(englishAdvice, chineseAdvice);
  }
}
