package io.sunpress.message;

import io.sunpress.code.InvalidValueException;
import io.sunpress.code.RequestField;
import io.sunpress.code.ValidationError;
import io.sunpress.code.ValidationErrorReason;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON object read strictly: null is absent, another type is refused, nothing is converted.
 * WeChat itself answers {@code "430"} for a number with 47001.
 */
final class StrictJsonObject {
  private final JsonNode object;

  StrictJsonObject(JsonNode object) {
    this.object = object;
  }

  @Nullable String text(RequestField requestField) {
    return read(
        requestField,
        requestField.wireName(),
        JsonNode::isString,
        JsonNode::stringValue,
        "a string");
  }

  @Nullable Boolean bool(RequestField requestField) {
    return read(
        requestField,
        requestField.wireName(),
        JsonNode::isBoolean,
        JsonNode::booleanValue,
        "a boolean");
  }

  @Nullable Integer integer(RequestField requestField) {
    return integer(requestField, requestField.wireName());
  }

  CodeRequestMessage.@Nullable Rgb color(RequestField requestField) {
    StrictJsonObject color = object(requestField);
    return color == null
        ? null
        : new CodeRequestMessage.Rgb(
            color.needed(requestField, "r"),
            color.needed(requestField, "g"),
            color.needed(requestField, "b"));
  }

  @Nullable CampaignRow campaign() {
    StrictJsonObject campaign = object(RequestField.CAMPAIGN);
    if (campaign == null) {
      return null;
    }
    String id =
        campaign.read(
            RequestField.CAMPAIGN, "id", JsonNode::isString, JsonNode::stringValue, "a string");
    Predicate<JsonNode> isLong = node -> node.isIntegralNumber() && node.canConvertToLong();
    Long row =
        campaign.read(RequestField.CAMPAIGN, "row", isLong, JsonNode::longValue, "an integer");
    return new CampaignRow(
        needed(RequestField.CAMPAIGN, "id", id), needed(RequestField.CAMPAIGN, "row", row));
  }

  private int needed(RequestField requestField, String name) {
    return needed(requestField, name, integer(requestField, name));
  }

  private @Nullable Integer integer(RequestField requestField, String name) {
    // For JSON Schema 430.0 is an integer too.
    Predicate<JsonNode> isInt =
        node -> node.isNumber() && node.canConvertToExactIntegral() && node.canConvertToInt();
    return read(requestField, name, isInt, JsonNode::intValue, "an integer");
  }

  private @Nullable StrictJsonObject object(RequestField requestField) {
    return read(
        requestField,
        requestField.wireName(),
        JsonNode::isObject,
        StrictJsonObject::new,
        "an object");
  }

  private <T> @Nullable T read(
      RequestField requestField,
      String name,
      Predicate<JsonNode> is,
      Function<JsonNode, T> value,
      String type) {
    JsonNode node = object.get(name);
    if (node == null || node.isNull()) {
      return null;
    }
    if (!is.test(node)) {
      throw refused(requestField, ValidationErrorReason.WRONG_TYPE, name + " must be " + type);
    }
    return value.apply(node);
  }

  private static <T> T needed(RequestField requestField, String name, @Nullable T value) {
    if (value == null) {
      throw refused(
          requestField, ValidationErrorReason.MISSING, requestField.wireName() + " needs " + name);
    }
    return value;
  }

  private static InvalidValueException refused(
      RequestField requestField, ValidationErrorReason validationErrorReason, String detail) {
    return new InvalidValueException(
        ValidationError.of(requestField, validationErrorReason, detail));
  }
}
