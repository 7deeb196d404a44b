package io.sunpress.api.auth;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the wrong keys of each address, minute by minute. The table is bounded: of too many
 * addresses the oldest are forgotten. An IPv6 network of 64 bits counts as one address, since
 * whoever has one of its addresses has them all. Safe for many threads.
 */
final class WrongKeyLimiter {
  static final int MOST_ADDRESSES = 10_000;
  static final Duration WINDOW = Duration.ofMinutes(1);

  private static final Logger log = LoggerFactory.getLogger(WrongKeyLimiter.class);
  private static final int IPV6_NETWORK_BYTES = 8;

  private final int allowed;
  private final LongSupplier nanos;
  private final Map<String, Count> counts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > MOST_ADDRESSES;
        }
      };

  private record Count(long since, int wrong) {}

  /**
   * @param allowed in a minute
   * @param nanos a clock that is never set
   */
  WrongKeyLimiter(int allowed, LongSupplier nanos) {
    this.allowed = allowed;
    this.nanos = nanos;
  }

  /** Counts one; where that is one too many, says how long the address is to be quiet. */
  synchronized Optional<Duration> add(InetAddress address) {
    long now = nanos.getAsLong();
    String who = network(address);
    Count before = counts.get(who);
    boolean goesOn = before != null && now - before.since() < WINDOW.toNanos();
    Count count = goesOn ? new Count(before.since(), before.wrong() + 1) : new Count(now, 1);
    if (!goesOn) {
      counts.remove(who);
    }
    counts.put(who, count);
    if (count.wrong() <= allowed) {
      return Optional.empty();
    }
    if (count.wrong() == allowed + 1) {
      log.warn("More than {} wrong keys in a minute from {}", allowed, address.getHostAddress());
    }
    return Optional.of(Duration.ofNanos(count.since() + WINDOW.toNanos() - now));
  }

  synchronized int size() {
    return counts.size();
  }

  private static String network(InetAddress address) {
    byte[] bytes = address.getAddress();
    return HexFormat.of()
        .formatHex(
            address instanceof Inet6Address ? Arrays.copyOf(bytes, IPV6_NETWORK_BYTES) : bytes);
  }
}
