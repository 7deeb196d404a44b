package io.sunpress.simulator.wechat;

import io.sunpress.simulator.calls.CallKind;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The parameters of a code call, with WeChat's defaults filled in; not yet checked. */
record CodeCallParameters(
    CallKind kind,
    String page,
    String scene,
    String path,
    int width,
    String env,
    boolean checkPath,
    boolean hyaline,
    boolean autoColor,
    List<Integer> line) {
  private static final int DEFAULT_WIDTH = 430;
  private static final List<Integer> BLACK = List.of(0, 0, 0);

  /** From a body whose members have the right types. */
  static CodeCallParameters from(CallKind kind, ObjectNode body) {
    return new CodeCallParameters(
        kind,
        StrictBodyReader.text(body, "page"),
        StrictBodyReader.text(body, "scene"),
        StrictBodyReader.text(body, "path"),
        body.path("width").asInt(DEFAULT_WIDTH),
        body.has("env_version") ? StrictBodyReader.text(body, "env_version") : "release",
        body.path("check_path").asBoolean(true),
        body.path("is_hyaline").asBoolean(false),
        body.path("auto_color").asBoolean(false),
        line(body.path("line_color")));
  }

  private static List<Integer> line(JsonNode colour) {
    return colour.isMissingNode()
        ? BLACK
        : List.of(colour.get("r").asInt(), colour.get("g").asInt(), colour.get("b").asInt());
  }
}
