package io.sunpress.message;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * The request that an event is about, as far as it could be read: an invalid request has no id and
 * may have no app.
 *
 * @param requestId the request's name
 * @param subject what tells it from others of this name: its code, or without one a hash of its
 *     bytes
 * @param id the code
 * @param app the mini-program
 * @param page the page, one spelling
 * @param scene the scene
 * @param reference the asker's own text
 * @param campaign the campaign's row
 * @param askedAt the broker's append time
 */
public record RequestDetails(
    String requestId,
    String subject,
    Optional<CodeId> id,
    Optional<AppId> app,
    Optional<String> page,
    Optional<String> scene,
    Optional<String> reference,
    Optional<CampaignRow> campaign,
    Instant askedAt) {
  public RequestDetails {
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(subject, "subject");
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(app, "app");
    Objects.requireNonNull(page, "page");
    Objects.requireNonNull(scene, "scene");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(campaign, "campaign");
    Objects.requireNonNull(askedAt, "askedAt");
  }
}
