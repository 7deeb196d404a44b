package io.sunpress.cli.deadletters;

import io.sunpress.code.AppId;
import io.sunpress.code.CodeId;
import io.sunpress.message.CampaignRow;
import io.sunpress.message.CodeRequestMessage;
import io.sunpress.message.CodeRequestMessageCodec;
import io.sunpress.message.DecodeResult;
import io.sunpress.message.SunpressHeaders;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A dead letter, without its bytes.
 *
 * @param at where it is
 * @param appended when the broker had it
 * @param cause why it failed last
 * @param history why it failed before it was replayed, oldest first
 * @param replays how often it was replayed
 * @param app the app that it names, or else the default app; empty where nothing could be read
 * @param campaign whose row it is
 * @param code its code's id, where its key is one
 * @param topic where it came from
 * @param source that it came through; empty where it was none
 * @param cut whether only its beginning was kept
 */
record DeadLetter(
    DeadLetterPosition at,
    Instant appended,
    FailureCause cause,
    List<FailureCause> history,
    int replays,
    Optional<String> app,
    Optional<String> campaign,
    Optional<CodeId> code,
    String topic,
    Optional<String> source,
    boolean cut) {
  DeadLetter {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(appended, "appended");
    Objects.requireNonNull(cause, "cause");
    history = List.copyOf(history);
    Objects.requireNonNull(topic, "topic");
  }

  /** Reads a record of the topic. */
  static DeadLetter of(ConsumerRecord<byte[], byte[]> record, Optional<AppId> defaultApp) {
    Instant appended = Instant.ofEpochMilli(record.timestamp());
    Optional<CodeRequestMessage> message = message(record.value());
    return new DeadLetter(
        new DeadLetterPosition(record.partition(), record.offset()),
        appended,
        FailureCause.of(record.headers(), appended),
        history(record),
        replays(record),
        message.flatMap(
            read -> Optional.ofNullable(read.app()).or(() -> defaultApp.map(AppId::value))),
        message.map(CodeRequestMessage::campaign).map(CampaignRow::id),
        Optional.ofNullable(record.key()).map(PrintableText::utf8).flatMap(CodeId::parse),
        PrintableText.header(record.headers(), SunpressHeaders.TOPIC).orElse(""),
        PrintableText.header(record.headers(), SunpressHeaders.SOURCE),
        record.headers().lastHeader(SunpressHeaders.CUT) != null);
  }

  /** Whether it has failed for this cause before. */
  boolean failedForThisBefore() {
    return history.stream().anyMatch(cause::isSameAs);
  }

  private static Optional<CodeRequestMessage> message(byte[] value) {
    return CodeRequestMessageCodec.read(value) instanceof DecodeResult.Message message
        ? Optional.of(message.value())
        : Optional.empty();
  }

  private static List<FailureCause> history(ConsumerRecord<byte[], byte[]> record) {
    return StreamSupport.stream(
            record.headers().headers(SunpressHeaders.HISTORY).spliterator(), false)
        .filter(header -> header.value() != null)
        .flatMap(header -> FailureCause.parse(PrintableText.utf8(header.value())).stream())
        .toList();
  }

  private static int replays(ConsumerRecord<byte[], byte[]> record) {
    return PrintableText.header(record.headers(), SunpressHeaders.REPLAYED)
        .filter(text -> text.matches("\\d{1,6}"))
        .map(Integer::parseInt)
        .orElse(0);
  }
}
