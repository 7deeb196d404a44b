package io.sunpress.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.api.testing.Api;
import io.sunpress.api.testing.House;
import io.sunpress.api.testing.Installation;
import io.sunpress.code.CodeId;
import io.sunpress.code.PictureFormat;
import io.sunpress.code.PictureKey;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final Pattern JOB = Pattern.compile("\"job_id\":\"([0-9a-z]{26})\"");

  private static String body(String scene) {
    return "{\"path\":\"pages/wait\",\"scene\":\"" + scene + "\"}";
  }

  private static CodeId job(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    Matcher matcher = JOB.matcher(answer.body());
    assertThat(matcher.find()).isTrue();
    return new CodeId(matcher.group(1));
  }

  @Test
  void aJustAcceptedJobIsKnownToEveryInstance() {
    for (int i = 0; i < 30; i++) {
      CodeId id =
          job(
              House.api()
                  .post("/api/weapp/qrcode", body("hold-known" + i), "Prefer", "respond-async"));
      assertThat(House.second().get("/v1/jobs/" + id).statusCode()).isEqualTo(200);
      assertThat(House.api().get("/v1/jobs/" + id).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void manyClientsWaitWithoutAThreadEachAndAreWokenByTheAnswer() {
    CodeId id = job(House.api().post("/api/weapp/qrcode", body("hold-many"), "Prefer", "wait=0"));
    // More than the server has threads.
    List<CompletableFuture<HttpResponse<String>>> waiting =
        IntStream.range(0, 150)
            .mapToObj(i -> House.api().postAsync("/api/weapp/qrcode", body("hold-many"), "wait=25"))
            .toList();
    await().atMost(Duration.ofSeconds(24)).until(() -> House.api().ledger().waiting() >= 150);
    assertThat(House.api().get("/actuator/prometheus").body()).contains("sunpress_api_waiting 150");
    House.worker()
        .ready(new PictureKey(Installation.APP, id, PictureFormat.JPEG), "picture", Instant.now());
    for (CompletableFuture<HttpResponse<String>> client : waiting) {
      assertThat(client.orTimeout(20, TimeUnit.SECONDS).join().body()).startsWith("{\"code\":0,");
    }
    await().until(() -> House.api().ledger().waiting() == 0);
  }

  @Test
  void whoWaitsWhenTheServerStopsIsAnswered() {
    Api api =
        Api.ready(
            House.home(),
            Map.of(
                "sunpress.ledger.directory", House.home().directory().resolve("third").toString()));
    CompletableFuture<HttpResponse<String>> waiting =
        api.postAsync("/api/weapp/qrcode", body("hold-stop"), "wait=29");
    await().atMost(Duration.ofSeconds(28)).until(() -> api.ledger().waiting() == 1);
    api.close();
    job(waiting.orTimeout(20, TimeUnit.SECONDS).join());
  }

  /** With broker, S3 server, three APIs and the clients in the one heap that is looked at. */
  @Test
  @Tag("long")
  void thousandsOfClientsWaitAtOnceInHalfAGigabyte() throws IOException {
    double scale = Double.parseDouble(System.getProperty("long.scale", "1"));
    int clients = Math.max(200, (int) (5_000 * scale));
    List<Socket> waiting = new ArrayList<>();
    try (Api api =
        Api.ready(
            House.home(),
            Map.of(
                "sunpress.ledger.directory",
                House.home().directory().resolve("crowd").toString(),
                "sunpress.ledger.max-waiting",
                Integer.toString(clients)))) {
      CodeId id = job(api.post("/api/weapp/qrcode", body("hold-crowd"), "Prefer", "respond-async"));
      for (int i = 0; i < clients; i++) {
        waiting.add(client(api, body("hold-crowd")));
      }
      await().atMost(Duration.ofSeconds(25)).until(() -> api.ledger().waiting() == clients);
      assertThat(heapMebibytes()).isLessThan(512);
      // Nobody queues: one more is told at once what is known.
      long start = System.nanoTime();
      job(api.post("/api/weapp/qrcode", body("hold-crowd"), "Prefer", "wait=25"));
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
      House.worker()
          .ready(
              new PictureKey(Installation.APP, id, PictureFormat.JPEG), "picture", Instant.now());
      for (Socket client : waiting) {
        assertThat(new String(client.getInputStream().readAllBytes(), UTF_8))
            .startsWith("HTTP/1.1 200")
            .contains("{\"code\":0,");
      }
    } finally {
      for (Socket client : waiting) {
        client.close();
      }
    }
  }

  private static Socket client(Api api, String body) throws IOException {
    Socket socket = new Socket("127.0.0.1", api.base().getPort());
    socket.setSoTimeout(30_000);
    String request =
        "POST /api/weapp/qrcode HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n"
            + "Prefer: wait=30\r\nContent-Length: %d\r\n\r\n%s".formatted(body.length(), body);
    socket.getOutputStream().write(request.getBytes(UTF_8));
    return socket;
  }

  private static long heapMebibytes() {
    System.gc();
    long used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() >> 20;
    System.out.println("WaitingTest: " + used + " MiB of heap");
    return used;
  }
}
