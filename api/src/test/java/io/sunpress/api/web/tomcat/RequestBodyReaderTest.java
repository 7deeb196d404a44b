package io.sunpress.api.web.tomcat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sunpress.api.web.HttpProperties;
import io.sunpress.api.web.SlowBodyException;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

class RequestBodyReaderTest {
  private static final int CHUNK = 8 << 10;

  private final RequestBodyReader bodies = reader(Duration.ofSeconds(5), DataSize.ofMegabytes(1));

  private static RequestBodyReader reader(Duration timeout, DataSize memory) {
    return new RequestBodyReader(
        new HttpProperties(
            DataSize.ofMegabytes(1),
            timeout,
            memory,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            0));
  }

  private interface Bytes {
    int read(byte[] target) throws IOException;
  }

  private static HttpServletRequest request(long length, Bytes bytes) {
    return new HttpServletRequestWrapper(new MockHttpServletRequest("POST", "/v1/codes")) {
      @Override
      public ServletInputStream getInputStream() {
        return new Stream(bytes);
      }

      @Override
      public long getContentLengthLong() {
        return length;
      }
    };
  }

  private static final class Stream extends ServletInputStream {
    private final Bytes bytes;

    Stream(Bytes bytes) {
      this.bytes = bytes;
    }

    @Override
    public int read(byte[] target) throws IOException {
      return bytes.read(target);
    }

    @Override
    public int read() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }
  }

  private static HttpServletRequest request(String body) {
    InputStream bytes = new ByteArrayInputStream(body.getBytes(UTF_8));
    return request(body.length(), bytes::read);
  }

  @Test
  void readsBodiesUpToTheLimit() throws IOException {
    assertThat(bodies.read(request("{}"))).contains("{}".getBytes(UTF_8));
    assertThat(bodies.read(request(""))).contains(new byte[0]);
    assertThat(bodies.read(request("x".repeat(1 << 20)))).isPresent();
    assertThat(bodies.read(request("x".repeat((1 << 20) + 1)))).isEmpty();
    assertThat(bodies.read(request(-1, target -> target.length))).isEmpty();
  }

  @Test
  void waitsForNoBodyLongerThanItMay() {
    RequestBodyReader hasty = reader(Duration.ofMillis(100), DataSize.ofMegabytes(1));
    assertThatThrownBy(() -> hasty.read(request(1000, target -> 0)))
        .isInstanceOfSatisfying(
            SlowBodyException.class,
            e -> assertThat(e.why()).isEqualTo(SlowBodyException.Why.TOO_SLOW));
  }

  @Test
  void silenceIsSlownessToo() {
    HttpServletRequest silent =
        request(
            1000,
            target -> {
              throw new SocketTimeoutException();
            });
    assertThatThrownBy(() -> bodies.read(silent))
        .isInstanceOfSatisfying(
            SlowBodyException.class,
            e -> assertThat(e.why()).isEqualTo(SlowBodyException.Why.TOO_SLOW));
  }

  @Test
  void largeBodiesShareTheirMemoryAndSmallOnesNeedNone() throws IOException {
    int[] chunks = {0};
    HttpServletRequest large =
        request(
            1 << 20,
            target -> {
              if (chunks[0]++ == (1 << 20) / CHUNK - 1) {
                // The first one holds nearly all there is: another large one finds none.
                assertThatThrownBy(() -> bodies.read(request("x".repeat(8 * CHUNK))))
                    .isInstanceOfSatisfying(
                        SlowBodyException.class,
                        e -> assertThat(e.why()).isEqualTo(SlowBodyException.Why.TOO_MANY));
                assertThat(bodies.read(request("{}"))).isPresent();
                return -1;
              }
              return target.length;
            });
    assertThat(bodies.read(large)).isPresent();
    assertThat(bodies.read(request("x".repeat(8 * CHUNK)))).isPresent();
  }
}
