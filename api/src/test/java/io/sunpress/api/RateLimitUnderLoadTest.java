package io.sunpress.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.ApiClient;
import io.sunpress.api.testing.Installation;
import io.sunpress.api.testing.SharedInstallation;
import io.sunpress.api.testing.SteadyLoad;
import io.sunpress.api.testing.SteadyLoad.Told;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * One key asks twenty times as often as it may, and five hundred connections say nothing, while
 * another key asks as usual: what is too much is refused and not kept, and the other does not
 * notice.
 */
@Tag("long")
class RateLimitUnderLoadTest {
  private static final int PER_SECOND = 30;
  private static final int TIMES = 20;
  private static final int AS_USUAL = 10;

  /** Before JDK 24 each one with a body holds a thread of a hundred. */
  private static final int SILENT = Runtime.version().feature() < 24 ? 100 : 500;

  private static final Duration SOON = Duration.ofSeconds(30);

  private final Duration load =
      Duration.ofSeconds(
          Math.max(3, (long) (60 * Double.parseDouble(System.getProperty("long.scale", "1")))));

  @Test
  void whatIsTooMuchIsRefusedAndTheOthersDoNotNotice() throws IOException {
    long before = SharedInstallation.published();
    List<Socket> silent = new ArrayList<>();
    try (ApiClient api = ApiClient.ready(SharedInstallation.home(), keys())) {
      for (int i = 0; i < SILENT; i++) {
        silent.add(half(api, i % 2 == 0 ? "" : "\r\n{"));
      }
      try (SteadyLoad calm = asks(api, AS_USUAL, "calm");
          SteadyLoad greedy = asks(api, PER_SECOND * TIMES, "greedy")) {
        long begun = System.nanoTime();
        await()
            .atMost(load.plus(SOON))
            .until(() -> System.nanoTime() - begun > load.toNanos() && !calm.told().isEmpty());
        assertThat(heapMebibytes()).isLessThan(512);
        greedy.stop();
        calm.stop();
        await().atMost(SOON).until(() -> greedy.isAnswered() && calm.isAnswered());
        tellsWhenItMayAgain(api);
        isRefusedBeyondItsRate(greedy.told());
        assertThat(calm.told()).allMatch(each -> each.status() == 202);
        tell("as usual", calm.told());
        // One more was asked by who asked when it may again.
        assertThat(SharedInstallation.published() - before)
            .isEqualTo(accepted(greedy.told()).size() + accepted(calm.told()).size() + 1);
      }
    } finally {
      for (Socket socket : silent) {
        socket.close();
      }
    }
  }

  private static Map<String, String> keys() {
    Map<String, String> settings = new HashMap<>();
    settings.put("sunpress.auth.mode", "required");
    // The silent stay silent until the end.
    settings.put("sunpress.http.head-timeout", "5m");
    settings.put("sunpress.http.body-timeout", "60s");
    settings.put("server.tomcat.connection-timeout", "60s");
    settings.put(
        "sunpress.ledger.directory",
        SharedInstallation.home().directory().resolve("twentyfold").toString());
    SharedInstallation.addKey(settings, 0, "calm", Installation.APP.value(), "submit,read", 0);
    SharedInstallation.addKey(
        settings, 1, "greedy", Installation.APP.value(), "submit,read", PER_SECOND * 60);
    return settings;
  }

  private static SteadyLoad asks(ApiClient api, int perSecond, String who) {
    return SteadyLoad.begin(api, perSecond, "pages/" + who, "Token", SharedInstallation.key(who));
  }

  private static Socket half(ApiClient api, String more) throws IOException {
    Socket socket = new Socket("127.0.0.1", api.base().getPort());
    String head =
        "POST /v1/codes HTTP/1.1\r\nHost: 127.0.0.1\r\nToken: %s\r\nContent-Length: 1000\r\n%s"
            .formatted(SharedInstallation.key("silent"), more);
    socket.getOutputStream().write(head.getBytes(ISO_8859_1));
    return socket;
  }

  private static List<Told> accepted(List<Told> told) {
    return told.stream().filter(each -> each.status() == 202).toList();
  }

  /** Ten seconds' worth may come at once. */
  private static void isRefusedBeyondItsRate(List<Told> told) {
    List<Told> accepted = accepted(told);
    List<Told> refused = told.stream().filter(each -> each.status() != 202).toList();
    assertThat(refused).isNotEmpty().allMatch(each -> each.status() == 429 && each.comeBack());
    long first = told.stream().mapToLong(Told::sent).min().orElseThrow();
    long last = told.stream().mapToLong(Told::answered).max().orElseThrow();
    double seconds = (last - first) / 1e9;
    System.out.printf(
        "TwentyfoldLoadTest: %d asked in %.1f s, %d accepted, %d refused with 429%n",
        told.size(), seconds, accepted.size(), refused.size());
    assertThat((double) accepted.size()).isLessThanOrEqualTo(PER_SECOND * (10 + seconds) + 1);
    tell("the greedy one's accepted", accepted);
    tell("refused", refused);
  }

  /** Without the first quarter, which a server answers that has just started. */
  private static void tell(String whose, List<Told> told) {
    long[] nanos = told.stream().skip(told.size() / 4).mapToLong(Told::nanos).sorted().toArray();
    System.out.printf(
        "TwentyfoldLoadTest: %s, %d: p50 %.1f ms, p99 %.1f ms%n",
        whose, nanos.length, nanos[nanos.length / 2] / 1e6, nanos[nanos.length * 99 / 100] / 1e6);
  }

  private static void tellsWhenItMayAgain(ApiClient api) {
    long stopped = System.nanoTime();
    await()
        .atMost(SOON)
        .pollInterval(Duration.ofMillis(10))
        .until(
            () ->
                api.post(
                            "/v1/codes",
                            "{\"page\":\"pages/greedy\",\"scene\":\"hold-again\"}",
                            "Prefer",
                            "respond-async",
                            "Token",
                            SharedInstallation.key("greedy"))
                        .statusCode()
                    == 202);
    System.out.printf(
        "TwentyfoldLoadTest: accepted again %.2f s after the load%n",
        (System.nanoTime() - stopped) / (double) SECONDS.toNanos(1));
  }

  /** With broker, S3 server, three APIs and the clients in it. */
  private static long heapMebibytes() {
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    System.out.println("TwentyfoldLoadTest: " + used + " MiB of heap");
    return used;
  }
}
