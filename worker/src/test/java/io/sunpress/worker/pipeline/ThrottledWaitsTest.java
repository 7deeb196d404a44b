package io.sunpress.worker.pipeline;

import static io.sunpress.worker.pipeline.Asked.APP;
import static io.sunpress.worker.pipeline.Asked.OTHER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.request.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** What waits in hand for an app that WeChat has throttled leaves it, soon or in time. */
class ThrottledWaitsTest extends LongWaits {
  @Test
  void bulkOfAThrottledAppRestsForThirtySecondsAndIsParkedThen() {
    Instant until = throttle(APP);
    OneClaim claim = ask(APP, 1, Priority.BULK);
    pass(PATIENCE.minusMillis(250));
    assertThat(said()).isEmpty();
    pass(Duration.ofMillis(250));
    assertThat(said()).containsExactly(TOPICS.parked(), TOPICS.events());
    assertThat(claim.finished).isTrue();
    ProducerRecord<byte[], byte[]> parked = producer.history().get(0);
    assertThat(header(parked, "sunpress-until")).isEqualTo(until.toString());
    assertThat(header(parked, "sunpress-delays")).isEqualTo("0");
    assertThat(header(parked, "sunpress-attempts")).isEqualTo("0");
    assertThat(header(parked, "sunpress-cause")).startsWith("throttled-minute: ");
    assertThat(new String(producer.history().get(1).value(), UTF_8))
        .contains("delayed", until.toString());
  }

  @Test
  void whatSomebodyWaitsForIsParkedAtOnce() {
    throttle(APP);
    OneClaim claim = ask(APP, 1, Priority.INTERACTIVE);
    assertThat(said()).containsExactly(TOPICS.parked(), TOPICS.events());
    assertThat(claim.finished).isTrue();
  }

  @Test
  void aShortPauseIsWaitedForInMemory() {
    Instant until = throttle(APP);
    pass(Duration.between(time.clock().instant(), until).minusSeconds(5));
    OneClaim claim = ask(APP, 1, Priority.INTERACTIVE);
    pass(Duration.ofSeconds(6));
    assertThat(said()).containsExactly(TOPICS.answers(), TOPICS.events());
    assertThat(claim.finished).isTrue();
  }

  @Test
  void bulkIsWaitedForInMemoryWhereTheAppOpensInTime() {
    Instant until = throttle(APP);
    pass(Duration.between(time.clock().instant(), until).minus(PATIENCE).plusSeconds(1));
    ask(APP, 1, Priority.BULK);
    pass(PATIENCE);
    assertThat(said()).containsExactly(TOPICS.answers(), TOPICS.events());
  }

  @Test
  void aThrottledAppsBulkMakesRoomForAnotherAppAndNoMoreThanThat() {
    throttle(APP);
    ask(OTHER, 1, Priority.BULK);
    pass(Duration.ofSeconds(1));
    producer.clear();
    List<OneClaim> bulk = askMany(APP, PLACES, Priority.BULK);
    watcher.check();
    assertThat(finished(bulk)).as("the oldest goes first").containsExactly(0);
    pass(Duration.ofSeconds(10));
    assertThat(finished(bulk)).hasSize(PLACES - PLACES / 4);
    ask(OTHER, 2, Priority.BULK);
    pass(Duration.ofSeconds(1));
    assertThat(said()).endsWith(TOPICS.answers(), TOPICS.events());
  }

  @Test
  void whatWasParkedComesBackOneAfterTheOther() {
    limited(60);
    Instant until = throttle(APP);
    askMany(APP, 3, Priority.INTERACTIVE);
    List<Instant> back = untils();
    assertThat(back.get(0)).isEqualTo(until);
    Duration half = Duration.between(back.get(0), back.get(1));
    assertThat(half).as("half of the limit is left").isCloseTo(ofMillis(2_000), ofMillis(100));
    assertThat(Duration.between(back.get(1), back.get(2))).isEqualTo(half);
  }
}
