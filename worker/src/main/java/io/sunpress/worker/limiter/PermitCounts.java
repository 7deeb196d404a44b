package io.sunpress.worker.limiter;

/**
 * What became of the permits of one app since the start. Identity: {@code given = used + givenBack
 * + lapsed + } those that are out at this moment.
 *
 * @param given to calls
 * @param used for calls that were sent
 * @param givenBack by calls that were never sent
 * @param lapsed before they were used: too old, or share, lease or opening gone meanwhile
 * @param moved of those used: admitted before ownership moved and sent after it
 */
public record PermitCounts(long given, long used, long givenBack, long lapsed, long moved) {
  static final PermitCounts NONE = new PermitCounts(0, 0, 0, 0, 0);

  PermitCounts oneGiven() {
    return new PermitCounts(given + 1, used, givenBack, lapsed, moved);
  }

  PermitCounts oneUsed(boolean afterMove) {
    return new PermitCounts(given, used + 1, givenBack, lapsed, moved + (afterMove ? 1 : 0));
  }

  PermitCounts oneGivenBack() {
    return new PermitCounts(given, used, givenBack + 1, lapsed, moved);
  }

  PermitCounts oneLapsed() {
    return new PermitCounts(given, used, givenBack, lapsed + 1, moved);
  }
}
