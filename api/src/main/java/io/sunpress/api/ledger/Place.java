package io.sunpress.api.ledger;

import io.sunpress.request.Priority;
import java.util.Objects;

/**
 * Where a question is, so that it can be read once more.
 *
 * @param lane which of the requests' topics
 * @param partition of it
 * @param offset in it
 */
record Place(Priority lane, int partition, long offset) {
  Place {
    Objects.requireNonNull(lane, "lane");
  }
}
