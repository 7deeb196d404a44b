package io.sunpress.worker.source;

import io.sunpress.code.CodeId;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * The codes that a source requested lately. A change stream has a thousand updates of the stock for
 * each new product, and none of them needs another request. Kept in memory: after a restart a code
 * may be requested once more, which costs WeChat nothing.
 */
final class RecentRequests {
  private static final int MAX_CODES = 1_000_000;

  private final long nanos;
  private final LongSupplier nanoTime;
  private final Map<CodeId, Long> requested = new LinkedHashMap<>();

  /**
   * @param oncePer how long a request counts; zero: not at all
   */
  RecentRequests(Duration oncePer, LongSupplier nanoTime) {
    this.nanos = oncePer.toNanos();
    this.nanoTime = nanoTime;
  }

  /** Notes a request; false where the same was noted lately. */
  synchronized boolean isNew(CodeId code) {
    if (nanos == 0) {
      return true;
    }
    long now = nanoTime.getAsLong();
    Iterator<Long> oldest = requested.values().iterator();
    while (oldest.hasNext() && (now - oldest.next() >= nanos || requested.size() > MAX_CODES)) {
      oldest.remove();
    }
    return requested.putIfAbsent(code, now) == null;
  }

  /** Forgets a request that was not acknowledged. */
  synchronized void forget(CodeId code) {
    requested.remove(code);
  }
}
