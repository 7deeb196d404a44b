package io.sunpress.message;

import io.sunpress.code.Field;
import io.sunpress.code.InvalidValueException;
import io.sunpress.json.StrictJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@link GenerateCode} as JSON. Unknown members are ignored, so that a newer writer does no harm;
 * types are strict.
 */
public final class GenerateCodeCodec {
  private GenerateCodeCodec() {}

  /** Reads bytes from a stranger. */
  public static Decoded<GenerateCode> read(byte @Nullable [] bytes) {
    if (bytes == null || bytes.length == 0) {
      return new Decoded.Undecodable<>("the message is empty");
    }
    try {
      return read(StrictJson.MAPPER.readTree(bytes));
    } catch (JacksonException e) {
      return new Decoded.Undecodable<>("the message is not JSON");
    }
  }

  private static Decoded<GenerateCode> read(JsonNode root) {
    if (!root.isObject()) {
      return new Decoded.Undecodable<>("the message is not a JSON object");
    }
    try {
      return new Decoded.Message<>(readFields(new StrictObject(root)));
    } catch (InvalidValueException e) {
      return new Decoded.Invalid<>(e.refusal(), readAsker(root));
    }
  }

  private static GenerateCode readFields(StrictObject json) {
    return new GenerateCode(
        json.text(Field.APP),
        json.text(Field.KIND),
        json.text(Field.PAGE),
        json.text(Field.SCENE),
        json.integer(Field.WIDTH),
        json.bool(Field.AUTO_COLOR),
        json.color(Field.LINE_COLOR),
        json.bool(Field.HYALINE),
        json.text(Field.ENV),
        json.text(Field.REVISION),
        json.bool(Field.CHECK_PATH),
        json.text(Field.REQUEST_ID),
        json.text(Field.REFERENCE),
        json.campaign());
  }

  private static Asker readAsker(JsonNode root) {
    return new Asker(
        readable(root, Field.REQUEST_ID, 128),
        readable(root, Field.REFERENCE, 256),
        Optional.empty());
  }

  private static Optional<String> readable(JsonNode root, Field field, int maxLength) {
    return Optional.ofNullable(root.get(field.wireName()))
        .filter(JsonNode::isString)
        .map(JsonNode::stringValue)
        .filter(text -> !text.isEmpty() && text.length() <= maxLength)
        .filter(Asker::canBeTold);
  }

  /** Writes a message; absent members are left out. */
  public static byte[] write(GenerateCode message) {
    ObjectNode json = StrictJson.MAPPER.createObjectNode();
    put(json, Field.APP, message.app());
    put(json, Field.KIND, message.kind());
    put(json, Field.PAGE, message.page());
    put(json, Field.SCENE, message.scene());
    put(json, Field.WIDTH, message.width());
    put(json, Field.AUTO_COLOR, message.autoColor());
    put(json, Field.LINE_COLOR, message.lineColor());
    put(json, Field.HYALINE, message.hyaline());
    put(json, Field.ENV, message.env());
    put(json, Field.REVISION, message.revision());
    put(json, Field.CHECK_PATH, message.checkPath());
    put(json, Field.REQUEST_ID, message.requestId());
    put(json, Field.REFERENCE, message.reference());
    put(json, Field.CAMPAIGN, message.campaign());
    return StrictJson.MAPPER.writeValueAsBytes(json);
  }

  private static void put(ObjectNode json, Field field, @Nullable Object value) {
    if (value != null) {
      json.set(field.wireName(), StrictJson.MAPPER.valueToTree(value));
    }
  }
}
