package io.sunpress.api.web.tomcat;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * How long a client may take, and how many connections one address may have at once. Of IPv6, a
 * whole /64 counts as one address: everybody has one.
 */
final class ConnectionLimits {
  private static final int IPV6_PREFIX_BYTES = 8;

  private final long headTimeoutNanos;
  private final long responseTimeoutNanos;
  private final int maxOfOneAddress;
  private final Predicate<InetAddress> unlimited;
  private final Map<ByteBuffer, Integer> open = new ConcurrentHashMap<>();

  /**
   * @param maxOfOneAddress 0 for any number
   * @param unlimited whose connections are not counted: proxies, which have many clients
   */
  ConnectionLimits(
      Duration headTimeout,
      Duration responseTimeout,
      int maxOfOneAddress,
      Predicate<InetAddress> unlimited) {
    this.headTimeoutNanos = headTimeout.toNanos();
    this.responseTimeoutNanos = responseTimeout.toNanos();
    this.maxOfOneAddress = maxOfOneAddress;
    this.unlimited = unlimited;
  }

  long headTimeoutNanos() {
    return headTimeoutNanos;
  }

  long responseTimeoutNanos() {
    return responseTimeoutNanos;
  }

  /** Counts one more connection, unless there are as many as may be. */
  boolean enter(InetAddress address) {
    if (maxOfOneAddress == 0 || unlimited.test(address)) {
      return true;
    }
    int[] before = new int[1];
    open.compute(
        block(address),
        (block, count) -> {
          before[0] = count == null ? 0 : count;
          return Math.min(before[0] + 1, maxOfOneAddress);
        });
    return before[0] < maxOfOneAddress;
  }

  /** Counts one less, of one that has entered. */
  void leave(InetAddress address) {
    open.computeIfPresent(block(address), (block, count) -> count == 1 ? null : count - 1);
  }

  private static ByteBuffer block(InetAddress address) {
    byte[] bytes = address.getAddress();
    return ByteBuffer.wrap(
        bytes, 0, address instanceof Inet6Address ? IPV6_PREFIX_BYTES : bytes.length);
  }
}
