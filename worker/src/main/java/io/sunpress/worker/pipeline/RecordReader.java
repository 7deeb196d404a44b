package io.sunpress.worker.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.code.CodeId;
import io.sunpress.message.CodeError;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.message.ErrorClass;
import io.sunpress.request.CodeRequest;
import io.sunpress.request.RequestValidator;
import io.sunpress.worker.publish.DeterministicRequestIds;
import io.sunpress.worker.publish.ParsedRecord;
import io.sunpress.worker.publish.RejectedRecord;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records of our own topics. Whoever wrote them, only what the judge passes is believed. */
final class RecordReader {
  private final RequestValidator requestValidator;

  RecordReader(RequestValidator requestValidator) {
    this.requestValidator = requestValidator;
  }

  ParsedRecord read(ConsumerRecord<byte[], byte[]> record) {
    return CodeRequestMessageCodec.read(record.value())
        .fold(
            message -> judged(record, named(message.value(), record)),
            invalid ->
                refused(
                    RejectedRecord.readable(
                        record,
                        CodeError.of(invalid.refusal()),
                        invalid.asker(),
                        null,
                        id(record))),
            undecodable ->
                refused(
                    RejectedRecord.unreadable(
                        record, CodeError.of(ErrorClass.REQUEST, undecodable.cause()))));
  }

  private ParsedRecord judged(ConsumerRecord<byte[], byte[]> record, CodeRequestMessage message) {
    return requestValidator
        .judge(message)
        .fold(
            codeRequest -> matched(record, message, codeRequest),
            refusal ->
                refused(
                    RejectedRecord.readable(
                        record,
                        CodeError.of(refusal.refusal()),
                        refusal.asker(),
                        message,
                        id(record))));
  }

  /** A key that names another code would let one request's failure answer another's question. */
  private static ParsedRecord matched(
      ConsumerRecord<byte[], byte[]> record, CodeRequestMessage message, CodeRequest codeRequest) {
    Optional<CodeId> key = id(record);
    if (key.filter(codeRequest.id()::equals).isPresent()) {
      return new ParsedRecord.Wanted(codeRequest);
    }
    CodeError error = CodeError.of(ErrorClass.REQUEST, "the record's key is not this code's id");
    return refused(
        RejectedRecord.readable(
            record,
            error,
            codeRequest.asker(),
            message.withApp(codeRequest.spec().app().value()),
            key));
  }

  private static CodeRequestMessage named(
      CodeRequestMessage message, ConsumerRecord<byte[], byte[]> record) {
    boolean unnamed = message.requestId() == null || message.requestId().isEmpty();
    return unnamed
        ? message.withAsker(DeterministicRequestIds.of(record), message.reference())
        : message;
  }

  private static Optional<CodeId> id(ConsumerRecord<byte[], byte[]> record) {
    return Optional.ofNullable(record.key()).flatMap(key -> CodeId.parse(new String(key, UTF_8)));
  }

  private static ParsedRecord refused(RejectedRecord record) {
    return new ParsedRecord.Refused(record);
  }
}
