package io.sunpress.message;

import io.sunpress.code.Field;
import io.sunpress.code.InvalidValueException;
import io.sunpress.code.Reason;
import io.sunpress.code.Refusal;

/**
 * Which row of which campaign a request is.
 *
 * @param id the campaign, 1 to 64 characters, no control characters
 * @param row counted from 0
 */
public record CampaignRow(String id, long row) {
  public CampaignRow {
    if (id.isEmpty() || id.length() > 64 || !Asker.canBeTold(id) || row < 0) {
      throw new InvalidValueException(
          Refusal.of(
              Field.CAMPAIGN,
              Reason.BAD_FORM,
              "campaign needs an id of 1 to 64 visible characters and a row that is not negative"));
    }
  }
}
