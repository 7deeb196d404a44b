package io.sunpress.worker.publish;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.code.InvalidValueException;
import io.sunpress.message.CodeError;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.RequestCorrelation;
import io.sunpress.message.RequestDetails;
import io.sunpress.message.RequestTime;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that can never become a code.
 *
 * @param origin the record
 * @param error why
 * @param asked what was readable of the request; empty where nothing was, and then nobody can be
 *     told
 */
public record RejectedRecord(
    ConsumerRecord<byte[], byte[]> origin, CodeError error, Optional<RequestDetails> asked) {
  private static final int MAX_ECHO = 1024;

  public RejectedRecord {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(asked, "asked");
  }

  /** Nothing in it could be read. */
  public static RejectedRecord unreadable(ConsumerRecord<byte[], byte[]> origin, CodeError error) {
    return new RejectedRecord(origin, error, Optional.empty());
  }

  /**
   * The asker could be read, and perhaps the message.
   *
   * @param id the code that somebody may be waiting for under this record's key
   */
  public static RejectedRecord readable(
      ConsumerRecord<byte[], byte[]> origin,
      CodeError error,
      RequestCorrelation requestCorrelation,
      @Nullable CodeRequestMessage message,
      Optional<CodeId> id) {
    Optional<CodeRequestMessage> read = Optional.ofNullable(message);
    RequestDetails asked =
        new RequestDetails(
            requestCorrelation.requestId().orElseGet(() -> DeterministicRequestIds.of(origin)),
            id.map(CodeId::value).orElseGet(() -> DeterministicRequestIds.ofContent(origin)),
            id,
            read.map(CodeRequestMessage::app).flatMap(RejectedRecord::app),
            read.map(CodeRequestMessage::page).filter(RejectedRecord::isShort),
            read.map(CodeRequestMessage::scene).filter(RejectedRecord::isShort),
            requestCorrelation.reference(),
            requestCorrelation.campaign(),
            RequestTime.of(origin));
    return new RejectedRecord(origin, error, Optional.of(asked));
  }

  private static boolean isShort(String text) {
    return text.length() <= MAX_ECHO;
  }

  private static Optional<AppId> app(String text) {
    try {
      return Optional.of(new AppId(text));
    } catch (InvalidValueException e) {
      return Optional.empty();
    }
  }
}
