package io.sunpress.worker.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeRevision;
import io.sunpress.code.CodeSpec;
import io.sunpress.code.CodeStyle;
import io.sunpress.code.CodeWidth;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.LineColor;
import io.sunpress.code.PagePath;
import io.sunpress.code.Scene;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CodeCallBodyTest {

  @Test
  void hasTheDocumentedMembersOfUnlimited() {
    CodeStyle codeStyle = new CodeStyle(new CodeWidth(300), false, new LineColor(1, 2, 3), true);
    assertThat(body(CodeKind.UNLIMITED, codeStyle, false))
        .isEqualTo(
            """
            {"scene":"a=1&b=","page":"pages/a","check_path":false,"env_version":"trial",\
            "width":300,"auto_color":false,"line_color":{"r":1,"g":2,"b":3},"is_hyaline":true}""");
  }

  @Test
  void leavesTheColourToWeChatWhereItIsAsked() {
    CodeStyle codeStyle = new CodeStyle(CodeWidth.DEFAULT, true, LineColor.BLACK, false);
    assertThat(body(CodeKind.UNLIMITED, codeStyle, true))
        .contains("\"auto_color\":true", "\"check_path\":true")
        .doesNotContain("line_color");
  }

  @Test
  void hasNoSceneAndNoCheckInLimited() {
    assertThat(body(CodeKind.LIMITED, CodeStyle.DEFAULT, true))
        .isEqualTo(
            """
            {"path":"pages/a?scene=a%3D1%26b%3D","env_version":"trial","width":430,\
            "auto_color":false,"line_color":{"r":0,"g":0,"b":0},"is_hyaline":false}""");
  }

  @Test
  void hasPathAndWidthAloneInSquare() {
    CodeSpec spec =
        new CodeSpec(
            new AppId("wx0123456789abcdef"),
            CodeKind.SQUARE,
            new PagePath("pages/a"),
            Optional.empty(),
            CodeStyle.DEFAULT,
            EnvVersion.RELEASE,
            CodeRevision.NONE);
    assertThat(text(spec, true)).isEqualTo("{\"path\":\"pages/a\",\"width\":430}");
  }

  private static String body(CodeKind kind, CodeStyle codeStyle, boolean checkPath) {
    return text(
        new CodeSpec(
            new AppId("wx0123456789abcdef"),
            kind,
            new PagePath("/pages/a"),
            Optional.of(new Scene("a=1&b=")),
            codeStyle,
            EnvVersion.TRIAL,
            new CodeRevision("2")),
        checkPath);
  }

  private static String text(CodeSpec spec, boolean checkPath) {
    return new String(CodeCallBody.of(spec, checkPath), StandardCharsets.UTF_8);
  }
}
