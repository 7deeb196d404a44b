package io.sunpress.worker.wechat;

import io.sunpress.code.CodeSpec;
import io.sunpress.code.CodeStyle;
import io.sunpress.code.LineColor;
import io.sunpress.code.Scene;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON of each call. WeChat answers 47001 for a null, a number in quotes or a name that it does
 * not know, so each kind has the documented members and no others.
 */
final class CodeCallBody {
  private CodeCallBody() {}

  static byte[] of(CodeSpec spec, boolean checkPath) {
    ObjectNode json =
        switch (spec.kind()) {
          case UNLIMITED -> unlimited(spec, checkPath);
          case LIMITED -> limited(spec);
          case SQUARE -> square(spec);
        };
    return WeChatJson.MAPPER.writeValueAsBytes(json);
  }

  private static ObjectNode unlimited(CodeSpec spec, boolean checkPath) {
    ObjectNode json = WeChatJson.MAPPER.createObjectNode();
    json.put("scene", spec.scene().map(Scene::value).orElseThrow());
    json.put("page", spec.page().value());
    json.put("check_path", checkPath);
    return styled(json, spec);
  }

  private static ObjectNode limited(CodeSpec spec) {
    ObjectNode json = WeChatJson.MAPPER.createObjectNode();
    json.put("path", spec.pathWithScene());
    return styled(json, spec);
  }

  private static ObjectNode square(CodeSpec spec) {
    ObjectNode json = WeChatJson.MAPPER.createObjectNode();
    json.put("path", spec.pathWithScene());
    json.put("width", spec.style().width().pixels());
    return json;
  }

  private static ObjectNode styled(ObjectNode json, CodeSpec spec) {
    CodeStyle codeStyle = spec.style();
    json.put("env_version", spec.env().wireName());
    json.put("width", codeStyle.width().pixels());
    json.put("auto_color", codeStyle.autoColor());
    if (!codeStyle.autoColor()) {
      LineColor color = codeStyle.lineColor();
      json.putObject("line_color")
          .put("r", color.red())
          .put("g", color.green())
          .put("b", color.blue());
    }
    json.put("is_hyaline", codeStyle.hyaline());
    return json;
  }
}
