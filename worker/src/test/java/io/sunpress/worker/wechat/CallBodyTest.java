package io.sunpress.worker.wechat;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeSpec;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.LineColor;
import io.sunpress.code.PagePath;
import io.sunpress.code.Revision;
import io.sunpress.code.Scene;
import io.sunpress.code.Style;
import io.sunpress.code.Width;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallBodyTest {

  @Test
  void hasTheDocumentedMembersOfUnlimited() {
    Style style = new Style(new Width(300), false, new LineColor(1, 2, 3), true);
    assertThat(body(CodeKind.UNLIMITED, style, false))
        .isEqualTo(
            """
            {"scene":"a=1&b=","page":"pages/a","check_path":false,"env_version":"trial",\
            "width":300,"auto_color":false,"line_color":{"r":1,"g":2,"b":3},"is_hyaline":true}""");
  }

  @Test
  void leavesTheColourToWeChatWhereItIsAsked() {
    Style style = new Style(Width.DEFAULT, true, LineColor.BLACK, false);
    assertThat(body(CodeKind.UNLIMITED, style, true))
        .contains("\"auto_color\":true", "\"check_path\":true")
        .doesNotContain("line_color");
  }

  @Test
  void hasNoSceneAndNoCheckInLimited() {
    assertThat(body(CodeKind.LIMITED, Style.DEFAULT, true))
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
            Style.DEFAULT,
            EnvVersion.RELEASE,
            Revision.NONE);
    assertThat(text(spec, true)).isEqualTo("{\"path\":\"pages/a\",\"width\":430}");
  }

  private static String body(CodeKind kind, Style style, boolean checkPath) {
    return text(
        new CodeSpec(
            new AppId("wx0123456789abcdef"),
            kind,
            new PagePath("/pages/a"),
            Optional.of(new Scene("a=1&b=")),
            style,
            EnvVersion.TRIAL,
            new Revision("2")),
        checkPath);
  }

  private static String text(CodeSpec spec, boolean checkPath) {
    return new String(CallBody.of(spec, checkPath), StandardCharsets.UTF_8);
  }
}
