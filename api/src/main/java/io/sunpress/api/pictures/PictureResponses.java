package io.sunpress.api.pictures;

import io.sunpress.api.web.Language;
import io.sunpress.api.web.LocalizedText;
import io.sunpress.api.web.Problem;
import io.sunpress.storage.Picture;
import java.util.Arrays;
import java.util.Optional;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What who fetches a picture is answered. */
final class PictureResponses {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String RETRY_SECONDS = "2";
  private static final LocalizedText ASK_IN_SECONDS =
      LocalizedText.of("problem.picture-pending.detail");

  private PictureResponses() {}

  /** The picture, or the part of it that is wanted. */
  static ResponseEntity<byte[]> picture(PictureRequest request, Picture picture) {
    MediaType type = MediaType.parseMediaType(picture.format().contentType());
    Optional<ByteRange> range = request.rangeOf(picture.sha256());
    if (range.isEmpty()) {
      return cacheable(HttpStatus.OK, picture.sha256()).contentType(type).body(picture.bytes());
    }
    return range
        .get()
        .within(picture.bytes().length)
        .map(
            slice ->
                cacheable(HttpStatus.PARTIAL_CONTENT, picture.sha256())
                    .header(HttpHeaders.CONTENT_RANGE, slice.contentRange())
                    .contentType(type)
                    .body(Arrays.copyOfRange(picture.bytes(), slice.from(), slice.to() + 1)))
        .orElseGet(() -> notSatisfiable(picture.bytes().length, request.language()));
  }

  /** The headers of {@link #picture} alone. */
  static ResponseEntity<byte[]> head(String contentType, long bytes, String sha256) {
    return cacheable(HttpStatus.OK, sha256)
        .contentType(MediaType.parseMediaType(contentType))
        .contentLength(bytes)
        .build();
  }

  static ResponseEntity<byte[]> notModified(String sha256) {
    return cacheable(HttpStatus.NOT_MODIFIED, sha256).build();
  }

  /** The hash as an entity tag: strong, since the bytes never change. */
  static String tag(String sha256) {
    return '"' + sha256 + '"';
  }

  static ResponseEntity<byte[]> pending(Language language) {
    return again(
        "picture-pending",
        LocalizedText.of("problem.picture-pending.title"),
        ASK_IN_SECONDS,
        language);
  }

  /** Ready, but gone from the bucket: somebody deleted it there. */
  static ResponseEntity<byte[]> gone(Language language) {
    return again(
        "picture-missing",
        LocalizedText.of("problem.picture-missing.title"),
        LocalizedText.of("problem.picture-missing.detail"),
        language);
  }

  static ResponseEntity<byte[]> unknown(Language language) {
    return problem(
        HttpStatus.NOT_FOUND,
        "unknown-picture",
        LocalizedText.of("problem.unknown-picture.title"),
        LocalizedText.of("problem.unknown-picture.detail"),
        language,
        new HttpHeaders());
  }

  static ResponseEntity<byte[]> failed(Language language) {
    return problem(
        HttpStatus.NOT_FOUND,
        "picture-failed",
        LocalizedText.of("problem.picture-failed.title"),
        LocalizedText.of("problem.picture-failed.detail"),
        language,
        new HttpHeaders());
  }

  static ResponseEntity<byte[]> unavailable(Language language) {
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE,
        "unavailable",
        LocalizedText.of("problem.unavailable.title"),
        LocalizedText.of("problem.unavailable.picture"),
        language,
        new HttpHeaders());
  }

  private static ResponseEntity<byte[]> notSatisfiable(long size, Language language) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
    return problem(
        HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
        "range-not-satisfiable",
        LocalizedText.of("problem.range-not-satisfiable.title"),
        LocalizedText.of("problem.range-not-satisfiable.detail", size),
        language,
        headers);
  }

  private static ResponseEntity<byte[]> again(
      String name, LocalizedText title, LocalizedText detail, Language language) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    return problem(HttpStatus.NOT_FOUND, name, title, detail, language, headers);
  }

  private static ResponseEntity<byte[]> problem(
      HttpStatus status,
      String name,
      LocalizedText title,
      LocalizedText detail,
      Language language,
      HttpHeaders headers) {
    return Problem.of(status, name, title, detail, language).answer(language.tell(headers));
  }

  private static ResponseEntity.BodyBuilder cacheable(HttpStatus status, String sha256) {
    return ResponseEntity.status(status)
        .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
        .header(HttpHeaders.ACCEPT_RANGES, "bytes")
        .header(HttpHeaders.ETAG, tag(sha256));
  }
}
