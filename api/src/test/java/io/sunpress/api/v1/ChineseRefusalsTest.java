package io.sunpress.api.v1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sunpress.api.http.Language;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeRevision;
import io.sunpress.code.CodeWidth;
import io.sunpress.code.InvalidValueException;
import io.sunpress.code.LineColor;
import io.sunpress.code.PagePath;
import io.sunpress.code.RequestField;
import io.sunpress.code.Scene;
import io.sunpress.code.ValidationError;
import io.sunpress.code.ValidationErrorReason;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ChineseRefusalsTest {
  private static String told(ThrowingCallable wrong) {
    return told(catchThrowableOfType(InvalidValueException.class, wrong).refusal());
  }

  private static String told(ValidationError validationError) {
    return ChineseRefusals.detail(validationError).in(Language.CHINESE);
  }

  @Test
  void saysWhichNumbersWouldBeRight() {
    assertThat(told(() -> new CodeWidth(1))).isEqualTo("width超出范围：“1”，应为280到1280像素");
    assertThat(told(() -> new LineColor(0, 300, 0))).isEqualTo("lineColor超出范围：“300”，r、g、b应为0到255");
  }

  @Test
  void saysWhichCharactersWouldBeRight() {
    assertThat(told(() -> new Scene("a%b")))
        .isEqualTo("scene含有不支持的字符：“%”，只能使用数字、英文字母和!#$&'()*+,/:;=?@-._~");
    assertThat(told(() -> new PagePath("pages/a?b=1")))
        .isEqualTo("page含有不支持的字符：“?”，应为页面路径，例如pages/index/index，不带参数");
    assertThat(told(() -> new AppId("wx1"))).isEqualTo("app格式错误，应为wx加16位0-9a-f");
    assertThat(told(() -> new CodeRevision("a b")))
        .isEqualTo("revision格式错误，只能使用0-9 A-Z a-z . _ -，最多32个字符");
  }

  @Test
  void saysHowLongASceneMayBe() {
    assertThat(told(() -> new Scene("a".repeat(33)))).isEqualTo("scene过长：共33个字符，最多32个");
  }

  @Test
  void saysThatAPartOfTheColourIsMissingAndNotTheColour() {
    assertThat(
            told(
                ValidationError.of(
                    RequestField.LINE_COLOR, ValidationErrorReason.MISSING, "lineColor needs g")))
        .isEqualTo("lineColor缺少r、g或b：三个都是必填");
    assertThat(
            told(
                ValidationError.of(
                    RequestField.SCENE, ValidationErrorReason.MISSING, "scene is missing")))
        .isEqualTo("scene缺失：这是必填字段");
  }
}
