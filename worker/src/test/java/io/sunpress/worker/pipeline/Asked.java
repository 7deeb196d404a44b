package io.sunpress.worker.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeIds;
import io.sunpress.code.CodeKind;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.IdKey;
import io.sunpress.code.Revision;
import io.sunpress.intake.App;
import io.sunpress.intake.Apps;
import io.sunpress.intake.Judge;
import io.sunpress.intake.Question;
import io.sunpress.message.GenerateCode;
import io.sunpress.message.RequestIds;
import io.sunpress.secret.Secret;
import io.sunpress.worker.engine.Claim;
import java.time.Clock;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Requests as the pipeline gets them, where there is no Kafka. */
final class Asked {
  static final AppId APP = new AppId("wx5ca1ab1e5ca1ab1e");
  static final AppId OTHER = new AppId("wx5ca1ab1e11111111");

  private final Judge judge;

  Asked(Clock clock) {
    this.judge =
        new Judge(
            new Apps(List.of(app(APP), app(OTHER)), Optional.of(APP)),
            new CodeIds(IdKey.of(Secret.of("id-key-0123456789abcdef0123456789"))),
            new RequestIds(clock));
  }

  private static App app(AppId id) {
    return new App(
        id,
        Optional.empty(),
        Revision.NONE,
        EnumSet.allOf(CodeKind.class),
        EnumSet.allOf(EnvVersion.class));
  }

  Judge judge() {
    return judge;
  }

  /** A code of this scene, asked then. */
  Request request(AppId app, String scene, String topic, Instant at, Claim claim) {
    Question question =
        judge
            .judge(GenerateCode.of("pages/a", scene).withApp(app.value()))
            .fold(
                valid -> valid,
                refused -> {
                  throw new AssertionError(refused.toString());
                });
    ConsumerRecord<byte[], byte[]> record =
        new ConsumerRecord<>(
            topic,
            0,
            0,
            at.toEpochMilli(),
            TimestampType.LOG_APPEND_TIME,
            0,
            0,
            question.id().value().getBytes(UTF_8),
            new byte[0],
            new RecordHeaders(),
            Optional.empty());
    return new Request(question, record, claim);
  }
}
