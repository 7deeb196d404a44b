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
public record RequestCorrelation(
    Optional<String> requestId, Optional<String> reference, Optional<CampaignRow> campaign) {
  /** Nothing was readable. */
  public static final RequestCorrelation UNKNOWN =
      new RequestCorrelation(Optional.empty(), Optional.empty(), Optional.empty());

  public RequestCorrelation {
    Objects.requireNonNull(requestId, "requestId");
    Objects.requireNonNull(reference, "reference");
    Objects.requireNonNull(campaign, "campaign");
  }

  /**
   * Whether events can carry this text: a CloudEvents attribute has no control characters, no half
   * characters and no non-characters, and half a character could not even be written.
   */
  public static boolean canBeTold(String text) {
    return text.codePoints().allMatch(RequestCorrelation::canBeTold);
  }

  private static boolean canBeTold(int character) {
    boolean half = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
    boolean none = (character & 0xfffe) == 0xfffe || character >= 0xfdd0 && character <= 0xfdef;
    return !Character.isISOControl(character) && !half && !none;
  }
}
