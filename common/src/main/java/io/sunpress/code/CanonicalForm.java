package io.sunpress.code;

/**
 * The one text that stands for a spec, versioned. No value can contain a line feed, so a line a
 * member is unambiguous. Any change to it changes every id: golden files pin it.
 */
final class CanonicalForm {
  private CanonicalForm() {}

  static String of(CodeSpec spec) {
    Style style = spec.style();
    LineColor color = style.lineColor();
    return String.join(
        "\n",
        "sunpress-code/1",
        "app=" + spec.app(),
        "kind=" + spec.kind().wireName(),
        "page=" + spec.page(),
        "scene=" + spec.scene().map(Scene::value).orElse(""),
        "width=" + style.width().pixels(),
        "auto-color=" + style.autoColor(),
        "line-color=" + color.red() + "," + color.green() + "," + color.blue(),
        "hyaline=" + style.hyaline(),
        "env=" + spec.env().wireName(),
        "revision=" + spec.revision(),
        "");
  }
}
