package io.sunpress.api.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class PreferHeaderTest {
  private static final Duration DEFAULT = Duration.ofSeconds(8);
  private static final Duration MOST = Duration.ofSeconds(30);

  private static PreferHeader of(String... headers) {
    MockHttpServletRequest request = new MockHttpServletRequest();
    for (String header : headers) {
      request.addHeader("Prefer", header);
    }
    return PreferHeader.of(request);
  }

  private static long seconds(String... headers) {
    return of(headers).patience(DEFAULT, MOST).toSeconds();
  }

  @Test
  void saysHowLongToWait() {
    assertThat(seconds()).isEqualTo(8);
    assertThat(seconds("respond-async")).isZero();
    assertThat(seconds("wait=3")).isEqualTo(3);
    assertThat(seconds("respond-async, wait=3")).isEqualTo(3);
    assertThat(seconds("wait=0")).isZero();
    assertThat(seconds("return=minimal", "Respond-Async; foo=bar")).isZero();
    assertThat(seconds("WAIT = \"4\"; x=y")).isEqualTo(4);
    assertThat(seconds("wait=5", "wait=6")).isEqualTo(5);
  }

  @Test
  void isBoundedAndIgnoresWhatItCannotRead() {
    assertThat(seconds("wait=31")).isEqualTo(30);
    assertThat(seconds("wait=999999")).isEqualTo(30);
    assertThat(seconds("wait=99999999999999999999")).isEqualTo(8);
    assertThat(seconds("wait=-1")).isEqualTo(8);
    assertThat(seconds("wait", "wait=", "wait=x", ",,;")).isEqualTo(8);
  }

  @Test
  void saysWhatWasApplied() {
    assertThat(of().applied(MOST)).isEmpty();
    assertThat(of("return=minimal").applied(MOST)).isEmpty();
    assertThat(of("wait=40").applied(MOST)).contains("wait=30");
    assertThat(of("wait=3, respond-async").applied(MOST)).contains("respond-async, wait=3");
  }
}
