package io.sunpress.worker;

import io.sunpress.code.PictureKey;
import io.sunpress.storage.CreateResult;
import io.sunpress.storage.ImageStore;
import io.sunpress.storage.Picture;
import io.sunpress.storage.PictureMetadata;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.kafka.autoconfigure.DefaultKafkaConsumerFactoryCustomizer;
import org.springframework.context.annotation.Bean;

/**
 * The worker in a process that ends at once, without a word to anybody, when it comes to a point of
 * a record's path for the n-th time. All it does to the worker is to listen at its outer parts.
 */
public final class CrashPointWorker {
  /** Set where the process is started: the point's name and how often it is passed before. */
  static final String POINT = "mortal.point";

  static final String PASSES = "mortal.passes";

  private static final AtomicInteger passes = new AtomicInteger(Integer.getInteger(PASSES, 0));
  private static final AtomicBoolean dying = new AtomicBoolean();

  private CrashPointWorker() {}

  /** Where it may die. */
  enum Point {
    /** The picture is stored, and nobody knows. */
    AFTER_PUT,
    /** The answer is acknowledged, the event not yet sent. */
    AFTER_ANSWER,
    /** The event is acknowledged, the record not yet let go of. */
    AFTER_EVENT,
    /** The record is let go of, its offset not yet committed. */
    BEFORE_COMMIT;

    /** What another JVM is started with, to die here. */
    String[] jvmArgs(int passedBefore) {
      return new String[] {"-D" + POINT + "=" + name(), "-D" + PASSES + "=" + passedBefore};
    }

    private boolean isWanted() {
      return name().equals(System.getProperty(POINT));
    }
  }

  public static void main(String[] arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--spring.kafka.producer.properties.interceptor.classes=" + Acks.class.getName());
    new SpringApplicationBuilder(WorkerApplication.class, Listeners.class)
        .run(all.toArray(String[]::new));
  }

  private static void passed(Point point) {
    if (point.isWanted() && passes.getAndDecrement() == 0) {
      ProcessHalt.now();
    }
  }

  /** Hears of acknowledgements before the worker does. */
  public static final class Acks implements ProducerInterceptor<byte[], byte[]> {
    @Override
    public void onAcknowledgement(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
      if (metadata == null || failure != null) {
        return;
      }
      if (metadata.topic().endsWith(".answers")) {
        passed(Point.AFTER_ANSWER);
      } else if (metadata.topic().endsWith(".events")) {
        passed(Point.AFTER_EVENT);
        if (Point.BEFORE_COMMIT.isWanted() && passes.getAndDecrement() == 0) {
          dying.set(true);
        }
      }
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
      return record;
    }

    @Override
    public void configure(Map<String, ?> settings) {}

    @Override
    public void close() {}
  }

  /** What listens at the store and at the consumers. */
  static final class Listeners {
    @Bean
    static BeanPostProcessor storeListener() {
      return ObservedStore.by(TellingStore::new);
    }

    @Bean
    DefaultKafkaConsumerFactoryCustomizer commitListener() {
      return factory -> factory.addPostProcessor(Listeners::heard);
    }

    private static <K, V> Consumer<K, V> heard(Consumer<K, V> consumer) {
      @SuppressWarnings("unchecked")
      Consumer<K, V> heard =
          (Consumer<K, V>)
              Proxy.newProxyInstance(
                  CrashPointWorker.class.getClassLoader(),
                  new Class<?>[] {Consumer.class},
                  (proxy, method, arguments) -> {
                    if (method.getName().startsWith("commit") && dying.get()) {
                      ProcessHalt.now();
                    }
                    try {
                      return method.invoke(consumer, arguments);
                    } catch (InvocationTargetException e) {
                      throw e.getCause();
                    }
                  });
      return heard;
    }
  }

  /**
   * A store that tells of what was stored in it. The record behind the one that the process dies of
   * gets no further than here: it would be at WeChat by then, and be called again with good reason.
   */
  private static final class TellingStore extends ObservedStore {
    TellingStore(ImageStore store) {
      super(store);
    }

    @Override
    public Optional<PictureMetadata> find(PictureKey name) {
      while (dying.get()) {
        LockSupport.park();
      }
      return super.find(name);
    }

    @Override
    public CreateResult create(PictureKey name, Picture picture) {
      CreateResult created = super.create(name, picture);
      passed(Point.AFTER_PUT);
      return created;
    }
  }
}
