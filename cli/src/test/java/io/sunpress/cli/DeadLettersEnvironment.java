package io.sunpress.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.cli.deadletters.RateClock;
import io.sunpress.installation.LocalServers;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.topic.TopicCheckResult;
import io.sunpress.topic.TopicSetup;
import io.sunpress.worker.WorkerEnvironment;
import io.sunpress.worker.publish.DeadLetterRecords;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.awaitility.Awaitility;

/** The command and the topic it works on, in an installation of its own. */
final class DeadLettersEnvironment implements AutoCloseable {
  static final CodeError BUSY =
      new CodeError(
          ErrorClass.BUSY, OptionalInt.of(-1), "system error rid: 1-2-3", Optional.of("1-2-3"));
  static final CodeError NOT_RELEASED =
      new CodeError(
          ErrorClass.REQUEST, OptionalInt.of(41030), "invalid page rid: 4-5", Optional.of("4-5"));
  static final CodeError NOT_JSON = CodeError.of(ErrorClass.REQUEST, "the message is not JSON");

  final WorkerEnvironment installation = new WorkerEnvironment();
  final ManualTime time = new ManualTime();
  Clock clock = Clock.systemUTC();
  private final CommandRun command = new CommandRun();

  /** Goes on only when somebody waits. */
  static final class ManualTime implements RateClock {
    final List<Long> waits = new ArrayList<>();
    private long now = 1_000;

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void waitUntil(long nanos) {
      waits.add(Math.max(0, nanos - now));
      now = Math.max(now, nanos);
    }
  }

  DeadLettersEnvironment() {
    try (Admin admin =
        Admin.create(
            Map.of("bootstrap.servers", LocalServers.shared().broker().bootstrapServers()))) {
      TopicSetup setup = new TopicSetup(installation.topics);
      Awaitility.await()
          .atMost(WorkerEnvironment.PATIENCE)
          .until(() -> setup.ensure(admin) instanceof TopicCheckResult.Ready);
    }
  }

  /** Runs the command, which writes {@link #lines} and {@link #complaint}. */
  int run(String... words) {
    return runWith(new String[0], words);
  }

  int runWith(String[] settings, String... words) {
    return command.run(
        clock,
        time,
        Stream.of(new String[] {"dead-letters"}, words, installation.arguments(settings))
            .flatMap(Stream::of)
            .toArray(String[]::new));
  }

  List<String> lines() {
    return command.lines();
  }

  String lastLine() {
    return lines().get(lines().size() - 1);
  }

  String complaint() {
    return command.complaint();
  }

  /** A record died: the letter that the worker would write. */
  void died(String topic, String key, String value, CodeError cause, Headers headers) {
    ConsumerRecord<byte[], byte[]> origin =
        new ConsumerRecord<>(
            topic,
            0,
            7,
            clock.millis(),
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            key == null ? null : key.getBytes(UTF_8),
            value.getBytes(UTF_8),
            headers,
            Optional.empty());
    ProducerRecord<byte[], byte[]> letter =
        new DeadLetterRecords(installation.topics, clock).of(origin, cause);
    installation.write(
        new ProducerRecord<>(letter.topic(), null, key, letter.value(), letter.headers()));
  }

  void died(String topic, String value, CodeError cause) {
    died(topic, null, value, cause, new RecordHeaders());
  }

  /** The worker gives up a record that is on a topic. */
  void diesAgain(ConsumerRecord<byte[], byte[]> record, CodeError cause) {
    died(
        record.topic(),
        record.key() == null ? null : new String(record.key(), UTF_8),
        new String(record.value(), UTF_8),
        cause,
        record.headers());
  }

  List<ConsumerRecord<byte[], byte[]>> requests() {
    return installation.records(installation.topics.requests());
  }

  @Override
  public void close() {
    installation.close();
  }
}
