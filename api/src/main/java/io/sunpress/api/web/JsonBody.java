package io.sunpress.api.web;

import io.sunpress.json.StrictJson;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out of the doors; a repeated member or bytes after the end are mistakes. */
public final class JsonBody {
  private JsonBody() {}

  /** Reads a JSON object; empty for anything else. */
  public static Optional<JsonNode> readObject(byte[] bytes) {
    try {
      return Optional.ofNullable(StrictJson.read(bytes)).filter(JsonNode::isObject);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** An empty object, to be filled in the order that clients shall see. */
  public static ObjectNode object() {
    return StrictJson.MAPPER.createObjectNode();
  }

  /** UTF-8, members in their order. */
  public static byte[] write(JsonNode node) {
    return StrictJson.MAPPER.writeValueAsBytes(node);
  }
}
