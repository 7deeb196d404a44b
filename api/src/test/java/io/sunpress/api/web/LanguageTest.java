package io.sunpress.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.mock.web.MockHttpServletRequest;

class LanguageTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "zh | CHINESE",
        "zh-CN,zh;q=0.9,en;q=0.8 | CHINESE",
        "zh-Hant-TW | CHINESE",
        "fr, zh;q=0.5 | CHINESE",
        "en;q=0.4, zh;q=0.5 | CHINESE",
        "en | ENGLISH",
        "en-GB, zh | ENGLISH",
        "de | ENGLISH",
        "* | ENGLISH",
        "*;q=0.1, zh | CHINESE",
        "zh;q=0 | ENGLISH",
        "zh;q=x | ENGLISH",
        ",,; | ENGLISH",
        "zhuang | ENGLISH",
        "'' | ENGLISH"
      })
  void isTheOneThatIsLikedBest(String header, Language expected) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    request.addHeader("Accept-Language", header);
    assertThat(Language.of(request)).isEqualTo(expected);
  }
}
