package io.sunpress.api.compat;

import io.sunpress.api.auth.Caller;
import io.sunpress.api.http.Json;
import io.sunpress.code.AppId;
import io.sunpress.code.RequestField;
import io.sunpress.code.ValidationError;
import io.sunpress.code.ValidationErrorReason;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A request as this door reads it: {@code path}, {@code scene}, {@code site_id}; null is absent,
 * nothing is converted, other members are ignored.
 *
 * @param message as far as it could be read
 * @param refusal of a member that could not be read; one of {@code path} comes first, then the
 *     judge's of the path's value, then the others
 */
record CompatRequest(CodeRequestMessage message, Optional<ValidationError> refusal) {
  private static final int MAX_SHOWN = 32;

  /**
   * Empty for what is no JSON object.
   *
   * @param configuredApps all of the installation: where there is one, {@code site_id} says nothing
   * @param caller who may choose among some of them
   */
  static Optional<CompatRequest> read(byte[] body, ConfiguredApps configuredApps, Caller caller) {
    return Json.readObject(body).map(json -> of(json, configuredApps, caller));
  }

  private static CompatRequest of(JsonNode json, ConfiguredApps configuredApps, Caller caller) {
    Optional<ValidationError> refusal =
        wrongType(json, "path", RequestField.PAGE)
            .or(() -> wrongType(json, "scene", RequestField.SCENE));
    String path = text(json, "path");
    String scene = text(json, "scene");
    if (configuredApps.all().size() == 1) {
      return new CompatRequest(CodeRequestMessage.of(path, scene), refusal);
    }
    Optional<AppId> site = site(json).flatMap(caller.apps()::findBySite).map(ConfiguredApp::id);
    return new CompatRequest(
        CodeRequestMessage.of(path, scene).withApp(site.map(AppId::value).orElse(null)),
        refusal.or(() -> site.isPresent() ? Optional.empty() : refusedSite(json, caller)));
  }

  private static Optional<String> site(JsonNode json) {
    JsonNode site = json.path("site_id");
    return site.isString() || site.isIntegralNumber()
        ? Optional.of(site.asString())
        : Optional.empty();
  }

  private static Optional<ValidationError> refusedSite(JsonNode json, Caller caller) {
    JsonNode site = json.path("site_id");
    if (site.isMissingNode() || site.isNull()) {
      return Optional.empty();
    }
    return Optional.of(
        site(json)
            .map(
                id ->
                    new ValidationError(
                        RequestField.APP,
                        caller.others()
                            ? ValidationErrorReason.NOT_ALLOWED
                            : ValidationErrorReason.UNKNOWN,
                        shown(id),
                        "unknown site_id"))
            .orElseGet(
                () ->
                    ValidationError.of(
                        RequestField.APP, ValidationErrorReason.WRONG_TYPE, "wrong type")));
  }

  private static String shown(String id) {
    return id.length() <= MAX_SHOWN ? id : id.substring(0, MAX_SHOWN) + "…";
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
