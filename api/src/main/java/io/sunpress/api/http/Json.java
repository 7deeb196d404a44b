package io.sunpress.api.http;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** JSON in and out of the doors; a repeated member or bytes after the end are mistakes. */
public final class Json {
  private static final JsonMapper MAPPER =
      // Platform threads each keep their own buffers; a shared pool of them is fought for.
      JsonMapper.builder(
              JsonFactory.builder().recyclerPool(JsonRecyclerPools.threadLocalPool()).build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private Json() {}

  /** Reads a JSON object; empty for anything else. */
  public static Optional<JsonNode> readObject(byte[] bytes) {
    try {
      return Optional.ofNullable(MAPPER.readTree(bytes)).filter(JsonNode::isObject);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  /** An empty object, to be filled in the order that clients shall see. */
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /** UTF-8, members in their order. */
  public static byte[] write(JsonNode node) {
    return MAPPER.writeValueAsBytes(node);
  }
}
