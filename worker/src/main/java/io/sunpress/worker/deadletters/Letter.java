package io.sunpress.worker.deadletters;

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
 * @param death what it died of last
 * @param history what it died of before it was replayed, oldest first
 * @param replays how often it was replayed
 * @param app the app that it names, or else the default app; empty where nothing could be read
 * @param campaign whose row it is
 * @param code its code's id, where its key is one
 * @param topic where it came from
 * @param cut whether only its beginning was kept
 */
record Letter(
    Position at,
    Instant appended,
    Death death,
    List<Death> history,
    int replays,
    Optional<String> app,
    Optional<String> campaign,
    Optional<CodeId> code,
    String topic,
    boolean cut) {
  Letter {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(appended, "appended");
    Objects.requireNonNull(death, "death");
    history = List.copyOf(history);
    Objects.requireNonNull(topic, "topic");
  }

  /** Reads what a record of the topic tells. */
  static Letter of(ConsumerRecord<byte[], byte[]> record, Optional<AppId> defaultApp) {
    Instant appended = Instant.ofEpochMilli(record.timestamp());
    Optional<CodeRequestMessage> message = message(record.value());
    return new Letter(
        new Position(record.partition(), record.offset()),
        appended,
        Death.of(record.headers(), appended),
        history(record),
        replays(record),
        message.flatMap(
            read -> Optional.ofNullable(read.app()).or(() -> defaultApp.map(AppId::value))),
        message.map(CodeRequestMessage::campaign).map(CampaignRow::id),
        Optional.ofNullable(record.key()).map(Texts::utf8).flatMap(CodeId::parse),
        Texts.header(record.headers(), SunpressHeaders.TOPIC).orElse(""),
        record.headers().lastHeader(SunpressHeaders.CUT) != null);
  }

  /** Whether it has died of this cause before. */
  boolean diedOfTheSameBefore() {
    return history.stream().anyMatch(death::sameCause);
  }

  private static Optional<CodeRequestMessage> message(byte[] value) {
    return CodeRequestMessageCodec.read(value) instanceof DecodeResult.Message message
        ? Optional.of(message.value())
        : Optional.empty();
  }

  private static List<Death> history(ConsumerRecord<byte[], byte[]> record) {
    return StreamSupport.stream(
            record.headers().headers(SunpressHeaders.HISTORY).spliterator(), false)
        .filter(header -> header.value() != null)
        .flatMap(header -> Death.parse(Texts.utf8(header.value())).stream())
        .toList();
  }

  private static int replays(ConsumerRecord<byte[], byte[]> record) {
    return Texts.header(record.headers(), SunpressHeaders.REPLAYED)
        .filter(text -> text.matches("\\d{1,6}"))
        .map(Integer::parseInt)
        .orElse(0);
  }
}
