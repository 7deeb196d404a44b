package io.sunpress.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.simulator.calls.CallKind;
import io.sunpress.simulator.calls.RecordedCall;
import io.sunpress.simulator.calls.RecordedOutcome;
import io.sunpress.simulator.fault.Latency;
import io.sunpress.simulator.picture.SimulatedCodeReader;
import io.sunpress.simulator.wechat.SimulatedApp;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LoadTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private WeChatSimulator simulator;
  private SimulatorClient simulatorClient;
  private String path;

  @BeforeEach
  void start() throws Exception {
    simulator = WeChatSimulator.start(SimulatorSettings.defaults());
    simulator.addApp(SimulatedApp.of(SimulatorClient.APP, SimulatorClient.SECRET));
    simulatorClient = new SimulatorClient(simulator);
    path = SimulatorClient.UNLIMITED + "?access_token=" + simulatorClient.token();
  }

  @AfterEach
  void stop() {
    simulator.close();
  }

  @Test
  void aThousandCallsAreOpenAtOnceAndEachGetsItsOwnPicture() throws Exception {
    simulator.holdReplies();
    List<CompletableFuture<HttpResponse<byte[]>>> calls = new ArrayList<>();
    for (int i = 0; i < 1000; i++) {
      calls.add(simulatorClient.postLater(path, "{\"scene\":\"n=" + i + "\"}"));
    }
    assertThat(simulator.calls().awaitInFlight(1000, PATIENCE)).isTrue();
    assertThat(simulator.inFlight()).isEqualTo(1000);
    assertThat(calls).noneMatch(CompletableFuture::isDone);
    simulator.releaseReplies();
    for (int i = 0; i < 1000; i++) {
      byte[] picture = calls.get(i).get(20, TimeUnit.SECONDS).body();
      if (i % 50 == 0) {
        assertThat(SimulatedCodeReader.read(picture).scene()).isEqualTo("n=" + i);
      }
    }
    assertThat(simulator.inFlight()).isZero();
    assertThat(simulator.calls().byOutcome()).isEqualTo(Map.of("answered", 1L, "picture", 1000L));
    assertThat(simulator.calls().codesAsked()).hasSize(1000).containsValue(1);
    assertThat(digests()).hasSize(1000).doesNotHaveDuplicates();
  }

  @Test
  void aCallWhoseCallerLeavesIsAbandoned() throws Exception {
    simulator.holdReplies();
    RawHttpExchange recordedCall =
        RawHttpExchange.post(simulator, path, "{\"scene\":\"a\"}", Duration.ofMillis(100));
    assertThat(recordedCall.end()).isEqualTo(RawHttpExchange.End.STILL_OPEN);
    assertThat(simulator.calls().awaitIdle(PATIENCE)).isTrue();
    simulator.releaseReplies();
    assertThat(simulator.calls().newest(1).get(0).outcome())
        .isEqualTo(new RecordedOutcome.Abandoned());
  }

  @Test
  void listenersHearOfACallBeforeItIsAnswered() throws Exception {
    CountDownLatch heard = new CountDownLatch(1);
    simulator.holdReplies();
    simulator.calls().onCall(recordedCall -> heard.countDown());
    CompletableFuture<HttpResponse<byte[]>> answer =
        simulatorClient.postLater(path, "{\"scene\":\"a\"}");
    assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(answer).isNotDone();
    simulator.releaseReplies();
    assertThat(answer.get(20, TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void answersTakeTheirTime() throws Exception {
    simulator.latency(Latency.always(Duration.ofMillis(150)));
    long start = System.nanoTime();
    simulatorClient.post(path, "{\"scene\":\"a\"}");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(149));
  }

  @Test
  void pipelinedRequestsAreAnsweredInTheirOrder() throws Exception {
    simulator.calls().onCall(recordedCall -> simulator.latency(slowIfUnlimited(recordedCall)));
    String next =
        "{}POST /wxa/getwxacode HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"
            + "Content-Length: 2\r\n\r\n{}";
    RawHttpExchange raw = RawHttpExchange.pipelined(simulator, path, next, 2, PATIENCE);
    String seen = raw.head() + new String(raw.body());
    assertThat(seen.indexOf("40169")).isPositive().isLessThan(seen.indexOf("41001"));
    assertThat(raw.end()).isEqualTo(RawHttpExchange.End.CLOSED);
  }

  private static Latency slowIfUnlimited(RecordedCall recordedCall) {
    boolean slow = recordedCall.facts().kind() == CallKind.UNLIMITED;
    return slow ? Latency.always(Duration.ofMillis(100)) : Latency.none();
  }

  private List<String> digests() {
    return simulator.calls().all().stream()
        .map(RecordedCall::outcome)
        .filter(RecordedOutcome.Picture.class::isInstance)
        .map(outcome -> ((RecordedOutcome.Picture) outcome).sha256())
        .toList();
  }
}
