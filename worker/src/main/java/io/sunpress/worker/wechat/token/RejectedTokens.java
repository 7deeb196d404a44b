package io.sunpress.worker.wechat.token;

import io.sunpress.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tokens that WeChat has refused lately. Not for ever: WeChat has refused good ones by mistake,
 * and in normal mode goes on handing out the same for hours.
 */
final class RejectedTokens {
  /** How long a refusal is believed. */
  static final Duration BELIEVED = Duration.ofSeconds(30);

  /** Several copies of a token service may each have a stale one. */
  private static final int MOST = 16;

  private final Map<Secret, Instant> refused =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Secret, Instant> eldest) {
          return size() > MOST;
        }
      };

  synchronized void add(Secret token, Instant now) {
    refused.put(token, now);
  }

  synchronized boolean hold(Secret token, Instant now) {
    Instant since = refused.get(token);
    return since != null && TimeSpan.of(since, BELIEVED).covers(now);
  }
}
