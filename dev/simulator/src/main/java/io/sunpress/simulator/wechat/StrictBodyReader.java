package io.sunpress.simulator.wechat;

import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads bodies as strictly as WeChat does. */
final class StrictBodyReader {
  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

  private StrictBodyReader() {}

  /** The object in this body, or empty: a form, no JSON, or JSON that is no object. */
  static Optional<ObjectNode> object(HttpCall call) {
    String type = call.contentType().toLowerCase(Locale.ROOT);
    if (type.contains("form")) {
      return Optional.empty();
    }
    try {
      JsonNode node = MAPPER.readTree(call.body());
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JacksonException unreadable) {
      return Optional.empty();
    }
  }

  /** This member where it is text, else empty. */
  static String text(ObjectNode object, String name) {
    JsonNode value = object.get(name);
    return value != null && value.isString() ? value.stringValue() : "";
  }

  static ObjectNode newObject() {
    return MAPPER.createObjectNode();
  }
}
