package io.sunpress.bench.measure;

import java.util.Objects;

/**
 * The final event of a request.
 *
 * @param eventId the CloudEvent's id: the same for a repeat
 * @param requestId which request
 * @param ready a picture is there; otherwise it failed for good
 * @param sha256 of the picture; empty where it failed
 */
public record FinalEvent(String eventId, String requestId, boolean ready, String sha256) {
  public FinalEvent {
    Objects.requireNonNull(eventId, "eventId");
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(sha256, "sha256");
  }
}
