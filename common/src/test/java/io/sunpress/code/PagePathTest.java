package io.sunpress.code;

import static io.sunpress.code.RefusalAssertions.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.SeededRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagePathTest {
  private static final String LETTERS = "abcxyzABC0189_-.~页面詳細+ü";

  @Test
  void isOneSpellingOfAPage() {
    RandomGenerator random = SeededRandom.random("isOneSpellingOfAPage");
    for (int i = 0; i < 10_000; i++) {
      String text = somePage(random);
      PagePath page = new PagePath(text);

      assertThat(page).hasToString(text);
      assertThat(new PagePath(page.value())).as("again").isEqualTo(page);
      assertThat(new PagePath("/" + text)).as("with a slash").isEqualTo(page);
    }
  }

  @Test
  void refusesAPageThatIsMissingInAllButForm() {
    assertRefused(() -> new PagePath(""), RequestField.PAGE, ValidationErrorReason.EMPTY);
    assertRefused(() -> new PagePath("/"), RequestField.PAGE, ValidationErrorReason.EMPTY);
    assertRefused(() -> new PagePath("   "), RequestField.PAGE, ValidationErrorReason.BLANK);
    assertRefused(() -> new PagePath("/ \t"), RequestField.PAGE, ValidationErrorReason.BLANK);
    assertRefused(() -> new PagePath("\u3000"), RequestField.PAGE, ValidationErrorReason.BLANK);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "..", "../a", "a/../b", "a/..", "/../a", ".", "./a", "a/./b", "a/.", "//a", "///", "a//b",
        "a/", "//"
      })
  void refusesStepsAndEmptySegments(String text) {
    assertRefused(() -> new PagePath(text), RequestField.PAGE, ValidationErrorReason.BAD_FORM);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a..b", "...", "a/..b", "a./b", "a/.well-known"})
  void takesDotsThatAreNoSteps(String text) {
    assertThat(new PagePath(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"?", "#", "%", "\\", " ", "\u00a0", "\u2028", "\u3000", "\u0085"})
  void refusesACharacterThatAPathCannotHave(String character) {
    for (String text : around(character)) {
      assertRefused(
          () -> new PagePath(text), RequestField.PAGE, ValidationErrorReason.BAD_CHARACTER);
    }
  }

  @Test
  void refusesEveryControlCharacterAndEveryHalfCharacter() {
    int refused = 0;
    for (int c = 0; c <= 0xffff; c++) {
      char character = (char) c;
      if (Character.isISOControl(character) || Character.isSurrogate(character)) {
        for (String text : around(String.valueOf(character))) {
          assertRefused(
              () -> new PagePath(text), RequestField.PAGE, ValidationErrorReason.BAD_CHARACTER);
        }
        refused++;
      }
    }
    assertThat(refused).as("controls and halves").isEqualTo(65 + 2048);
  }

  @Test
  void refusesHalvesInTheWrongOrderAndTakesAWholeCharacter() {
    assertRefused(
        () -> new PagePath("a\udf1e\ud83cb"),
        RequestField.PAGE,
        ValidationErrorReason.BAD_CHARACTER);
    assertRefused(
        () -> new PagePath("a\ud83c\udf1e\udf1e"),
        RequestField.PAGE,
        ValidationErrorReason.BAD_CHARACTER);
    assertThat(new PagePath("a\ud83c\udf1eb").value()).hasSize(4);
  }

  @Test
  void countsUpTo1024CharactersWithoutTheSlash() {
    String longest = "p".repeat(PagePath.MAX_LENGTH);

    assertThat(new PagePath("/" + longest)).hasToString(longest);
    assertRefused(
            () -> new PagePath(longest + "p"), RequestField.PAGE, ValidationErrorReason.TOO_LONG)
        .extracting(ValidationError::offending)
        .isEqualTo("1025");
  }

  private static String[] around(String character) {
    return new String[] {"a" + character + "b", character + "b", "a/" + character, "a" + character};
  }

  private static String somePage(RandomGenerator random) {
    return IntStream.rangeClosed(0, random.nextInt(5))
        .mapToObj(i -> "p" + SeededRandom.text(random, LETTERS, random.nextInt(12)))
        .collect(Collectors.joining("/"));
  }
}
