package io.sunpress.api.anqicms;

import io.sunpress.api.auth.Caller;
import io.sunpress.api.web.JsonBody;
import io.sunpress.code.AppId;
import io.sunpress.code.Field;
import io.sunpress.code.Reason;
import io.sunpress.code.Refusal;
import io.sunpress.intake.App;
import io.sunpress.intake.Apps;
import io.sunpress.message.GenerateCode;
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
record AnqicmsRequest(GenerateCode message, Optional<Refusal> refusal) {
  private static final int MAX_SHOWN = 32;

  /**
   * Empty for what is no JSON object.
   *
   * @param apps all of the installation: where there is one, {@code site_id} says nothing
   * @param caller who may choose among some of them
   */
  static Optional<AnqicmsRequest> read(byte[] body, Apps apps, Caller caller) {
    return JsonBody.readObject(body).map(json -> of(json, apps, caller));
  }

  private static AnqicmsRequest of(JsonNode json, Apps apps, Caller caller) {
    Optional<Refusal> refusal =
        wrongType(json, "path", Field.PAGE).or(() -> wrongType(json, "scene", Field.SCENE));
    String path = text(json, "path");
    String scene = text(json, "scene");
    if (apps.all().size() == 1) {
      return new AnqicmsRequest(GenerateCode.of(path, scene), refusal);
    }
    Optional<AppId> site = site(json).flatMap(caller.apps()::findBySite).map(App::id);
    return new AnqicmsRequest(
        GenerateCode.of(path, scene).withApp(site.map(AppId::value).orElse(null)),
        refusal.or(() -> site.isPresent() ? Optional.empty() : refusedSite(json, caller)));
  }

  private static Optional<String> site(JsonNode json) {
    JsonNode site = json.path("site_id");
    return site.isString() || site.isIntegralNumber()
        ? Optional.of(site.asString())
        : Optional.empty();
  }

  private static Optional<Refusal> refusedSite(JsonNode json, Caller caller) {
    JsonNode site = json.path("site_id");
    if (site.isMissingNode() || site.isNull()) {
      return Optional.empty();
    }
    return Optional.of(
        site(json)
            .map(
                id ->
                    new Refusal(
                        Field.APP,
                        caller.others() ? Reason.NOT_ALLOWED : Reason.UNKNOWN,
                        shown(id),
                        "unknown site_id"))
            .orElseGet(() -> Refusal.of(Field.APP, Reason.WRONG_TYPE, "wrong type")));
  }

  private static String shown(String id) {
    return id.length() <= MAX_SHOWN ? id : id.substring(0, MAX_SHOWN) + "…";
  }

  private static @Nullable String text(JsonNode json, String name) {
    JsonNode value = json.path(name);
    return value.isString() ? value.stringValue() : null;
  }

  private static Optional<Refusal> wrongType(JsonNode json, String name, Field field) {
    JsonNode value = json.path(name);
    return value.isString() || value.isNull() || value.isMissingNode()
        ? Optional.empty()
        : Optional.of(Refusal.of(field, Reason.WRONG_TYPE, name + " must be a string"));
  }
}
