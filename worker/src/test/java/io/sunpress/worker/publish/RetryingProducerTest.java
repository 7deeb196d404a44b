package io.sunpress.worker.publish;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sunpress.message.SunpressHeaders;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Kafka's own producer for tests: it acknowledges when told, and fails when told. */
class RetryingProducerTest {
  private final List<MockProducer<byte[], byte[]>> producers = new ArrayList<>();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final AtomicBoolean wanted = new AtomicBoolean(true);
  private final RetryingProducer retryingProducer =
      new RetryingProducer(this::producer, Runnable::run, timer);

  @AfterEach
  void stop() {
    retryingProducer.close();
    timer.shutdownNow();
  }

  private synchronized MockProducer<byte[], byte[]> producer() {
    producers.add(
        new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer()));
    return producers.get(producers.size() - 1);
  }

  private CompletableFuture<Boolean> announce() {
    return retryingProducer.send(
        new PublishBatch(
            List.of(record("dead")),
            List.of(record("answers")),
            List.of(record("events")),
            wanted::get));
  }

  @Test
  void saysEachPartOnlyAfterTheOneBeforeItIsAcknowledged() throws Exception {
    CompletableFuture<Boolean> said = announce();
    MockProducer<byte[], byte[]> producer = producers.get(0);
    for (String topic : List.of("dead", "answers", "events")) {
      assertThat(said).isNotDone();
      assertThat(producer.history()).last().extracting(ProducerRecord::topic).isEqualTo(topic);
      producer.completeNext();
    }
    assertThat(said.get(1, TimeUnit.SECONDS)).isTrue();
    assertThat(producer.history()).hasSize(3);
  }

  @Test
  void repeatsWhatWasNotAcknowledgedAndNothingElse() throws Exception {
    CompletableFuture<Boolean> said =
        retryingProducer.send(List.of(record("a"), record("b")), wanted::get);
    MockProducer<byte[], byte[]> producer = producers.get(0);
    producer.completeNext();
    producer.errorNext(new TimeoutException("late"));
    await().until(() -> producer.history().size() == 3);
    assertThat(producer.history()).last().extracting(ProducerRecord::topic).isEqualTo("b");
    producer.completeNext();
    assertThat(said.get(1, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void stopsWhereNobodyWantsItAnyMore() throws Exception {
    CompletableFuture<Boolean> said = announce();
    wanted.set(false);
    producers.get(0).errorNext(new TimeoutException("late"));
    assertThat(said.get(1, TimeUnit.SECONDS)).isFalse();
    assertThat(producers.get(0).history()).as("nothing was said after it").hasSize(1);
  }

  @Test
  void takesAnotherProducerWhereOneHasFailedForGood() throws Exception {
    CompletableFuture<Boolean> said = retryingProducer.send(List.of(record("a")), wanted::get);
    producers.get(0).errorNext(new ClusterAuthorizationException("no"));
    await().until(() -> producers.size() == 2 && producers.get(1).history().size() == 1);
    producers.get(1).completeNext();
    assertThat(said.get(1, TimeUnit.SECONDS)).isTrue();
    await().until(() -> producers.get(0).closed());
  }

  @Test
  void cutsWhatTheBrokerFindsTooLarge() throws Exception {
    ProducerRecord<byte[], byte[]> large = new ProducerRecord<>("dead", new byte[1 << 20]);
    large.headers().add("theirs", "x".getBytes(UTF_8));
    large.headers().add(SunpressHeaders.CAUSE, "request: why".getBytes(UTF_8));
    CompletableFuture<Boolean> said = retryingProducer.send(List.of(large), wanted::get);
    MockProducer<byte[], byte[]> producer = producers.get(0);
    producer.errorNext(new RecordTooLargeException("large"));
    await().until(() -> producer.history().size() == 2);
    ProducerRecord<byte[], byte[]> cut = producer.history().get(1);
    assertThat(cut.value()).hasSize(64 << 10);
    assertThat(cut.headers())
        .extracting("key")
        .containsExactly(SunpressHeaders.CAUSE, SunpressHeaders.CUT);
    producer.completeNext();
    assertThat(said.get(1, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void saysThatItDidNotWhereItIsClosed() throws Exception {
    retryingProducer.close();
    assertThat(announce().get(1, TimeUnit.SECONDS)).isFalse();
  }

  @Test
  void hasNothingToWaitForWhereThereIsNothingToSay() throws Exception {
    assertThat(retryingProducer.send(List.of(), wanted::get).get(1, TimeUnit.SECONDS)).isTrue();
    assertThat(producers).isEmpty();
  }

  private static ProducerRecord<byte[], byte[]> record(String topic) {
    return new ProducerRecord<>(topic, topic.getBytes(UTF_8));
  }
}
