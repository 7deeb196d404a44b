package io.sunpress.code;

/** How a refused character is shown to the caller: itself, or its number where it can't be seen. */
final class VisibleCharacter {
  private VisibleCharacter() {}

  static String at(String text, int index) {
    int character = text.codePointAt(index);
    return isVisible(character) ? Character.toString(character) : "U+%04X".formatted(character);
  }

  private static boolean isVisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
