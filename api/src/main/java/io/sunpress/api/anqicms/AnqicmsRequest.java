package io.sunpress.api.anqicms;

import io.sunpress.code.RequestField;
import io.sunpress.code.ValidationError;
import io.sunpress.code.ValidationErrorReason;
import io.sunpress.message.CodeRequestMessage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request as AnqiCMS's clients send it: {@code path} and {@code scene}; null is absent, nothing
 * is converted, other members are ignored.
 *
 * @param message as far as it could be read
 * @param refusal of a member that could not be read; one of {@code path} comes first
 */
record AnqicmsRequest(CodeRequestMessage message, Optional<ValidationError> refusal) {

  static AnqicmsRequest of(JsonNode json) {
    return new AnqicmsRequest(
        CodeRequestMessage.of(text(json, "path"), text(json, "scene")),
        wrongType(json, "path", RequestField.PAGE)
            .or(() -> wrongType(json, "scene", RequestField.SCENE)));
  }

  private static @Nullable String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isString() ? value.stringValue() : null;
  }

  private static Optional<ValidationError> wrongType(
      JsonNode json, String name, RequestField requestField) {
    JsonNode value = json.path(name);
    return value.isString() || value.isNull() || value.isMissingNode()
        ? Optional.empty()
        : Optional.of(
            ValidationError.of(
                requestField, ValidationErrorReason.WRONG_TYPE, name + " must be a string"));
  }
}
