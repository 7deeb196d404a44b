package io.sunpress.simulator.wechat;

import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/** JSON types, as strict as WeChat is: no numbers in quotes, no nulls. */
enum FieldType {
  TEXT(JsonNode::isString),
  WHOLE_NUMBER(node -> node.isIntegralNumber() && node.canConvertToInt()),
  FLAG(JsonNode::isBoolean),
  COLOUR(FieldType::isColour);

  private final Predicate<JsonNode> accepts;

  FieldType(Predicate<JsonNode> accepts) {
    this.accepts = accepts;
  }

  boolean accepts(JsonNode value) {
    return accepts.test(value);
  }

  private static boolean isColour(JsonNode node) {
    return node.isObject()
        && node.size() == 3
        && WHOLE_NUMBER.accepts(node.path("r"))
        && WHOLE_NUMBER.accepts(node.path("g"))
        && WHOLE_NUMBER.accepts(node.path("b"));
  }
}
