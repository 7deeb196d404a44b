package io.sunpress.worker.source;

import io.sunpress.message.CodeError;
import io.sunpress.message.ErrorClass;
import io.sunpress.message.RequestCorrelation;
import io.sunpress.request.RequestValidator;
import io.sunpress.request.ValidationResult;
import io.sunpress.worker.source.format.ReadRecord;
import io.sunpress.worker.source.format.SourceRecordReader;
import io.sunpress.worker.source.mapping.MappedRecord;
import io.sunpress.worker.source.mapping.MappedRow;
import io.sunpress.worker.source.mapping.RecordMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record of a source: read, mapped, and validated row by row. */
final class MappingEvaluator implements RecordEvaluator {
  private final SourceRecordReader reader;
  private final RecordMapping mapping;
  private final RequestValidator validator;

  /**
   * @param validator knows the apps that the source may ask for, and no others
   */
  MappingEvaluator(SourceRecordReader reader, RecordMapping mapping, RequestValidator validator) {
    this.reader = reader;
    this.mapping = mapping;
    this.validator = validator;
  }

  @Override
  public EvaluatedRecord evaluate(ConsumerRecord<byte[], byte[]> record) {
    ReadRecord read = reader.read(record);
    if (read instanceof ReadRecord.Tombstone) {
      return new EvaluatedRecord.Skipped();
    }
    if (read instanceof ReadRecord.Unreadable unreadable) {
      return new EvaluatedRecord.Unreadable(CodeError.of(ErrorClass.REQUEST, unreadable.reason()));
    }
    ReadRecord.Value value = (ReadRecord.Value) read;
    MappedRecord mapped = mapping.map(record, value.value(), value.event(), value.name());
    return mapped instanceof MappedRecord.Rows rows
        ? validated(rows.rows())
        : new EvaluatedRecord.Skipped();
  }

  private EvaluatedRecord validated(List<MappedRow> rows) {
    List<EvaluatedRecord.Request> requests = new ArrayList<>();
    List<EvaluatedRecord.Refusal> refusals = new ArrayList<>();
    for (int row = 0; row < rows.size(); row++) {
      if (rows.get(row) instanceof MappedRow.Request request) {
        validate(row, request, requests, refusals);
      } else {
        refusals.add(refusal(row, (MappedRow.Refused) rows.get(row)));
      }
    }
    return new EvaluatedRecord.Rows(requests, refusals);
  }

  private void validate(
      int row,
      MappedRow.Request mapped,
      List<EvaluatedRecord.Request> requests,
      List<EvaluatedRecord.Refusal> refusals) {
    ValidationResult result = validator.judge(mapped.message());
    if (result instanceof ValidationResult.Valid valid) {
      requests.add(new EvaluatedRecord.Request(mapped.members(), valid.question()));
    } else {
      ValidationResult.Refused refused = (ValidationResult.Refused) result;
      refusals.add(
          new EvaluatedRecord.Refusal(
              row, CodeError.of(refused.refusal()), refused.asker(), mapped.message()));
    }
  }

  private static EvaluatedRecord.Refusal refusal(int row, MappedRow.Refused refused) {
    RequestCorrelation asker =
        new RequestCorrelation(
            Optional.of(refused.requestId()), refused.reference(), Optional.empty());
    return new EvaluatedRecord.Refusal(
        row, CodeError.of(ErrorClass.REQUEST, refused.reason()), asker, null);
  }
}
