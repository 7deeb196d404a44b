package io.sunpress.worker.source;

import io.micrometer.core.instrument.MeterRegistry;
import io.sunpress.engine.AssignedPartitions;
import io.sunpress.engine.InFlightLimit;
import io.sunpress.engine.MembershipGate;
import io.sunpress.engine.OwnershipListener;
import io.sunpress.engine.PollLoop;
import io.sunpress.engine.TopicSubscription;
import io.sunpress.kafka.KafkaErrorText;
import io.sunpress.request.RequestPublisher;
import io.sunpress.topic.Topics;
import io.sunpress.worker.publish.DeadLetterRecords;
import io.sunpress.worker.publish.OutcomeRecords;
import java.time.Clock;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/** Makes a source's loop of its settings. */
public final class SourceLoopFactory {
  private static final int IN_FLIGHT = 500;

  private final SourceCompiler compiler;
  private final SourceConsumers consumers;
  private final RequestPublisher publisher;
  private final SourceThreads threads;
  private final Topics topics;
  private final Clock clock;
  private final MeterRegistry registry;

  /**
   * @param publisher where the sources' requests go
   */
  SourceLoopFactory(
      SourceCompiler compiler,
      SourceConsumers consumers,
      RequestPublisher publisher,
      SourceThreads threads,
      Topics topics,
      Clock clock,
      MeterRegistry registry) {
    this.compiler = compiler;
    this.consumers = consumers;
    this.publisher = publisher;
    this.threads = threads;
    this.topics = topics;
    this.clock = clock;
    this.registry = registry;
  }

  /**
   * Checks a source and makes its loop; that of a source whose cluster is away waits by itself.
   *
   * @param gate whether the worker takes part at all
   * @param drain how long a stop waits for records in hand
   * @param window how many records of a partition may be between the first unfinished and the last
   *     taken
   * @param hold whether there is enough work already
   * @throws io.sunpress.settings.InvalidConfigurationException where a setting is wrong
   */
  public SourceLoop of(
      String name,
      SourceProperties source,
      MembershipGate gate,
      Duration drain,
      int window,
      BooleanSupplier hold) {
    SourceTopics reads = SourceCompiler.topics(name, source, topics);
    Supplier<Consumer<byte[], byte[]>> members = consumers.of(source, group(name, source));
    SourceStatus status = new SourceStatus(name, new SourceMetrics(registry, name));
    SourceHandler handler = handler(name, source, status);
    AssignedPartitions partitions =
        new AssignedPartitions(new InFlightLimit(IN_FLIGHT), handler, window, 0, hold);
    PollLoop loop =
        new PollLoop(
            subscription(name, reads),
            members,
            partitions,
            new SourceGate(gate, reads, members, System::nanoTime, status),
            drain,
            OwnershipListener.NONE,
            KafkaErrorText::of,
            System::nanoTime);
    return new SourceLoop(name, loop, handler, status);
  }

  private SourceHandler handler(String name, SourceProperties source, SourceStatus status) {
    return new SourceHandler(
        name,
        compiler.compile(name, source),
        publisher,
        source.lane(),
        new RecentRequests(source.oncePer(), System::nanoTime),
        new SourceRejections(
            name, new OutcomeRecords(topics), new DeadLetterRecords(topics, clock), clock),
        status,
        threads);
  }

  private String group(String name, SourceProperties source) {
    String byDefault = name.equals("inbox") ? "sunpress-inbox" : "sunpress-source-" + name;
    return source.group().isBlank() ? topics.group(byDefault) : source.group();
  }

  private static TopicSubscription subscription(String name, SourceTopics topics) {
    return topics instanceof SourceTopics.Named named
        ? new TopicSubscription.Named(
            named.names().size() == 1 ? named.names().get(0) : name, named.names())
        : new TopicSubscription.Matching(name, ((SourceTopics.Matching) topics).pattern());
  }
}
