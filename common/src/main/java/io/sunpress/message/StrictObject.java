package io.sunpress.message;

import io.sunpress.code.Field;
import io.sunpress.code.InvalidValueException;
import io.sunpress.code.Reason;
import io.sunpress.code.Refusal;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object read strictly: null is absent, another type is refused, nothing is converted.
 * WeChat itself answers {@code "430"} for a number with 47001.
 */
final class StrictObject {
  private final JsonNode object;

  StrictObject(JsonNode object) {
    this.object = object;
  }

  @Nullable String text(Field field) {
    return read(field, field.wireName(), JsonNode::isString, JsonNode::stringValue, "a string");
  }

  @Nullable Boolean bool(Field field) {
    return read(field, field.wireName(), JsonNode::isBoolean, JsonNode::booleanValue, "a boolean");
  }

  @Nullable Integer integer(Field field) {
    return integer(field, field.wireName());
  }

  GenerateCode.@Nullable Rgb color(Field field) {
    StrictObject color = object(field);
    return color == null
        ? null
        : new GenerateCode.Rgb(
            color.needed(field, "r"), color.needed(field, "g"), color.needed(field, "b"));
  }

  @Nullable CampaignRow campaign() {
    StrictObject campaign = object(Field.CAMPAIGN);
    if (campaign == null) {
      return null;
    }
    String id =
        campaign.read(Field.CAMPAIGN, "id", JsonNode::isString, JsonNode::stringValue, "a string");
    Predicate<JsonNode> isLong = node -> node.isIntegralNumber() && node.canConvertToLong();
    Long row = campaign.read(Field.CAMPAIGN, "row", isLong, JsonNode::longValue, "an integer");
    return new CampaignRow(needed(Field.CAMPAIGN, "id", id), needed(Field.CAMPAIGN, "row", row));
  }

  private int needed(Field field, String name) {
    return needed(field, name, integer(field, name));
  }

  private @Nullable Integer integer(Field field, String name) {
    Predicate<JsonNode> isInt = node -> node.isIntegralNumber() && node.canConvertToInt();
    return read(field, name, isInt, JsonNode::intValue, "an integer");
  }

  private @Nullable StrictObject object(Field field) {
    return read(field, field.wireName(), JsonNode::isObject, StrictObject::new, "an object");
  }

  private <T> @Nullable T read(
      Field field, String name, Predicate<JsonNode> is, Function<JsonNode, T> value, String type) {
    JsonNode node = object.get(name);
    if (node == null || node.isNull()) {
      return null;
    }
    if (!is.test(node)) {
      throw refused(field, Reason.WRONG_TYPE, name + " must be " + type);
    }
    return value.apply(node);
  }

  private static <T> T needed(Field field, String name, @Nullable T value) {
    if (value == null) {
      throw refused(field, Reason.MISSING, field.wireName() + " needs " + name);
    }
    return value;
  }

  private static InvalidValueException refused(Field field, Reason reason, String detail) {
    return new InvalidValueException(Refusal.of(field, reason, detail));
  }
}
