package io.sunpress.api.openapi;

import io.sunpress.api.request.RequestProperties;
import io.sunpress.api.web.HttpProperties;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeWidth;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.PagePath;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.RequestField;
import io.sunpress.code.Scene;
import io.sunpress.code.ValidationErrorReason;
import io.sunpress.message.ErrorClass;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What {@code openapi.yaml} does not know by itself: this server's settings and the code's own. */
final class PlaceholderValues {
  private PlaceholderValues() {}

  static Map<String, Object> of(HttpProperties http, RequestProperties request) {
    return Map.ofEntries(
        Map.entry("body-limit-bytes", http.bodyLimit().toBytes()),
        Map.entry("default-wait-seconds", request.defaultWait().toSeconds()),
        Map.entry("max-wait-seconds", request.maxWait().toSeconds()),
        Map.entry("page-length", PagePath.MAX_LENGTH),
        Map.entry("page-length-with-slash", 1 + PagePath.MAX_LENGTH),
        Map.entry("limited-page-length", pageLength(CodeKind.LIMITED)),
        Map.entry("square-page-length", pageLength(CodeKind.SQUARE)),
        Map.entry("limited-path-length", CodeKind.LIMITED.maxPathLength()),
        Map.entry("square-path-length", CodeKind.SQUARE.maxPathLength()),
        Map.entry("scene-length", Scene.MAX_LENGTH),
        Map.entry("default-width", CodeWidth.DEFAULT.pixels()),
        Map.entry("code-id", "[0-9a-hjkmnp-tv-z]{26}"),
        Map.entry("app-id", "wx[0-9a-f]{16}"),
        Map.entry("kinds", words(CodeKind.values(), CodeKind::wireName)),
        Map.entry("envs", words(EnvVersion.values(), EnvVersion::wireName)),
        Map.entry("picture-types", words(PictureFormat.values(), PictureFormat::contentType)),
        Map.entry("error-classes", words(ErrorClass.values(), ErrorClass::wireName)),
        Map.entry("fields", words(RequestField.values(), RequestField::wireName)),
        Map.entry(
            "reasons", words(ValidationErrorReason.values(), ValidationErrorReason::wireName)));
  }

  /** Beside a page of this length there is room for each scene, every character escaped. */
  private static int pageLength(CodeKind kind) {
    return kind.maxPathLength() - "?scene=".length() - Scene.MAX_LENGTH * "%20".length();
  }

  private static <T> List<String> words(T[] all, Function<T, String> name) {
    return Arrays.stream(all).map(name).toList();
  }
}
