package io.sunpress.api.pictures;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.code.InvalidValueException;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureName;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Which picture, and what the client has of it already.
 *
 * @param name the picture
 * @param headOnly whether only the headers are wanted
 * @param tags the client's entity tags
 */
record PictureRequest(PictureName name, boolean headOnly, List<String> tags) {
  PictureRequest {
    tags = List.copyOf(tags);
  }

  /** Empty for a path that can't be a picture's. */
  static Optional<PictureRequest> of(String app, String file, HttpServletRequest request) {
    int dot = file.indexOf('.');
    if (dot < 0) {
      return Optional.empty();
    }
    return appId(app)
        .flatMap(
            appId ->
                CodeId.parse(file.substring(0, dot))
                    .flatMap(
                        id ->
                            PictureFormat.ofExtension(file.substring(dot + 1))
                                .map(format -> new PictureName(appId, id, format))))
        .map(name -> new PictureRequest(name, request.getMethod().equals("HEAD"), tags(request)));
  }

  /** Whether the client has these bytes. */
  boolean has(String sha256) {
    return tags.contains("*") || tags.contains(PictureAnswers.tag(sha256));
  }

  private static Optional<AppId> appId(String text) {
    try {
      return Optional.of(new AppId(text));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }

  /** A weak comparison, as RFC 9110 wants it for {@code If-None-Match}. */
  private static List<String> tags(HttpServletRequest request) {
    return Collections.list(request.getHeaders("If-None-Match")).stream()
        .flatMap(header -> Arrays.stream(header.split(",")))
        .map(String::strip)
        .map(tag -> tag.startsWith("W/") ? tag.substring(2) : tag)
        .toList();
  }
}
