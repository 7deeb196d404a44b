package io.sunpress.worker.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.code.CodeId;
import io.sunpress.intake.Judge;
import io.sunpress.intake.Question;
import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.GenerateCode;
import io.sunpress.message.GenerateCodeCodec;
import io.sunpress.worker.announce.Reading;
import io.sunpress.worker.announce.RecordNames;
import io.sunpress.worker.announce.RefusedRecord;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads records of our own topics. Whoever wrote them, only what the judge passes is believed. */
final class RecordReader {
  private final Judge judge;

  RecordReader(Judge judge) {
    this.judge = judge;
  }

  Reading read(ConsumerRecord<byte[], byte[]> record) {
    return GenerateCodeCodec.read(record.value())
        .fold(
            message -> judged(record, named(message.value(), record)),
            invalid ->
                refused(
                    RefusedRecord.readable(
                        record,
                        CodeError.of(invalid.refusal()),
                        invalid.asker(),
                        null,
                        id(record))),
            undecodable ->
                refused(
                    RefusedRecord.unreadable(
                        record, CodeError.of(ErrorClass.REQUEST, undecodable.cause()))));
  }

  private Reading judged(ConsumerRecord<byte[], byte[]> record, GenerateCode message) {
    return judge
        .judge(message)
        .fold(
            question -> matched(record, message, question),
            refusal ->
                refused(
                    RefusedRecord.readable(
                        record,
                        CodeError.of(refusal.refusal()),
                        refusal.asker(),
                        message,
                        id(record))));
  }

  /** A key that names another code would let one request's failure answer another's question. */
  private static Reading matched(
      ConsumerRecord<byte[], byte[]> record, GenerateCode message, Question question) {
    Optional<CodeId> key = id(record);
    if (key.filter(question.id()::equals).isPresent()) {
      return new Reading.Wanted(question);
    }
    CodeError error = CodeError.of(ErrorClass.REQUEST, "the record's key is not this code's id");
    return refused(
        RefusedRecord.readable(
            record, error, question.asker(), message.withApp(question.spec().app().value()), key));
  }

  private static GenerateCode named(GenerateCode message, ConsumerRecord<byte[], byte[]> record) {
    boolean unnamed = message.requestId() == null || message.requestId().isEmpty();
    return unnamed ? message.withAsker(RecordNames.of(record), message.reference()) : message;
  }

  private static Optional<CodeId> id(ConsumerRecord<byte[], byte[]> record) {
    return Optional.ofNullable(record.key()).flatMap(key -> CodeId.parse(new String(key, UTF_8)));
  }

  private static Reading refused(RefusedRecord record) {
    return new Reading.Refused(record);
  }
}
