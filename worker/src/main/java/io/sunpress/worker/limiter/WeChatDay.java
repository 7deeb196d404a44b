package io.sunpress.worker.limiter;

import java.time.Instant;
import java.time.ZoneId;

/** The day of WeChat's quotas. It begins at midnight in Shanghai, wherever the worker runs. */
final class WeChatDay {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  private WeChatDay() {}

  /** When the day of that moment ends. */
  static Instant end(Instant moment) {
    return moment.atZone(ZONE).toLocalDate().plusDays(1).atStartOfDay(ZONE).toInstant();
  }
}
