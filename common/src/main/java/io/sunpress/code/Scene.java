package io.sunpress.code;

/**
 * The parameter that a code carries into its page: 1 to 32 characters of those that WeChat allows
 * (getUnlimitedQRCode). There is no {@code %} among them, so that nothing can be URL-encoded into
 * it.
 *
 * @param value the scene as it is sent
 */
public record Scene(String value) {
  /** WeChat's limit, in characters. */
  public static final int MAX_LENGTH = 32;

  private static final String SYMBOLS = "!#$&'()*+,/:;=?@-._~";

  public Scene {
    InvalidValueException.when(
        value.isEmpty(), RequestField.SCENE, ValidationErrorReason.EMPTY, "scene is empty");
    int wrong = firstRefused(value);
    InvalidValueException.when(
        wrong >= 0,
        RequestField.SCENE,
        ValidationErrorReason.BAD_CHARACTER,
        wrong < 0 ? "" : VisibleCharacter.at(value, wrong),
        "scene has a character that WeChat refuses; allowed are 0-9 A-Z a-z and " + SYMBOLS);
    InvalidValueException.when(
        value.length() > MAX_LENGTH,
        RequestField.SCENE,
        ValidationErrorReason.TOO_LONG,
        value.length(),
        "scene has " + value.length() + " characters, at most " + MAX_LENGTH);
  }

  /** Whether WeChat takes this character in a scene. */
  public static boolean allows(int character) {
    return (character >= '0' && character <= '9')
        || (character >= 'A' && character <= 'Z')
        || (character >= 'a' && character <= 'z')
        || SYMBOLS.indexOf(character) >= 0;
  }

  private static int firstRefused(String value) {
    for (int i = 0; i < value.length(); i++) {
      if (!allows(value.charAt(i))) {
        return i;
      }
    }
    return -1;
  }

  @Override
  public String toString() {
    return value;
  }
}
