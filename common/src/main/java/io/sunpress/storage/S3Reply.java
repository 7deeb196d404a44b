package io.sunpress.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import okhttp3.Headers;

/**
 * What a store answered. The status decides; the body only names the cause, whatever its type.
 *
 * @param status of HTTP
 * @param headers of HTTP
 * @param body all of it, or as much as is of use
 */
record S3Reply(int status, Headers headers, byte[] body) {
  private static final Pattern CODE = Pattern.compile("<Code>\\s*([A-Za-z0-9._-]{1,64})\\s*<");
  private static final Pattern REGION =
      Pattern.compile("(?:<Region>|expecting ')\\s*([a-z0-9-]{2,32})\\s*(?:<|')");

  boolean isSuccess() {
    return status / 100 == 2;
  }

  /** The store's own word for the error; empty where it gives none. */
  String code() {
    return found(CODE).orElse("");
  }

  StoreProblem problem() {
    return StoreProblem.of(status, code());
  }

  /**
   * Describes the refusal. The store's own texts may hold addresses and keys: only the kind of
   * failure is kept, and the region that it names.
   */
  StoreException refused(String doing) {
    String region =
        problem() == StoreProblem.REGION
            ? region().map(name -> " (region " + name + ")").orElse("")
            : "";
    return new StoreException(
        problem(),
        "the store would not %s it: HTTP %d %s".formatted(doing, status, code()).strip() + region,
        null);
  }

  private Optional<String> region() {
    return Optional.ofNullable(headers.get("x-amz-bucket-region")).or(() -> found(REGION));
  }

  private Optional<String> found(Pattern pattern) {
    if (isSuccess()) {
      return Optional.empty();
    }
    Matcher matcher = pattern.matcher(new String(body, UTF_8));
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
