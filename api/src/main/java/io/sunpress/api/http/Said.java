package io.sunpress.api.http;

import java.util.Objects;

/**
 * A sentence in both languages.
 *
 * @param english for most programmers
 * @param chinese for most users
 */
public record Said(String english, String chinese) {
  public Said {
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
