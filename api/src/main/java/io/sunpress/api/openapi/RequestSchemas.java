package io.sunpress.api.openapi;

import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeWidth;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.PagePath;
import io.sunpress.code.Scene;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** What is sent, at each door. */
final class RequestSchemas {
  private RequestSchemas() {}

  static Map<String, Object> compatRequest() {
    return Schema.object(
        "AnqiCMS's request. Other members are ignored.",
        List.of("path", "scene"),
        Tree.of(
            "path",
            Schema.text(
                "The page, with or without a leading slash; no query.", 1, PagePath.MAX_LENGTH),
            "scene",
            scene(),
            "site_id",
            Tree.of(
                "type",
                List.of("integer", "string"),
                "description",
                "Chooses the app with this site-id; ignored where there is one app.")));
  }

  static Map<String, Object> codeRequest() {
    return Schema.object(
        "What the code shows and how it looks. null is absent; nothing is converted; other members "
            + "are ignored.",
        List.of("page"),
        Tree.of(
            "page",
            Schema.text(
                "The page, with or without a leading slash; no query.", 1, PagePath.MAX_LENGTH),
            "scene",
            scene(),
            "app",
            Schema.pattern("The mini-program; absent: the default one.", "^" + Schemas.APP + "$"),
            "kind",
            Schema.word(
                "Which of WeChat's calls draws it; absent: unlimited. The others use up 100,000 "
                    + "for ever and must be allowed for the app.",
                Arrays.stream(CodeKind.values()).map(CodeKind::wireName).toList()),
            "width",
            Schema.integer("Pixels; absent: " + CodeWidth.DEFAULT.pixels() + ".", 280, 1280),
            "autoColor",
            Schema.bool("Whether WeChat chooses the colour."),
            "lineColor",
            color(),
            "hyaline",
            Schema.bool("Whether the ground is transparent; then the picture is a PNG."),
            "env",
            Schema.word(
                "Which version of the mini-program a scan opens; absent: release.",
                Arrays.stream(EnvVersion.values()).map(EnvVersion::wireName).toList()),
            "revision",
            Schema.pattern(
                "Tells drawings of the same code apart; absent: the app's.",
                "^[0-9A-Za-z._-]{0,32}$"),
            "checkPath",
            Schema.bool("Whether WeChat checks that the page is released; absent: true."),
            "requestId",
            Schema.text("The asker's name for this request; absent: made.", 0, 128),
            "reference",
            Schema.text("The asker's own text, echoed in the events.", 0, 256)));
  }

  private static Map<String, Object> scene() {
    return Tree.with(
        Schema.text(
            "What the code carries into its page: 0-9 A-Z a-z and !#$&'()*+,/:;=?@-._~",
            1,
            Scene.MAX_LENGTH),
        "pattern",
        "^[0-9A-Za-z!#$&'()*+,/:;=?@\\-._~]*$");
  }

  private static Map<String, Object> color() {
    return Schema.object(
        "The colour otherwise; absent: black.",
        List.of("r", "g", "b"),
        Tree.of(
            "r", Schema.integer("Red.", 0, 255),
            "g", Schema.integer("Green.", 0, 255),
            "b", Schema.integer("Blue.", 0, 255)));
  }
}
