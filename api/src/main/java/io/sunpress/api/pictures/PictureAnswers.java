package io.sunpress.api.pictures;

import io.sunpress.api.http.Problem;
import io.sunpress.storage.Picture;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** What who fetches a picture is answered. */
final class PictureAnswers {
  private static final String FOR_EVER = "public, max-age=31536000, immutable";
  private static final String RETRY_SECONDS = "2";

  private PictureAnswers() {}

  static ResponseEntity<byte[]> picture(Picture picture) {
    return cacheable(HttpStatus.OK, picture.sha256())
        .contentType(MediaType.parseMediaType(picture.format().contentType()))
        .body(picture.bytes());
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

  static ResponseEntity<byte[]> pending() {
    return again("picture-pending", "The picture is not there yet", "Ask again in a few seconds.");
  }

  /** Ready, but gone from the bucket: somebody deleted it there. */
  static ResponseEntity<byte[]> gone() {
    return again("picture-missing", "The picture is missing", "Ask again later.");
  }

  static ResponseEntity<byte[]> unknown() {
    return Problem.of(
            HttpStatus.NOT_FOUND,
            "unknown-picture",
            "Unknown picture",
            "There is no picture of this name.")
        .answer();
  }

  static ResponseEntity<byte[]> failed() {
    return Problem.of(
            HttpStatus.NOT_FOUND,
            "picture-failed",
            "The picture could not be made",
            "Its job says why: GET /v1/jobs/{id}. Asking for the code again tries again.")
        .answer();
  }

  static ResponseEntity<byte[]> unavailable() {
    return Problem.of(
            HttpStatus.SERVICE_UNAVAILABLE,
            "unavailable",
            "Not possible at the moment",
            "The picture can't be fetched now; ask again.")
        .answer();
  }

  private static ResponseEntity<byte[]> again(String name, String title, String detail) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.RETRY_AFTER, RETRY_SECONDS);
    return Problem.of(HttpStatus.NOT_FOUND, name, title, detail).answer(headers);
  }

  private static ResponseEntity.BodyBuilder cacheable(HttpStatus status, String sha256) {
    return ResponseEntity.status(status)
        .header(HttpHeaders.CACHE_CONTROL, FOR_EVER)
        .header(HttpHeaders.ETAG, tag(sha256));
  }
}
