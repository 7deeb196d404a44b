package io.sunpress.cli.deadletters;

import io.sunpress.code.CodeIdGenerator;
import io.sunpress.message.RequestIdGenerator;
import io.sunpress.message.SunpressHeaders;
import io.sunpress.message.TraceContext;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.PublishResult;
import io.sunpress.request.RequestPublisher;
import io.sunpress.request.RequestValidator;
import io.sunpress.settings.KafkaClientFactory;
import io.sunpress.topic.Topics;
import io.sunpress.worker.source.EvaluatedRecord;
import io.sunpress.worker.source.SourceCompiler;
import io.sunpress.worker.source.SourceProperties;
import io.sunpress.worker.source.SourcesBinder;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.springframework.context.ApplicationContext;

/**
 * Replays dead letters of sources by mapping them again, by the settings of today, and publishing
 * what comes of it. Nothing is ever written to a shop's topic.
 */
final class SourceReplay {
  private final ApplicationContext beans;
  private final Map<String, SourceProperties> sources;

  SourceReplay(ApplicationContext beans) {
    this.beans = beans;
    this.sources = SourcesBinder.bind(beans.getEnvironment());
  }

  /** Whether it came through a source with a mapping. The inbox has none: it is written back. */
  boolean isFor(DeadLetter letter) {
    return letter.source().map(sources::get).filter(source -> !source.ask().isEmpty()).isPresent();
  }

  /**
   * Maps it again and publishes its requests.
   *
   * @return why it was refused again; empty where everything was published
   * @throws KafkaException if the broker does not acknowledge
   */
  Optional<String> replay(ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
    String name = letter.source().orElseThrow();
    ConsumerRecord<byte[], byte[]> origin = origin(record, letter);
    EvaluatedRecord evaluated = compiler().compile(name, sources.get(name)).evaluate(origin);
    if (evaluated instanceof EvaluatedRecord.Unreadable unreadable) {
      return Optional.of(unreadable.error().errmsg());
    }
    if (!(evaluated instanceof EvaluatedRecord.Rows rows)) {
      return Optional.of("the source skips it now");
    }
    rows.requests().forEach(row -> publish(row, name, origin));
    return rows.refusals().stream().findFirst().map(refusal -> refusal.error().errmsg());
  }

  private void publish(
      EvaluatedRecord.Request row, String name, ConsumerRecord<byte[], byte[]> origin) {
    RequestPublisher publisher =
        new RequestPublisher(
            validator(beans.getBean(ConfiguredApps.class)),
            beans.getBean(KafkaClientFactory.class).bulk(),
            beans.getBean(Topics.class));
    PublishResult result =
        publisher
            .publish(row.request(), sources.get(name).lane(), TraceContext.of(origin.headers()))
            .join();
    if (result instanceof PublishResult.Unacknowledged unacknowledged) {
      throw new KafkaException(unacknowledged.cause());
    }
  }

  private SourceCompiler compiler() {
    return new SourceCompiler(beans.getBean(ConfiguredApps.class), this::validator);
  }

  private RequestValidator validator(ConfiguredApps apps) {
    return new RequestValidator(
        apps, beans.getBean(CodeIdGenerator.class), beans.getBean(RequestIdGenerator.class));
  }

  /** Where it was and when, so that its requests get the names that they had. */
  private static ConsumerRecord<byte[], byte[]> origin(
      ConsumerRecord<byte[], byte[]> record, DeadLetter letter) {
    Headers headers = new RecordHeaders();
    record
        .headers()
        .forEach(
            header -> {
              if (!header.key().startsWith(SunpressHeaders.PREFIX)) {
                headers.add(header);
              }
            });
    return new ConsumerRecord<>(
        letter.topic(),
        (int) number(record, SunpressHeaders.PARTITION),
        number(record, SunpressHeaders.OFFSET),
        number(record, SunpressHeaders.TIMESTAMP),
        TimestampType.CREATE_TIME,
        0,
        0,
        record.key(),
        record.value(),
        headers,
        Optional.empty());
  }

  private static long number(ConsumerRecord<byte[], byte[]> record, String header) {
    return SunpressHeaders.read(record.headers(), header)
        .filter(text -> text.matches("\\d{1,18}"))
        .map(Long::parseLong)
        .orElse(0L);
  }
}
