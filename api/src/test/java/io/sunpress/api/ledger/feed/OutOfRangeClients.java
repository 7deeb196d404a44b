package io.sunpress.api.ledger.feed;

import static java.util.Objects.requireNonNull;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Real clients, but that the offset after what was read first is out of range, once. */
final class OutOfRangeClients implements LedgerClients {
  private final LedgerClients real;
  private volatile @Nullable TopicPartition partition;
  private volatile boolean said;

  OutOfRangeClients(LedgerClients real) {
    this.real = real;
  }

  /** The one that something was read from. */
  TopicPartition partition() {
    return requireNonNull(partition);
  }

  @Override
  @SuppressWarnings("unchecked")
  public Consumer<String, byte[]> consumer(Map<String, Object> own) {
    Consumer<String, byte[]> consumer = real.consumer(own);
    return (Consumer<String, byte[]>)
        Proxy.newProxyInstance(
            OutOfRangeClients.class.getClassLoader(),
            new Class<?>[] {Consumer.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("poll")) {
                return poll(consumer, (Duration) arguments[0]);
              }
              try {
                return method.invoke(consumer, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private ConsumerRecords<String, byte[]> poll(Consumer<String, byte[]> consumer, Duration time) {
    TopicPartition read = partition;
    if (read != null && !said) {
      said = true;
      throw new OffsetOutOfRangeException(Map.of(read, consumer.position(read)));
    }
    ConsumerRecords<String, byte[]> records = consumer.poll(time);
    if (read == null && !records.isEmpty()) {
      partition = records.partitions().iterator().next();
    }
    return records;
  }

  @Override
  public Admin admin() {
    return real.admin();
  }
}
