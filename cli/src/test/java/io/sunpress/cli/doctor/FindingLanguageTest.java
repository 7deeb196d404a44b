package io.sunpress.cli.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FindingLanguageTest {
  private static final List<String> ARGUMENTS = List.of("1st", "2nd", "3rd");

  @Test
  void bothLanguagesHaveTheSameTexts() {
    assertThat(keys(Locale.ENGLISH)).isEqualTo(keys(Locale.CHINESE)).hasSizeGreaterThan(40);
  }

  @Test
  void bothLanguagesUseTheSameArguments() {
    for (String key : keys(Locale.ENGLISH)) {
      String en = FindingLanguage.EN.text(key, ARGUMENTS);
      String zh = FindingLanguage.ZH.text(key, ARGUMENTS);
      assertThat(en + zh).as(key).doesNotContain("{", "''");
      assertThat(zh).as(key).containsPattern("[\\u4e00-\\u9fa5]");
    }
  }

  @Test
  void putsTextsOfOthersOnOneLine() {
    assertThat(FindingLanguage.EN.text("settings.wrong", List.of("a\u001b[2J\nb\u2028c")))
        .isEqualTo("a [2J b c");
  }

  private static Set<String> keys(Locale locale) {
    return ResourceBundle.getBundle(
            "doctor",
            locale,
            ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES))
        .keySet();
  }
}
