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
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.coyote.Request;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.util.unit.DataSize;

class RequestBodyReaderTest {
  private final RequestBodyReader bodies =
      new RequestBodyReader(new HttpProperties(DataSize.ofKilobytes(1), Duration.ofMillis(200), 1));

  /** Gives one byte after another, without an end. */
  private abstract static class Slow extends ServletInputStream {
    @Override
    public boolean isFinished() {
      return false;
    }

    @Override
    public boolean isReady() {
      return false;
    }

    @Override
    public void setReadListener(ReadListener listener) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws IOException {
      bytes[from] = (byte) read();
      return 1;
    }
  }

  private static HttpServletRequest request(int length, ServletInputStream body) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/v1/codes");
    return new HttpServletRequestWrapper(request) {
      @Override
      public ServletInputStream getInputStream() {
        return body;
      }

      @Override
      public long getContentLengthLong() {
        return length;
      }
    };
  }

  /** All of it is there; of which Tomcat says no more than that something is. */
  private static HttpServletRequest request(String body) {
    ByteArrayInputStream bytes = new ByteArrayInputStream(body.getBytes(UTF_8));
    return request(
        body.length(),
        new Slow() {
          @Override
          public int read() {
            return bytes.read();
          }

          @Override
          public int read(byte[] target, int from, int length) {
            return bytes.read(target, from, Math.min(length, 100));
          }

          @Override
          public int available() {
            return Math.min(1, bytes.available());
          }
        });
  }

  @Test
  void readsWhatIsThereUpToTheLimit() throws IOException {
    assertThat(bodies.read(request("{}"))).hasValueSatisfying(b -> assertThat(b).hasSize(2));
    assertThat(bodies.read(request("x".repeat(1024)))).isPresent();
    assertThat(bodies.read(request("x".repeat(1025)))).isEmpty();
    assertThat(bodies.read(request(""))).hasValueSatisfying(b -> assertThat(b).isEmpty());
  }

  @Test
  void waitsForASlowBodyAWhileAndNoLonger() {
    CountDownLatch never = new CountDownLatch(1);
    HttpServletRequest trickling =
        request(
            1000,
            new Slow() {
              @Override
              public int read() throws IOException {
                pause(never, 20);
                return ' ';
              }
            });
    assertThatThrownBy(() -> bodies.read(trickling))
        .isInstanceOfSatisfying(
            SlowBodyException.class,
            e -> assertThat(e.why()).isEqualTo(SlowBodyException.Why.TOO_SLOW));
  }

  @Test
  void waitsForNoMoreSlowBodiesThanItMay() throws Exception {
    whileOneIsWaitedFor(
        hanging -> {
          assertThatThrownBy(() -> bodies.read(hanging))
              .isInstanceOfSatisfying(
                  SlowBodyException.class,
                  e -> assertThat(e.why()).isEqualTo(SlowBodyException.Why.TOO_MANY));
          // Who has his body there already is not kept waiting by the slow.
          assertThat(bodies.read(request("{}"))).isPresent();
        });
  }

  @Test
  void whatHasComeAndWasNotReadYetIsThereToo() throws Exception {
    whileOneIsWaitedFor(
        hanging -> {
          AtomicInteger read = new AtomicInteger();
          HttpServletRequest apart =
              request(
                  2,
                  new Slow() {
                    @Override
                    public int available() {
                      return read.get();
                    }

                    @Override
                    public int read() {
                      read.decrementAndGet();
                      return ' ';
                    }
                  });
          UnreadBody rest =
              new UnreadBody(new Request()) {
                @Override
                boolean isHere() {
                  read.set(1);
                  return true;
                }
              };
          rest.isOf(apart);
          assertThat(bodies.read(apart)).hasValueSatisfying(b -> assertThat(b).hasSize(2));
        });
  }

  private interface Meanwhile {
    void happens(HttpServletRequest hanging) throws Exception;
  }

  private void whileOneIsWaitedFor(Meanwhile meanwhile) throws Exception {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    HttpServletRequest hanging =
        request(
            1000,
            new Slow() {
              @Override
              public int read() throws IOException {
                reading.countDown();
                pause(go, 20_000);
                throw new IOException("reset");
              }
            });
    CompletableFuture<Optional<byte[]>> first =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return bodies.read(hanging);
              } catch (IOException e) {
                return Optional.empty();
              }
            });
    assertThat(reading.await(10, TimeUnit.SECONDS)).isTrue();
    meanwhile.happens(hanging);
    go.countDown();
    assertThat(first.get(10, TimeUnit.SECONDS)).isEmpty();
  }

  private static void pause(CountDownLatch latch, long millis) throws IOException {
    try {
      latch.await(millis, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}
