package io.sunpress.worker.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.sunpress.message.CodeError;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.message.DecodeResult;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.RequestCorrelation;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.RequestValidator;
import io.sunpress.worker.publish.DeterministicRequestIds;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads what other systems write: our message as plain JSON, or as the data of a CloudEvent in
 * binary or structured mode. A request without a name gets one that is the same on every reading; a
 * CloudEvent's is made of its source and id, so that one that was sent twice is one request.
 */
final class MessageEvaluator implements RecordEvaluator {
  private final RequestValidator requestValidator;

  /**
   * @param requestValidator knows the apps that this source may ask for, and no others
   */
  MessageEvaluator(RequestValidator requestValidator) {
    this.requestValidator = requestValidator;
  }

  @Override
  public EvaluatedRecord evaluate(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      return new EvaluatedRecord.Skipped();
    }
    return decode(record)
        .fold(
            message -> validated(message.value()),
            invalid -> refused(CodeError.of(invalid.refusal()), invalid.asker(), null),
            undecodable ->
                new EvaluatedRecord.Unreadable(
                    CodeError.of(ErrorClass.REQUEST, undecodable.cause())));
  }

  private EvaluatedRecord validated(CodeRequestMessage message) {
    return requestValidator
        .judge(message)
        .fold(
            request ->
                new EvaluatedRecord.Rows(
                    List.of(new EvaluatedRecord.Request(members(request), request)), List.of()),
            refusal -> refused(CodeError.of(refusal.refusal()), refusal.asker(), message));
  }

  private static Map<String, String> members(CodeRequest request) {
    Map<String, String> members = new TreeMap<>();
    members.put("app", request.spec().app().value());
    members.put("page", request.spec().page().value());
    request.spec().scene().ifPresent(scene -> members.put("scene", scene.value()));
    request.asker().reference().ifPresent(reference -> members.put("reference", reference));
    members.put("requestId", request.requestId());
    return members;
  }

  private static EvaluatedRecord refused(
      CodeError error, RequestCorrelation asker, @Nullable CodeRequestMessage message) {
    return new EvaluatedRecord.Rows(
        List.of(), List.of(new EvaluatedRecord.Refusal(0, error, asker, message)));
  }

  private static DecodeResult decode(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value();
    if (!isCloudEvent(record.headers())) {
      return named(CodeRequestMessageCodec.read(value), DeterministicRequestIds.of(record));
    }
    try {
      return data(KafkaMessageFactory.createReader(record.headers(), value).toEvent());
    } catch (RuntimeException e) {
      // Its reader throws whatever its parts throw.
      return new DecodeResult.Undecodable("the CloudEvent can't be read");
    }
  }

  private static boolean isCloudEvent(Headers headers) {
    Header contentType = headers.lastHeader("content-type");
    return headers.lastHeader("ce_specversion") != null
        || contentType != null
            && new String(contentType.value(), UTF_8).startsWith("application/cloudevents");
  }

  private static DecodeResult data(CloudEvent event) {
    CloudEventData data = event.getData();
    byte[] json = data == null ? new byte[0] : data.toBytes();
    return named(
        CodeRequestMessageCodec.read(json),
        DeterministicRequestIds.of(event.getSource().toString(), event.getId()));
  }

  private static DecodeResult named(DecodeResult read, String name) {
    if (read instanceof DecodeResult.Message message
        && (message.value().requestId() == null || message.value().requestId().isEmpty())) {
      return new DecodeResult.Message(message.value().withAsker(name, message.value().reference()));
    }
    return read;
  }
}
