package io.sunpress.api.auth;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WrongKeyLimiterTest {
  private final AtomicLong nanos = new AtomicLong();
  private final WrongKeyLimiter wrong = new WrongKeyLimiter(2, nanos::get);

  private static InetAddress address(int number) {
    return InetAddresses.forString(
        "10.%d.%d.%d".formatted(number >> 16 & 255, number >> 8 & 255, number & 255));
  }

  @Test
  void countsEachAddressByItselfForAMinute() {
    assertThat(wrong.add(address(1))).isEmpty();
    assertThat(wrong.add(address(1))).isEmpty();
    assertThat(wrong.add(address(1))).contains(Duration.ofMinutes(1));
    assertThat(wrong.add(address(2))).isEmpty();
    nanos.addAndGet(Duration.ofSeconds(59).toNanos());
    assertThat(wrong.add(address(1))).contains(Duration.ofSeconds(1));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(wrong.add(address(1))).isEmpty();
  }

  @Test
  void anIpv6NetworkIsOneAddress() {
    assertThat(wrong.add(InetAddresses.forString("2001:db8::1"))).isEmpty();
    assertThat(wrong.add(InetAddresses.forString("2001:db8::2"))).isEmpty();
    assertThat(wrong.add(InetAddresses.forString("2001:db8::ffff:3"))).isPresent();
    assertThat(wrong.add(InetAddresses.forString("2001:db8:0:1::1"))).isEmpty();
  }

  @Test
  void remembersABoundedNumberOfAddresses() {
    for (int i = 0; i < 3 * WrongKeyLimiter.MOST_ADDRESSES; i++) {
      wrong.add(address(i));
    }
    assertThat(wrong.size()).isEqualTo(WrongKeyLimiter.MOST_ADDRESSES);
    // The latest are known still.
    int last = 3 * WrongKeyLimiter.MOST_ADDRESSES - 1;
    wrong.add(address(last));
    assertThat(wrong.add(address(last))).isPresent();
  }
}
