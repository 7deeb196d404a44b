package io.sunpress.message;

import java.util.Objects;
import java.util.Optional;

/**
 * Who asked, as far as is known: echoed in the events.
 *
 * @param requestId the request's name
 * @param reference the asker's own text
 * @param campaign the campaign's row
 */
public record Asker(
    Optional<String> requestId, Optional<String> reference, Optional<CampaignRow> campaign) {
  /** Nothing was readable. */
  public static final Asker UNKNOWN =
      new Asker(Optional.empty(), Optional.empty(), Optional.empty());

  public Asker {
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(campaign, "campaign");
  }
}
