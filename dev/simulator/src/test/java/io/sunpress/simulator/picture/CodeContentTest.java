package io.sunpress.simulator.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CodeContentTest {
  @Test
  void isReadableByItself() {
    assertThat(new CodeContent("wx1", "pages/a/b", "a=1&b=2", "", "release").text())
        .isEqualTo("sunpress-sim:1?app=wx1&page=pages/a/b&scene=a%3D1%26b%3D2&env=release");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a=1&b=2", "a+b", "%", "#/?;:@", "商品 1", "~!*'()", "\u0000"})
  void anyValueComesBack(String value) {
    CodeContent unlimited = new CodeContent("wx1", value, value, "", "trial");
    assertThat(CodeContent.parse(unlimited.text())).isEqualTo(unlimited);
    CodeContent limited = new CodeContent("wx1", "", "", value, "release");
    assertThat(CodeContent.parse(limited.text())).isEqualTo(limited);
    assertThat(limited.text()).matches("\\p{ASCII}+");
  }

  @Test
  void refusesOtherTexts() {
    assertThatThrownBy(() -> CodeContent.parse("https://example.org"))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
