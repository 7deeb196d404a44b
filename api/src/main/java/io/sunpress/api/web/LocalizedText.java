package io.sunpress.api.web;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/**
 * A text for people, which stands in the message catalogue of each language.
 *
 * @param key of the catalogues
 * @param arguments for its placeholders, in their order
 */
public record LocalizedText(String key, List<String> arguments) {
  public LocalizedText {
    Objects.requireNonNull(key, "key");
    arguments = List.copyOf(arguments);
  }

  /** Arguments appear as they are: numbers without separators. */
  public static LocalizedText of(String key, Object... arguments) {
    return new LocalizedText(key, Arrays.stream(arguments).map(Object::toString).toList());
  }

  /** The text in the language that a client wants. */
  public String in(Language language) {
    return Messages.text(this, language);
  }
}
