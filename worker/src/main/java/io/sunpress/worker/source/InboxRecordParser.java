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
import io.sunpress.request.RequestValidator;
import io.sunpress.worker.publish.DeterministicRequestIds;
import io.sunpress.worker.publish.ParsedRecord;
import io.sunpress.worker.publish.RejectedRecord;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * Reads what other systems write: our message as plain JSON, or as the data of a CloudEvent in
 * binary or structured mode. A request without a name gets one that is the same on every reading; a
 * CloudEvent's is made of its source and id, so that one that was sent twice is one request.
 */
final class InboxRecordParser {
  private final RequestValidator requestValidator;

  /**
   * @param requestValidator knows the apps that this source may ask for, and no others
   */
  InboxRecordParser(RequestValidator requestValidator) {
    this.requestValidator = requestValidator;
  }

  ParsedRecord read(ConsumerRecord<byte[], byte[]> record) {
    return decode(record)
        .fold(
            message -> judged(record, message.value()),
            invalid -> refused(record, CodeError.of(invalid.refusal()), invalid.asker(), null),
            undecodable ->
                new ParsedRecord.Refused(
                    RejectedRecord.unreadable(
                        record, CodeError.of(ErrorClass.REQUEST, undecodable.cause()))));
  }

  private ParsedRecord judged(ConsumerRecord<byte[], byte[]> record, CodeRequestMessage message) {
    return requestValidator
        .judge(message)
        .fold(
            ParsedRecord.Wanted::new,
            refusal -> refused(record, CodeError.of(refusal.refusal()), refusal.asker(), message));
  }

  private static ParsedRecord refused(
      ConsumerRecord<byte[], byte[]> record,
      CodeError error,
      RequestCorrelation requestCorrelation,
      @Nullable CodeRequestMessage message) {
    return new ParsedRecord.Refused(
        RejectedRecord.readable(record, error, requestCorrelation, message, Optional.empty()));
  }

  private static DecodeResult decode(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
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
