package io.sunpress.message;

import io.sunpress.code.InvalidValueException;
import io.sunpress.code.RequestField;
import io.sunpress.code.ValidationError;
import io.sunpress.code.ValidationErrorReason;

/**
 * Which row of which campaign a request is.
 *
 * @param id the campaign, 1 to 64 characters, no control characters
 * @param row counted from 0
 */
public record CampaignRow(String id, long row) {
  public CampaignRow {
    if (id.isEmpty() || id.length() > 64 || !RequestCorrelation.canBeTold(id) || row < 0) {
      throw new InvalidValueException(
          ValidationError.of(
              RequestField.CAMPAIGN,
              ValidationErrorReason.BAD_FORM,
              "campaign needs an id of 1 to 64 visible characters and a row that is not negative"));
    }
  }
}
