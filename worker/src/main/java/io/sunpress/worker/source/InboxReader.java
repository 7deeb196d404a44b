package io.sunpress.worker.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.cloudevents.CloudEvent;
import io.cloudevents.CloudEventData;
import io.cloudevents.kafka.KafkaMessageFactory;
import io.sunpress.intake.Judge;
import io.sunpress.message.Asker;
import io.sunpress.message.CodeError;
import io.sunpress.message.Decoded;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.GenerateCode;
import io.sunpress.message.GenerateCodeCodec;
import io.sunpress.worker.announce.Reading;
import io.sunpress.worker.announce.RecordNames;
import io.sunpress.worker.announce.RefusedRecord;
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
final class InboxReader {
  private final Judge judge;

  /**
   * @param judge knows the apps that this source may ask for, and no others
   */
  InboxReader(Judge judge) {
    this.judge = judge;
  }

  Reading read(ConsumerRecord<byte[], byte[]> record) {
    return decode(record)
        .fold(
            message -> judged(record, message.value()),
            invalid -> refused(record, CodeError.of(invalid.refusal()), invalid.asker(), null),
            undecodable ->
                new Reading.Refused(
                    RefusedRecord.unreadable(
                        record, CodeError.of(ErrorClass.REQUEST, undecodable.cause()))));
  }

  private Reading judged(ConsumerRecord<byte[], byte[]> record, GenerateCode message) {
    return judge
        .judge(message)
        .fold(
            Reading.Wanted::new,
            refusal -> refused(record, CodeError.of(refusal.refusal()), refusal.asker(), message));
  }

  private static Reading refused(
      ConsumerRecord<byte[], byte[]> record,
      CodeError error,
      Asker asker,
      @Nullable GenerateCode message) {
    return new Reading.Refused(
        RefusedRecord.readable(record, error, asker, message, Optional.empty()));
  }

  private static Decoded<GenerateCode> decode(ConsumerRecord<byte[], byte[]> record) {
    byte[] value = record.value() == null ? new byte[0] : record.value();
    if (!isCloudEvent(record.headers())) {
      return named(GenerateCodeCodec.read(value), RecordNames.of(record));
    }
    try {
      return data(KafkaMessageFactory.createReader(record.headers(), value).toEvent());
    } catch (RuntimeException e) {
      // Its reader throws whatever its parts throw.
      return new Decoded.Undecodable<>("the CloudEvent can't be read");
    }
  }

  private static boolean isCloudEvent(Headers headers) {
    Header contentType = headers.lastHeader("content-type");
    return headers.lastHeader("ce_specversion") != null
        || contentType != null
            && new String(contentType.value(), UTF_8).startsWith("application/cloudevents");
  }

  private static Decoded<GenerateCode> data(CloudEvent event) {
    CloudEventData data = event.getData();
    byte[] json = data == null ? new byte[0] : data.toBytes();
    return named(
        GenerateCodeCodec.read(json), RecordNames.of(event.getSource().toString(), event.getId()));
  }

  private static Decoded<GenerateCode> named(Decoded<GenerateCode> read, String name) {
    if (read instanceof Decoded.Message<GenerateCode> message
        && (message.value().requestId() == null || message.value().requestId().isEmpty())) {
      return new Decoded.Message<>(message.value().withAsker(name, message.value().reference()));
    }
    return read;
  }
}
