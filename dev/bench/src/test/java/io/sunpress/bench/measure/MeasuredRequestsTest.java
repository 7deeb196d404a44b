package io.sunpress.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class MeasuredRequestsTest {
  private static final Duration AT_ONCE = Duration.ofMillis(1);
  private static final Offset<Double> CLOSE = Offset.offset(0.1);

  private final AtomicLong now = new AtomicLong();
  private final MeasuredRequests measuredRequests = new MeasuredRequests(now::get);

  @Test
  void waitsForEachRequestsFirstFinalEvent() {
    measuredRequests.acknowledged(ask("r"));
    assertThat(measuredRequests.awaitNoneOpen(AT_ONCE)).isFalse();

    end("r");
    end("r");

    assertThat(measuredRequests.awaitNoneOpen(AT_ONCE)).isTrue();
    assertThat(measuredRequests.open()).isZero();
  }

  @Test
  void doesNotWaitForWhatMayNeverHaveBeenAsked() {
    measuredRequests.unknown(ask("u"));
    assertThat(measuredRequests.awaitNoneOpen(AT_ONCE)).isTrue();

    end("u");

    assertThat(measuredRequests.open()).isZero();
  }

  @Test
  void takesAnEventThatIsFasterThanTheBrokersYes() {
    MeasuredRequest measuredRequest = ask("r");
    end("r");
    now.set(5);
    measuredRequests.acknowledged(measuredRequest);

    assertThat(measuredRequest.latency()).hasValue(0);
    assertThat(measuredRequests.open()).isZero();
  }

  @Test
  void measuresFromTheBrokersYesToTheEvent() {
    List<MeasuredRequest> stories = List.of(ask("a"), ask("b"), ask("never"));
    now.set(1_000_000);
    stories.forEach(measuredRequests::acknowledged);
    now.set(11_000_000);
    end("a");
    now.set(41_000_000);
    end("b");

    Latencies latencies = Latencies.of(stories);

    assertThat(latencies.count()).isEqualTo(2);
    assertThat(latencies.percentileMillis(50)).isCloseTo(10, CLOSE);
    assertThat(latencies.percentileMillis(100)).isCloseTo(40, CLOSE);
  }

  private MeasuredRequest ask(String requestId) {
    return measuredRequests.add(
        new MeasuredRequest(requestId, "c", new PageAndScene("p", "s"), now.get()));
  }

  private void end(String requestId) {
    measuredRequests.ended(new FinalEvent(requestId + ":ready", requestId, true, "sha"));
  }
}
