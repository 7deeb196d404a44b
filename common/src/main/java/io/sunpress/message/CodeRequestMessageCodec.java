package io.sunpress.message;

import io.sunpress.code.InvalidValueException;
import io.sunpress.code.RequestField;
import io.sunpress.json.StrictJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link CodeRequestMessage} as JSON. Unknown members are ignored, so that a newer writer does no
 * harm; types are strict.
 */
public final class CodeRequestMessageCodec {
  private CodeRequestMessageCodec() {}

  /** Reads bytes from a stranger. */
  public static DecodeResult read(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0) {
      return new DecodeResult.Undecodable("the message is empty");
    }
    try {
      return read(StrictJson.read(bytes));
    } catch (JacksonException e) {
      return new DecodeResult.Undecodable("the message is not JSON");
    }
  }

  private static DecodeResult read(JsonNode root) {
    if (!root.isObject()) {
      return new DecodeResult.Undecodable("the message is not a JSON object");
    }
    try {
      return new DecodeResult.Message(readFields(new StrictJsonObject(root)));
    } catch (InvalidValueException e) {
      return new DecodeResult.Invalid(e.refusal(), readAsker(root));
    }
  }

  private static CodeRequestMessage readFields(StrictJsonObject json) {
    return new CodeRequestMessage(
        json.text(RequestField.APP),
        json.text(RequestField.KIND),
        json.text(RequestField.PAGE),
        json.text(RequestField.SCENE),
        json.integer(RequestField.WIDTH),
        json.bool(RequestField.AUTO_COLOR),
        json.color(RequestField.LINE_COLOR),
        json.bool(RequestField.HYALINE),
        json.text(RequestField.ENV),
        json.text(RequestField.REVISION),
        json.bool(RequestField.CHECK_PATH),
        json.text(RequestField.REQUEST_ID),
        json.text(RequestField.REFERENCE),
        json.campaign());
  }

  private static RequestCorrelation readAsker(JsonNode root) {
    return new RequestCorrelation(
        readable(root, RequestField.REQUEST_ID, 128),
        readable(root, RequestField.REFERENCE, 256),
        Optional.empty());
  }

  private static Optional<String> readable(
      JsonNode root, RequestField requestField, int maxLength) {
    return Optional.ofNullable(root.get(requestField.wireName()))
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .filter(text -> !text.isEmpty() && text.codePointCount(0, text.length()) <= maxLength)
        .filter(RequestCorrelation::canBeTold);
  }

  /** Writes a message; absent members are left out. */
  public static byte[] write(CodeRequestMessage message) {
    ObjectNode json = StrictJson.MAPPER.createObjectNode();
    put(json, RequestField.APP, message.app());
    put(json, RequestField.KIND, message.kind());
    put(json, RequestField.PAGE, message.page());
    put(json, RequestField.SCENE, message.scene());
    put(json, RequestField.WIDTH, message.width());
    put(json, RequestField.AUTO_COLOR, message.autoColor());
    put(json, RequestField.LINE_COLOR, message.lineColor());
    put(json, RequestField.HYALINE, message.hyaline());
    put(json, RequestField.ENV, message.env());
    put(json, RequestField.REVISION, message.revision());
    put(json, RequestField.CHECK_PATH, message.checkPath());
    put(json, RequestField.REQUEST_ID, message.requestId());
    put(json, RequestField.REFERENCE, message.reference());
    put(json, RequestField.CAMPAIGN, message.campaign());
    return StrictJson.MAPPER.writeValueAsBytes(json);
  }

  private static void put(ObjectNode json, RequestField requestField, @Nullable Object value) {
    if (value != null) {
      json.set(requestField.wireName(), StrictJson.MAPPER.valueToTree(value));
    }
  }
}
