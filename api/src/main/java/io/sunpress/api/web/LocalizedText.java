package io.sunpress.api.web;

import java.util.Arrays;
import java.util.List;

/**
 * A text for people, which stands in the message catalogue of each language.
 *
 * @param keys of the catalogues; the first that is there counts
 * @param arguments for its placeholders, in their order
 */
public record LocalizedText(List<String> keys, List<String> arguments) {
  public LocalizedText {
    keys = List.copyOf(keys);
    arguments = List.copyOf(arguments);
  }

  /** Arguments appear as they are: numbers without separators. */
  public static LocalizedText of(String key, Object... arguments) {
    return firstOf(List.of(key), arguments);
  }

  /** The first of these that the catalogue has. */
  public static LocalizedText firstOf(List<String> keys, Object... arguments) {
    return new LocalizedText(keys, Arrays.stream(arguments).map(Object::toString).toList());
  }

  /** The text in the language that a client wants. */
  public String in(Language language) {
    return Messages.text(this, language);
  }
}
