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
      new LocalizedText("Ask again in a few seconds.", "请几秒后重试。");

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
        new LocalizedText("The picture is not there yet", "图片尚未生成"),
        ASK_IN_SECONDS,
        language);
  }

  /** Ready, but gone from the bucket: somebody deleted it there. */
  static ResponseEntity<byte[]> gone(Language language) {
    return again(
        "picture-missing",
        new LocalizedText("The picture is missing", "图片丢失"),
        new LocalizedText(
            "It is asked for again by itself, where its request is still kept. If it stays away, "
                + "ask for the code again.",
            "系统会自动重新生成。若长时间仍不可用，请用相同参数重新提交。"),
        language);
  }

  static ResponseEntity<byte[]> unknown(Language language) {
    return problem(
        HttpStatus.NOT_FOUND,
        "unknown-picture",
        new LocalizedText("Unknown picture", "没有这张图片"),
        new LocalizedText("There is no picture of this name.", "请检查地址。"),
        language,
        new HttpHeaders());
  }

  static ResponseEntity<byte[]> failed(Language language) {
    return problem(
        HttpStatus.NOT_FOUND,
        "picture-failed",
        new LocalizedText("The picture could not be made", "图片生成失败"),
        new LocalizedText(
            "Its job says why: GET /v1/jobs/{id}. Asking for the code again tries again.",
            "原因请查看任务：GET /v1/jobs/{id}。用相同参数重新提交会再次生成。"),
        language,
        new HttpHeaders());
  }

  static ResponseEntity<byte[]> unavailable(Language language) {
    return problem(
        HttpStatus.SERVICE_UNAVAILABLE,
        "unavailable",
        new LocalizedText("Not possible at the moment", "暂时不可用"),
        new LocalizedText("The picture can't be fetched now; ask again.", "暂时无法读取图片，请稍后重试。"),
        language,
        new HttpHeaders());
  }

  private static ResponseEntity<byte[]> notSatisfiable(long size, Language language) {
    HttpHeaders headers = new HttpHeaders();
    headers.set(HttpHeaders.CONTENT_RANGE, "bytes */" + size);
    return problem(
        HttpStatus.REQUESTED_RANGE_NOT_SATISFIABLE,
        "range-not-satisfiable",
        new LocalizedText("No such range", "请求的范围无效"),
        new LocalizedText("The picture has " + size + " bytes.", "图片共" + size + "字节，请检查Range。"),
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
