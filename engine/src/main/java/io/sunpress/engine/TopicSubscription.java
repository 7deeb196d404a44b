package io.sunpress.engine;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;

/** What a poll loop reads. */
public sealed interface TopicSubscription {

  /** For logs, metrics and the thread's name. */
  String name();

  /** The topics whose partitions are counted for ownership; none where they are not known. */
  List<String> topics();

  /** Subscribes a consumer. */
  void subscribe(Consumer<byte[], byte[]> consumer, ConsumerRebalanceListener listener);

  /**
   * Topics by their names.
   *
   * @param name of the subscription
   * @param topics not empty
   */
  record Named(String name, List<String> topics) implements TopicSubscription {
    public Named {
      topics = List.copyOf(topics);
    }

    @Override
    public void subscribe(Consumer<byte[], byte[]> consumer, ConsumerRebalanceListener listener) {
      consumer.subscribe(topics, listener);
    }
  }

  /**
   * All topics whose whole names match, also those to come.
   *
   * @param name of the subscription
   * @param pattern of their names
   */
  record Matching(String name, Pattern pattern) implements TopicSubscription {
    @Override
    public List<String> topics() {
      return List.of();
    }

    @Override
    public void subscribe(Consumer<byte[], byte[]> consumer, ConsumerRebalanceListener listener) {
      consumer.subscribe(pattern, listener);
    }
  }

  /** A single topic, named as itself. */
  static TopicSubscription of(String topic) {
    return new Named(topic, List.of(topic));
  }
}
