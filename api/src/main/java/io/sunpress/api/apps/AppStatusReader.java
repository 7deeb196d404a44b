package io.sunpress.api.apps;

import io.sunpress.code.AppId;
import io.sunpress.kafka.KafkaErrorText;
import io.sunpress.message.AppStatus;
import io.sunpress.message.AppStatusCodec;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads what workers say of apps. Their clocks may be wrong, so that a note's age is counted from
 * when it came here; only of those that were there before, their own time has to do. While Kafka is
 * away the notes grow old, and then nothing is known.
 */
public final class AppStatusReader implements AutoCloseable {
  /** A worker says how it is every half-minute: three times silent is dead. */
  static final Duration BELIEVED = Duration.ofSeconds(100);

  private static final Logger log = LoggerFactory.getLogger(AppStatusReader.class);
  private static final Duration POLL = Duration.ofMillis(500);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long PAUSE_SECONDS = 1;
  private static final long CLOSE_SECONDS = 2;
  private static final Map<String, Object> SETTINGS =
      Map.of(ConsumerConfig.CLIENT_ID_CONFIG, "sunpress-apps");

  private final TopicPartition topic;
  private final Function<Map<String, Object>, Consumer<String, byte[]>> consumers;
  private final Clock clock;
  private final Map<String, Heard> heard = new ConcurrentHashMap<>();
  private final Thread thread = new Thread(this::run, "sunpress-apps");
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile @Nullable Consumer<String, byte[]> polling;
  private boolean silent;

  private record Heard(AppStatus note, long nanos) {}

  /**
   * @param topic the compacted one, of one partition
   * @param consumers makes a consumer with settings of its own
   */
  public AppStatusReader(
      String topic,
      Function<Map<String, Object>, Consumer<String, byte[]>> consumers,
      Clock clock) {
    this.topic = new TopicPartition(topic, 0);
    this.consumers = consumers;
    this.clock = clock;
    thread.setDaemon(true);
  }

  /** Begins to read; Kafka may be away. */
  public void start() {
    thread.start();
  }

  /** What living workers say of an app. */
  List<AppStatus> notes(AppId app) {
    long now = System.nanoTime();
    return heard.values().stream()
        .filter(each -> now - each.nanos() < BELIEVED.toNanos())
        .map(Heard::note)
        .filter(note -> note.app().equals(app))
        .toList();
  }

  private void run() {
    while (closing.getCount() > 0) {
      try {
        read();
      } catch (WakeupException e) {
        // Closing.
      } catch (KafkaException e) {
        complain(e);
      } catch (RuntimeException | Error e) {
        log.error("What workers say of apps can't be read", e);
      } finally {
        polling = null;
      }
      pause();
    }
  }

  private void read() {
    try (Consumer<String, byte[]> consumer = consumers.apply(SETTINGS)) {
      polling = consumer;
      awaitTopic(consumer);
      consumer.assign(List.of(topic));
      consumer.seekToBeginning(List.of(topic));
      long end = consumer.endOffsets(List.of(topic), PATIENCE).getOrDefault(topic, 0L);
      silent = false;
      while (closing.getCount() > 0) {
        for (ConsumerRecord<String, byte[]> each : consumer.poll(POLL)) {
          take(each, each.offset() < end);
        }
      }
    }
  }

  /**
   * On a new broker it is made a moment later; asking for it by name fills the log with warnings.
   */
  private void awaitTopic(Consumer<String, byte[]> consumer) {
    while (closing.getCount() > 0 && !consumer.listTopics(PATIENCE).containsKey(topic.topic())) {
      pause();
    }
  }

  private void take(ConsumerRecord<String, byte[]> record, boolean ofBefore) {
    if (record.key() == null) {
      return;
    }
    AppStatusCodec.read(record.key(), record.value())
        .filter(note -> !ofBefore || isYoung(note))
        .ifPresentOrElse(
            note -> heard.put(record.key(), new Heard(note, System.nanoTime())),
            () -> heard.remove(record.key()));
    heard.values().removeIf(each -> System.nanoTime() - each.nanos() >= BELIEVED.toNanos());
  }

  private boolean isYoung(AppStatus note) {
    return Duration.between(note.at(), clock.instant()).abs().compareTo(BELIEVED) < 0;
  }

  private void complain(KafkaException e) {
    if (!silent) {
      log.warn("What workers say of apps can't be read: {}", KafkaErrorText.of(e));
      silent = true;
    }
  }

  private void pause() {
    try {
      closing.await(PAUSE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      closing.countDown();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    Consumer<String, byte[]> reading = polling;
    if (reading != null) {
      reading.wakeup();
    }
    try {
      thread.join(TimeUnit.SECONDS.toMillis(CLOSE_SECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
