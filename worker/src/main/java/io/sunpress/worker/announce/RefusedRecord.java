package io.sunpress.worker.announce;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.code.InvalidValueException;
import io.sunpress.message.Asked;
import io.sunpress.message.AskedAt;
import io.sunpress.message.Asker;
import io.sunpress.message.CodeError;
import io.sunpress.message.GenerateCode;
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
public record RefusedRecord(
    ConsumerRecord<byte[], byte[]> origin, CodeError error, Optional<Asked> asked) {
  private static final int MAX_ECHO = 1024;

  public RefusedRecord {
    Objects.requireNonNull(origin, "origin");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(asked, "asked");
  }

  /** Nothing in it could be read. */
  public static RefusedRecord unreadable(ConsumerRecord<byte[], byte[]> origin, CodeError error) {
    return new RefusedRecord(origin, error, Optional.empty());
  }

  /**
   * The asker could be read, and perhaps the message.
   *
   * @param id the code that somebody may be waiting for under this record's key
   */
  public static RefusedRecord readable(
      ConsumerRecord<byte[], byte[]> origin,
      CodeError error,
      Asker asker,
      @Nullable GenerateCode message,
      Optional<CodeId> id) {
    Optional<GenerateCode> read = Optional.ofNullable(message);
    Asked asked =
        new Asked(
            asker.requestId().orElseGet(() -> RecordNames.of(origin)),
            id,
            read.map(GenerateCode::app).flatMap(RefusedRecord::app),
            read.map(GenerateCode::page).filter(RefusedRecord::isShort),
            read.map(GenerateCode::scene).filter(RefusedRecord::isShort),
            asker.reference(),
            asker.campaign(),
            AskedAt.of(origin));
    return new RefusedRecord(origin, error, Optional.of(asked));
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
