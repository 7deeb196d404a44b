package io.sunpress.api.ledger.entry;

import io.sunpress.request.CodeRequest;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Tells a retry from another request for the same code, whose client waits for an event of its own.
 *
 * @param requestId a hash of the request's name
 * @param reference a hash of the client's own text; 0 without one
 * @param checkPath whether WeChat checks that the page is released
 * @param askedAt the broker's append time
 */
public record RequestFingerprint(
    long requestId, long reference, boolean checkPath, Instant askedAt) {
  private static final long NONE = 0;
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  public RequestFingerprint {
    Objects.requireNonNull(askedAt, "askedAt");
  }

  public static RequestFingerprint of(
      @Nullable String requestId, @Nullable String reference, boolean checkPath, Instant askedAt) {
    return new RequestFingerprint(hash(requestId), hash(reference), checkPath, askedAt);
  }

  public static RequestFingerprint of(CodeRequest request, Instant askedAt) {
    return of(
        request.requestId(),
        request.asker().reference().orElse(null),
        request.checkPath(),
        askedAt);
  }

  /**
   * Whether this one's answer is the other's as well. It must check no more, and be the very same
   * request, unless the other has neither a name nor a reference: no event could be told from this
   * one's.
   */
  boolean answers(CodeRequest other) {
    if (checkPath && !other.checkPath()) {
      return false;
    }
    Optional<String> name = other.asker().requestId();
    long otherReference = hash(other.asker().reference().orElse(null));
    return name.isPresent()
        ? requestId == hash(name.get()) && reference == otherReference
        : otherReference == NONE || reference == otherReference;
  }

  private static long hash(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return NONE;
    }
    long hash = FNV_OFFSET;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * FNV_PRIME;
    }
    return hash;
  }
}
