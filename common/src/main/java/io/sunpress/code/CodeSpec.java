package io.sunpress.code;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLEncoder;
import java.util.Objects;
import java.util.Optional;

/**
 * What a code shows, complete and in one spelling: two requests for the same picture have equal
 * specs. Whether WeChat shall check that the page is released is no part of it.
 *
 * @param app the mini-program
 * @param kind which call draws it
 * @param page the page that a scan opens
 * @param scene what the page is given; needed for {@link CodeKind#UNLIMITED}
 * @param style how it looks
 * @param env which version of the mini-program a scan opens
 * @param revision distinguishes drawings of the same code
 */
public record CodeSpec(
    AppId app,
    CodeKind kind,
    PagePath page,
    Optional<Scene> scene,
    CodeStyle style,
    EnvVersion env,
    CodeRevision revision) {

  public CodeSpec {
    Objects.requireNonNull(app, "app");
    Objects.requireNonNull(style, "style");
    Objects.requireNonNull(revision, "revision");
    InvalidValueException.when(
        kind == CodeKind.UNLIMITED && scene.isEmpty(),
        RequestField.SCENE,
        ValidationErrorReason.MISSING,
        "scene is missing");
    checkSquare(kind, style, env);
    checkLength(kind, page, scene);
  }

  private static void checkLength(CodeKind kind, PagePath page, Optional<Scene> scene) {
    if (kind == CodeKind.UNLIMITED) {
      return;
    }
    int length = path(page, scene).length();
    InvalidValueException.when(
        length > kind.maxPathLength(),
        RequestField.PAGE,
        ValidationErrorReason.TOO_LONG,
        length,
        "page and scene make a path of %d characters, at most %d for kind %s"
            .formatted(length, kind.maxPathLength(), kind.wireName()));
  }

  /**
   * The path with the scene as its query, for the two calls that have no scene of their own.
   * Encoded once, as WeChat hands a scene over: the same {@code decodeURIComponent(query.scene)}
   * reads both.
   */
  public String pathWithScene() {
    return path(page, scene);
  }

  /** What WeChat draws it as. */
  public PictureFormat format() {
    return style.hyaline() ? PictureFormat.PNG : PictureFormat.JPEG;
  }

  private static String path(PagePath page, Optional<Scene> scene) {
    return scene
        .map(s -> page + "?scene=" + URLEncoder.encode(s.value(), UTF_8).replace("+", "%20"))
        .orElse(page.value());
  }

  private static void checkSquare(CodeKind kind, CodeStyle style, EnvVersion env) {
    if (kind != CodeKind.SQUARE) {
      return;
    }
    InvalidValueException.when(
        !style.equals(new CodeStyle(style.width(), false, LineColor.BLACK, false)),
        RequestField.KIND,
        ValidationErrorReason.NOT_ALLOWED,
        "square codes have a width and no other style");
    InvalidValueException.when(
        env != EnvVersion.RELEASE,
        RequestField.ENV,
        ValidationErrorReason.NOT_ALLOWED,
        "square codes open the released version only");
  }
}
