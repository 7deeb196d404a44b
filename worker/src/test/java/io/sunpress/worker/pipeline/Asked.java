package io.sunpress.worker.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeIdGenerator;
import io.sunpress.code.CodeKind;
import io.sunpress.code.CodeRevision;
import io.sunpress.code.EnvVersion;
import io.sunpress.code.IdKey;
import io.sunpress.engine.Acknowledgment;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.RequestIdGenerator;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.ConfiguredApp;
import io.sunpress.request.ConfiguredApps;
import io.sunpress.request.RequestValidator;
import io.sunpress.secret.Secret;
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

  private final RequestValidator requestValidator;

  Asked(Clock clock) {
    this.requestValidator =
        new RequestValidator(
            new ConfiguredApps(List.of(app(APP), app(OTHER)), Optional.of(APP)),
            new CodeIdGenerator(IdKey.of(Secret.of("id-key-0123456789abcdef0123456789"))),
            new RequestIdGenerator(clock));
  }

  private static ConfiguredApp app(AppId id) {
    return new ConfiguredApp(
        id,
        Optional.empty(),
        CodeRevision.NONE,
        EnumSet.allOf(CodeKind.class),
        EnumSet.allOf(EnvVersion.class));
  }

  RequestValidator judge() {
    return requestValidator;
  }

  /** A code of this scene, asked then. */
  Request request(
      AppId configuredApp, String scene, String topic, Instant at, Acknowledgment acknowledgment) {
    CodeRequest codeRequest =
        requestValidator
            .judge(CodeRequestMessage.of("pages/a", scene).withApp(configuredApp.value()))
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
            codeRequest.id().value().getBytes(UTF_8),
            new byte[0],
            new RecordHeaders(),
            Optional.empty());
    return new Request(codeRequest, record, acknowledgment);
  }
}
