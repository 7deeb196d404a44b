package io.sunpress.worker.limiter;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** The day of WeChat's quotas. It begins at midnight in Shanghai, wherever the worker runs. */
record WeChatDay(LocalDate date) {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");

  /** WeChat's own clock may begin the day later than ours does. */
  private static final Duration UNCERTAIN = Duration.ofHours(1);

  static WeChatDay of(Instant moment) {
    return new WeChatDay(LocalDate.ofInstant(moment, ZONE));
  }

  Instant end() {
    return begin(date.plusDays(1));
  }

  /** Whether a refusal at that moment may still mean the day before. */
  boolean isUncertainAt(Instant moment) {
    return moment.isBefore(begin(date).plus(UNCERTAIN));
  }

  private static Instant begin(LocalDate date) {
    return date.atStartOfDay(ZONE).toInstant();
  }
}
