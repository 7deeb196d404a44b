package io.sunpress.api.web;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every answer of this door is wrapped in. Absent members are left out, so that success and
 * the documented error have exactly the documented ones.
 *
 * @param code 0 success, 200 accepted, -1 error, 1001 no key or a wrong one, 1002 not this key's to
 *     do, 3001 path, 3002 scene
 * @param msg the reason, Chinese; empty for success
 * @param data the picture's URL
 * @param jobId by which the answer can be asked for
 * @param errcode WeChat's number
 */
public record AnqicmsEnvelope(
    int code, String msg, Optional<String> data, Optional<String> jobId, OptionalInt errcode) {
  public static final int OK = 0;
  public static final int ACCEPTED = 200;
  public static final int ERROR = -1;

  /** Nobody has said who asks, or somebody who is not known. */
  public static final int NO_KEY = 1001;

  /** The key has no right to do this, or none to this app. */
  public static final int NO_RIGHT = 1002;

  public static final int BAD_PATH = 3001;
  public static final int BAD_SCENE = 3002;

  public AnqicmsEnvelope {
    Objects.requireNonNull(msg, "msg");
    Objects.requireNonNull(data, "data");
    Objects.requireNonNull(jobId, "jobId");
    Objects.requireNonNull(errcode, "errcode");
  }

  public static AnqicmsEnvelope success(String url) {
    return new AnqicmsEnvelope(OK, "", Optional.of(url), Optional.empty(), OptionalInt.empty());
  }

  /** An error with a number of its own; in Chinese, which these clients' people read. */
  public static AnqicmsEnvelope error(int code, LocalizedText reason) {
    return new AnqicmsEnvelope(
        code, reason.in(Language.CHINESE), Optional.empty(), Optional.empty(), OptionalInt.empty());
  }

  /** Any other error: code -1 and the reason. */
  public static AnqicmsEnvelope error(LocalizedText reason) {
    return error(ERROR, reason);
  }

  /** The answer: never cached, since the next one may be another. */
  public ResponseEntity<byte[]> answer(HttpStatus status, HttpHeaders headers) {
    headers.set(HttpHeaders.CACHE_CONTROL, "no-store");
    headers.setContentType(MediaType.APPLICATION_JSON);
    return new ResponseEntity<>(bytes(), headers, status);
  }

  public ResponseEntity<byte[]> answer() {
    return answer(HttpStatus.OK, new HttpHeaders());
  }

  private byte[] bytes() {
    ObjectNode json = JsonBody.object();
    json.put("code", code);
    json.put("msg", msg);
    data.ifPresent(url -> json.put("data", url));
    jobId.ifPresent(id -> json.put("job_id", id));
    errcode.ifPresent(number -> json.put("errcode", number));
    return JsonBody.write(json);
  }
}
