package io.sunpress.code;

import static io.sunpress.code.RefusalAssertions.assertRefused;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.Examples;
import java.net.URLDecoder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CodeSpecTest {
  private static final String AWKWARD_SCENE = "!#$&'()*+,/:;=?@-._~aZ09";

  @Test
  void needsASceneForAnUnlimitedCodeAlone() {
    assertRefused(
        () -> spec(CodeKind.UNLIMITED, "p", null, CodeStyle.DEFAULT, EnvVersion.RELEASE),
        RequestField.SCENE,
        ValidationErrorReason.MISSING);
    assertThat(
            spec(CodeKind.LIMITED, "p", null, CodeStyle.DEFAULT, EnvVersion.TRIAL).pathWithScene())
        .isEqualTo("p");
    assertThat(
            spec(CodeKind.SQUARE, "p", null, CodeStyle.DEFAULT, EnvVersion.RELEASE).pathWithScene())
        .isEqualTo("p");
  }

  @Test
  void handsASceneOverInAPathSoThatOneDecodingReadsIt() {
    String path =
        spec(CodeKind.LIMITED, "p/q", AWKWARD_SCENE, CodeStyle.DEFAULT, EnvVersion.RELEASE)
            .pathWithScene();

    assertThat(path).startsWith("p/q?scene=");
    String sent = path.substring("p/q?scene=".length());
    assertThat(sent).as("one query member").doesNotContain("&", "#", "=", "?", "+");
    assertThat(URLDecoder.decode(sent, UTF_8)).isEqualTo(AWKWARD_SCENE);
  }

  @ParameterizedTest
  @EnumSource(
      value = CodeKind.class,
      names = {"LIMITED", "SQUARE"})
  void countsTheSceneIntoThePathOfTheTwoCallsThatHaveNone(CodeKind kind) {
    String scene = "&".repeat(32);
    int query = "?scene=".length() + 3 * 32;
    String longest = "p".repeat(kind.maxPathLength() - query);

    assertThat(spec(kind, longest, scene, CodeStyle.DEFAULT, EnvVersion.RELEASE).pathWithScene())
        .hasSize(kind.maxPathLength());
    assertRefused(
            () -> spec(kind, longest + "p", scene, CodeStyle.DEFAULT, EnvVersion.RELEASE),
            RequestField.PAGE,
            ValidationErrorReason.TOO_LONG)
        .extracting(ValidationError::offending)
        .isEqualTo(String.valueOf(kind.maxPathLength() + 1));
  }

  @Test
  void leavesAnUnlimitedPagesLengthToThePageAlone() {
    String page = "p".repeat(PagePath.MAX_LENGTH);

    assertThat(
            spec(CodeKind.UNLIMITED, page, "a", CodeStyle.DEFAULT, EnvVersion.RELEASE)
                .page()
                .value())
        .hasSize(1024);
  }

  @Test
  void refusesAStyleThatASquareCodeCannotHave() {
    for (CodeStyle codeStyle :
        new CodeStyle[] {
          new CodeStyle(CodeWidth.DEFAULT, true, LineColor.BLACK, false),
          new CodeStyle(CodeWidth.DEFAULT, false, new LineColor(1, 0, 0), false),
          new CodeStyle(CodeWidth.DEFAULT, false, LineColor.BLACK, true)
        }) {
      assertRefused(
          () -> spec(CodeKind.SQUARE, "p", "a", codeStyle, EnvVersion.RELEASE),
          RequestField.KIND,
          ValidationErrorReason.NOT_ALLOWED);
    }
    assertRefused(
        () -> spec(CodeKind.SQUARE, "p", "a", CodeStyle.DEFAULT, EnvVersion.TRIAL),
        RequestField.ENV,
        ValidationErrorReason.NOT_ALLOWED);
  }

  @Test
  void isAPngWhereTheGroundIsTransparent() {
    CodeStyle hyaline = new CodeStyle(CodeWidth.DEFAULT, false, LineColor.BLACK, true);

    assertThat(spec(CodeKind.UNLIMITED, "p", "a", hyaline, EnvVersion.RELEASE).format())
        .isEqualTo(PictureFormat.PNG);
    assertThat(spec(CodeKind.UNLIMITED, "p", "a", CodeStyle.DEFAULT, EnvVersion.RELEASE).format())
        .isEqualTo(PictureFormat.JPEG);
  }

  private static CodeSpec spec(
      CodeKind kind, String page, String scene, CodeStyle codeStyle, EnvVersion env) {
    return new CodeSpec(
        Examples.APP,
        kind,
        new PagePath(page),
        Optional.ofNullable(scene).map(Scene::new),
        codeStyle,
        env,
        CodeRevision.NONE);
  }
}
