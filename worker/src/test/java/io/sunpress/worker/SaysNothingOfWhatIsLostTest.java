package io.sunpress.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.sunpress.installation.LocalServers;
import io.sunpress.parts.TopicReader;
import io.sunpress.worker.publish.PublishBatch;
import io.sunpress.worker.publish.RetryingProducer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A partition that is lost between two parts of an announcement, with a real broker. */
class SaysNothingOfWhatIsLostTest {
  private static final String KEPT = "lost-kept";
  private static final String SAID = "lost-said";

  private final String servers = LocalServers.shared().broker().bootstrapServers();
  private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
  private final RetryingProducer retryingProducer =
      new RetryingProducer(
          () ->
              new KafkaProducer<>(
                  Map.of("bootstrap.servers", servers),
                  new ByteArraySerializer(),
                  new ByteArraySerializer()),
          timer,
          timer);

  @BeforeEach
  void make() throws Exception {
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      List<NewTopic> topics =
          List.of(
              new NewTopic(KEPT, Optional.of(1), Optional.empty()),
              new NewTopic(SAID, Optional.of(1), Optional.empty()));
      admin.createTopics(topics).all().get(10, TimeUnit.SECONDS);
    }
  }

  @AfterEach
  void stop() throws Exception {
    retryingProducer.close();
    timer.shutdownNow();
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
      admin.deleteTopics(List.of(KEPT, SAID)).all().get(10, TimeUnit.SECONDS);
    }
  }

  @Test
  void doesNotCallARequestDelayedThatIsSomebodyElsesByNow() throws Exception {
    AtomicBoolean asked = new AtomicBoolean();
    BooleanSupplier lost =
        () -> {
          asked.set(true);
          return false;
        };
    assertThat(
            said(new PublishBatch(List.of(record(KEPT)), List.of(), List.of(record(SAID)), lost)))
        .isFalse();
    assertThat(asked).isTrue();
    assertThat(count(KEPT)).isEqualTo(1);
    assertThat(count(SAID)).isZero();
  }

  @Test
  void saysAllOfItWhereTheRequestIsStillOurs() throws Exception {
    assertThat(
            said(
                new PublishBatch(
                    List.of(record(KEPT)), List.of(), List.of(record(SAID)), () -> true)))
        .isTrue();
    assertThat(count(SAID)).isEqualTo(1);
  }

  @Test
  void saysThatACodeIsReadyWhoeverHasTheRequestByNow() throws Exception {
    assertThat(
            said(
                new PublishBatch(
                    List.of(), List.of(record(KEPT)), List.of(record(SAID)), () -> false)))
        .isTrue();
    assertThat(count(KEPT)).isEqualTo(1);
    assertThat(count(SAID)).isEqualTo(1);
  }

  private boolean said(PublishBatch publishBatch) throws Exception {
    return retryingProducer.send(publishBatch).get(20, TimeUnit.SECONDS);
  }

  private static ProducerRecord<byte[], byte[]> record(String topic) {
    return new ProducerRecord<>(topic, new byte[] {1});
  }

  private int count(String topic) {
    try (TopicReader log = new TopicReader(servers, topic)) {
      return log.all().size();
    }
  }
}
