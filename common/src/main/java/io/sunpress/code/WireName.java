package io.sunpress.code;

import java.util.Arrays;
import java.util.Locale;

/** Reads an enum constant by the lower-case name that it has in a message. */
final class WireName {
  private WireName() {}

  static String of(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static <E extends Enum<E>> E read(Class<E> type, RequestField requestField, String word) {
    E[] constants = type.getEnumConstants();
    return Arrays.stream(constants)
        .filter(constant -> of(constant).equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new InvalidValueException(
                    ValidationError.of(
                        requestField,
                        ValidationErrorReason.BAD_FORM,
                        requestField.wireName()
                            + " is not one of "
                            + Arrays.stream(constants).map(WireName::of).toList())));
  }
}
