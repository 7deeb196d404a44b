package io.sunpress.api.web;

import java.util.Objects;

/**
 * A sentence in both languages.
 *
 * @param english for most programmers
 * @param chinese for most users
 */
public record LocalizedText(String english, String chinese) {
  public LocalizedText {
    Objects.requireNonNull(english, "english");
    Objects.requireNonNull(chinese, "chinese");
  }

  /** The sentence as a client wants it. */
  public String in(Language language) {
    return switch (language) {
      case ENGLISH -> english;
      case CHINESE -> chinese;
    };
  }
}
