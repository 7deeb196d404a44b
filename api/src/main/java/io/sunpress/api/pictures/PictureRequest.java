package io.sunpress.api.pictures;

import io.sunpress.api.http.EntityTags;
import io.sunpress.api.http.Language;
import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.code.InvalidValueException;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Objects;
import java.util.Optional;

/**
 * Which picture, and what the client has of it already.
 *
 * @param name the picture
 * @param headOnly whether only the headers are wanted
 * @param tags the client's entity tags
 * @param range the bytes that are wanted; empty for all
 * @param ifRange the entity tag of which the range is wanted; empty for any
 * @param language of what is said to people
 */
record PictureRequest(
    PictureKey name,
    boolean headOnly,
    EntityTags tags,
    Optional<ByteRange> range,
    Optional<String> ifRange,
    Language language) {
  PictureRequest {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(tags, "tags");
    Objects.requireNonNull(range, "range");
    Objects.requireNonNull(ifRange, "ifRange");
    Objects.requireNonNull(language, "language");
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
                                .map(format -> new PictureKey(appId, id, format))))
        .map(name -> of(name, request));
  }

  private static PictureRequest of(PictureKey name, HttpServletRequest request) {
    return new PictureRequest(
        name,
        request.getMethod().equals("HEAD"),
        EntityTags.of(request),
        ByteRange.of(request),
        Optional.ofNullable(request.getHeader("If-Range")),
        Language.of(request));
  }

  /** Whether the client has these bytes. */
  boolean has(String sha256) {
    return tags.have(PictureAnswers.tag(sha256));
  }

  /** The range that is to be sent of these bytes; a range of others is none. */
  Optional<ByteRange> rangeOf(String sha256) {
    return range.filter(
        wanted -> ifRange.isEmpty() || ifRange.get().equals(PictureAnswers.tag(sha256)));
  }

  private static Optional<AppId> appId(String text) {
    try {
      return Optional.of(new AppId(text));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }
}
