package io.sunpress.cli.deadletters;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sunpress.message.SunpressHeaders;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A dead letter as the record that it was: key, bytes and headers. Of our own headers only the
 * history is kept, one cause longer, so that attempts are counted anew.
 */
final class ReplayRecord {
  /** A record that is replayed for ever must not grow for ever. */
  private static final int KEPT_CAUSES = 10;

  private ReplayRecord() {}

  static ProducerRecord<byte[], byte[]> of(
      ConsumerRecord<byte[], byte[]> record, DeadLetter letter, String topic) {
    ProducerRecord<byte[], byte[]> replayed =
        new ProducerRecord<>(topic, record.key(), record.value());
    for (Header header : record.headers()) {
      if (!header.key().startsWith(SunpressHeaders.PREFIX)) {
        replayed.headers().add(header);
      }
    }
    add(replayed, SunpressHeaders.REPLAYED, Integer.toString(letter.replays() + 1));
    causes(letter).forEach(cause -> add(replayed, SunpressHeaders.HISTORY, cause.entry()));
    return replayed;
  }

  private static List<FailureCause> causes(DeadLetter letter) {
    List<FailureCause> causes = new ArrayList<>(letter.history());
    causes.add(letter.cause());
    return causes.subList(Math.max(0, causes.size() - KEPT_CAUSES), causes.size());
  }

  private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, value.getBytes(UTF_8));
  }
}
