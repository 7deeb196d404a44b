package io.sunpress.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduledClientsTest {
  private static final byte[] REQUEST = HttpConnection.post("/", "", "{}".getBytes(UTF_8));
  private static final byte[] ANSWER = "yes".getBytes(UTF_8);

  private final HttpServer server =
      HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final AtomicInteger asked = new AtomicInteger();

  ScheduledClientsTest() throws IOException {
    server.setExecutor(threads);
  }

  @AfterEach
  void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  /** Every answer waits for this; the first one's is told its number, 0. */
  private interface Before {
    void answer(int number) throws InterruptedException;
  }

  private HttpLoad load(int connections, Before before) {
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          try {
            before.answer(asked.getAndIncrement());
          } catch (InterruptedException e) {
            throw new IOException(e);
          }
          exchange.sendResponseHeaders(200, ANSWER.length);
          exchange.getResponseBody().write(ANSWER);
          exchange.close();
        });
    server.start();
    return new HttpLoad(
        URI.create("http://127.0.0.1:" + server.getAddress().getPort()), connections);
  }

  @Test
  void askAllThatIsDue() {
    HttpTimes times = load(4, number -> {}).paced(() -> REQUEST, 200, Duration.ofSeconds(1));
    assertThat(times.all(200).count()).isEqualTo(200);
    assertThat(asked).hasValue(200);
  }

  @Test
  void countTheTimeThatARequestWasLateFor() {
    CountDownLatch never = new CountDownLatch(1);
    HttpTimes times =
        load(
                1,
                number -> {
                  if (number == 0) {
                    assertThat(never.await(500, TimeUnit.MILLISECONDS)).isFalse();
                  }
                })
            .paced(() -> REQUEST, 100, Duration.ofSeconds(1));
    assertThat(times.all(200).count()).isEqualTo(100);
    // Of those that were due in these 500 ms half had to wait for at least 250.
    assertThat(times.percentileMillis(80)).isGreaterThan(200);
  }
}
