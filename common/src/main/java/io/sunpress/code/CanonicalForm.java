package io.sunpress.code;

/**
 * The one text that stands for a spec, versioned. No value can contain a line feed, so a line a
 * member is unambiguous. Any change to it changes every id: golden files pin it.
 */
final class CanonicalForm {
  private CanonicalForm() {}

  static String of(CodeSpec spec) {
    CodeStyle codeStyle = spec.style();
    LineColor color = codeStyle.lineColor();
    return "sunpress-code/1"
        + "\napp="
        + spec.app()
        + "\nkind="
        + spec.kind().wireName()
        + "\npage="
        + spec.page()
        + "\nscene="
        + spec.scene().map(Scene::value).orElse("")
        + "\nwidth="
        + codeStyle.width().pixels()
        + "\nauto-color="
        + codeStyle.autoColor()
        + "\nline-color="
        + color.red()
        + ","
        + color.green()
        + ","
        + color.blue()
        + "\nhyaline="
        + codeStyle.hyaline()
        + "\nenv="
        + spec.env().wireName()
        + "\nrevision="
        + spec.revision()
        + "\n";
  }
}
