package io.sunpress.code;

import static io.sunpress.code.RefusalAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.SeededRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SceneTest {
  /** As WeChat's documentation lists them, not as the code does. */
  private static final String ALLOWED =
      "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$&'()*+,/:;=?@-._~";

  @Test
  void takesEverySceneOfWeChatsCharactersUpTo32() {
    RandomGenerator random = SeededRandom.random("takesEverySceneOfWeChatsCharactersUpTo32");
    for (int i = 0; i < 20_000; i++) {
      String text = SeededRandom.text(random, ALLOWED, 1 + random.nextInt(32));

      assertThat(new Scene(text)).hasToString(text);
    }
  }

  @Test
  void takesEachAllowedCharacterAloneAndNoOtherOfThem65536() {
    RandomGenerator random =
        SeededRandom.random("takesEachAllowedCharacterAloneAndNoOtherOfThem65536");
    for (int c = 0; c <= 0xffff; c++) {
      String character = String.valueOf((char) c);
      if (ALLOWED.contains(character)) {
        assertThat(new Scene(character).value()).isEqualTo(character);
      } else {
        String around = SeededRandom.text(random, ALLOWED, random.nextInt(32));
        int at = random.nextInt(around.length() + 1);
        String text = around.substring(0, at) + character + around.substring(at);

        assertRefused(
            () -> new Scene(text), RequestField.SCENE, ValidationErrorReason.BAD_CHARACTER);
      }
    }
  }

  @Test
  void refusesASceneOf33CharactersAndLonger() {
    RandomGenerator random = SeededRandom.random("refusesASceneOf33CharactersAndLonger");
    for (int length : new int[] {33, 34, 64, 1000, 100_000}) {
      String text = SeededRandom.text(random, ALLOWED, length);

      assertRefused(() -> new Scene(text), RequestField.SCENE, ValidationErrorReason.TOO_LONG)
          .extracting(ValidationError::offending)
          .isEqualTo(String.valueOf(length));
    }
  }

  @Test
  void refusesAnEmptyScene() {
    assertRefused(() -> new Scene(""), RequestField.SCENE, ValidationErrorReason.EMPTY);
  }

  @ParameterizedTest
  @CsvSource({
    "a%20b, %",
    "商品, 商",
    "'a b', U+0020",
    "'a\tb', U+0009",
    "a\u200bb, U+200B",
    "a\uD83C\uDF1Eb, \uD83C\uDF1E",
    "a\\b, \\",
    "a|b, |"
  })
  void showsTheCharacterThatItRefuses(String text, String shown) {
    assertRefused(() -> new Scene(text), RequestField.SCENE, ValidationErrorReason.BAD_CHARACTER)
        .extracting(ValidationError::offending)
        .isEqualTo(shown);
  }

  @Test
  void showsHalfACharacterByItsNumber() {
    assertRefused(
            () -> new Scene("a\ud83c"), RequestField.SCENE, ValidationErrorReason.BAD_CHARACTER)
        .extracting(ValidationError::offending)
        .isEqualTo("U+D83C");
  }
}
